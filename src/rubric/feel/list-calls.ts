import type { Expr } from '../../model/expression.ts';
import type { Bounds } from '../../model/value-type.ts';
import { both, branch, choose, compare, constant, hull, nullType } from '../../plan/expressions.ts';
import type { ListFunction } from '../../plan/functions/list-functions.ts';
import { describe } from './kinds.ts';
import { aggregateOf, compileRowList, isRowList } from './lists.ts';
import type { Setting } from './setting.ts';
import type { Syntax } from './syntax.ts';
import { unify } from './unify.ts';

// Calls of list functions: over rows of a table (one value a client), over a client's own value (one value for the book),
// and `min` and `max` of several values written out.

type CallSyntax = Syntax & { node: 'call' };

function argumentsOf(known: ListFunction, syntax: CallSyntax, within: Setting): readonly Syntax[] | undefined {
  const wrong = syntax.named.find((argument) => argument.name !== known.parameter);
  const args = [...syntax.args, ...syntax.named.map((argument) => argument.value)];
  if (wrong !== undefined) {
    within.report('wrong-arguments', wrong, `${known.name} has no parameter "${wrong.name}"`, {
      hint: `for example ${known.example}`,
    });
    return undefined;
  }
  if (args.length > 0) return args;
  within.report('wrong-arguments', syntax, `${known.name} lacks ${known.parameter}`, {
    hint: `for example ${known.example}`,
  });
  return undefined;
}

function reportElement(known: ListFunction, expected: string, found: string, at: Syntax, within: Setting): undefined {
  within.report('wrong-arguments', at, `${known.name} needs ${expected}, not ${found}`, {
    expected,
    hint: `for example ${known.example}`,
  });
  return undefined;
}

function aggregateRows(known: ListFunction, list: Syntax, within: Setting): Expr | undefined {
  const rows = compileRowList(list, within);
  if (rows === undefined) return undefined;
  const typed = (rows.value && known.ofRows?.(rows.value)) ?? known.signature(rows.value);
  if (typeof typed !== 'string') return aggregateOf(known.name, rows, typed);
  return reportElement(
    known,
    typed,
    rows.value === undefined ? `whole rows of ${rows.table}` : describe(rows.value),
    list,
    within,
  );
}

/** A figure of all clients is no value of one: outside outcomes it is refused, and so is one inside another. */
function reportOverClients(known: ListFunction, at: Syntax, within: Setting): undefined {
  const alone = within.scope.lists === 'nothing';
  const where = alone ? 'each client is looked at alone here' : 'only "of" of an outcome speaks of the book';
  const message = `${known.name} of all clients is a figure of the book, and ${where}`;
  const hint = alone
    ? 'write the figure as a number'
    : 'score the value by percentile or quantiles, use rank or top_percent, or write the figure as a number';
  within.report('list-over-clients', at, message, { found: known.name, hint });
}

function aggregateBook(known: ListFunction, of: Syntax, at: Syntax, within: Setting): Expr | undefined {
  const { scope } = within;
  const inner = scope.lists === 'rows' ? scope : { ...scope, lists: 'nothing' as const };
  const value = within.compile(of, { ...within, scope: inner });
  if (value === undefined) return undefined;
  if (value.context === 'row' || value.context === 'book') {
    const what =
      value.context === 'row' ? 'is taken of the rows of a table, not inside its filter' : 'of one value is that value';
    within.report('wrong-arguments', of, `${known.name} ${what}`, { hint: `for example ${known.example}` });
    return undefined;
  }
  if (scope.lists === 'rows' || scope.lists === 'nothing') return reportOverClients(known, at, within);
  const typed = known.signature(value);
  if (typeof typed === 'string') return reportElement(known, typed, describe(value), of, within);
  return { op: 'aggregate', name: known.name, value, type: typed.type, bounds: typed.bounds, context: 'book' };
}

/** A literal among the values is never missing, so the result is at least (at most) that. */
function boundsOfExtreme(name: string, values: readonly Expr[]): Bounds {
  const { min, max } = hull(values);
  const literals = values.filter((value) => value.op === 'constant').map((value) => value.bounds.min);
  return name === 'min' ? { min, max: Math.min(max, ...literals) } : { min: Math.max(min, ...literals), max };
}

/** The first value that no other one beats; missing values are skipped like in every list. */
function pickExtreme(name: string, values: readonly Expr[]): Expr {
  const relation = name === 'min' ? '<=' : '>=';
  const missing = constant(null, nullType);
  const cases = values.slice(0, -1).map((value) => {
    const beats = values
      .filter((other) => other !== value)
      .map((other) => {
        const better = compare(relation, value, other);
        return other.op === 'constant' ? better : both('or', [better, compare('=', other, missing)]);
      });
    return branch(both('and', beats), value);
  });
  return { ...choose(cases, values.at(-1)!), bounds: boundsOfExtreme(name, values) };
}

function compileExtreme(
  known: ListFunction,
  args: readonly Syntax[],
  syntax: Syntax,
  within: Setting,
): Expr | undefined {
  const values = args.map((arg) => within.compile(arg, within));
  if (values.includes(undefined)) return undefined;
  const alike = unify(values as Expr[], syntax, `the values of ${known.name}`, within);
  if (alike === undefined) return undefined;
  const present = alike.parts.filter((value) => value.type.kind !== 'null');
  const typed = known.signature(present[0]);
  if (typeof typed === 'string') return reportElement(known, typed, describe(present[0]), syntax, within);
  return present.length === 1 ? present[0] : pickExtreme(known.name, present);
}

export function compileListFunction(known: ListFunction, syntax: CallSyntax, within: Setting): Expr | undefined {
  const args = argumentsOf(known, syntax, within);
  if (args === undefined) return undefined;
  if (args.length === 1) {
    if (isRowList(args[0], within)) return aggregateRows(known, args[0], within);
    return aggregateBook(known, args[0], syntax, within);
  }
  if (known.name === 'min' || known.name === 'max') return compileExtreme(known, args, syntax, within);
  within.report('wrong-arguments', syntax, `${known.name} takes one list`, {
    hint: known.name === 'sum' ? 'write a + b' : `for example ${known.example}`,
  });
  return undefined;
}
