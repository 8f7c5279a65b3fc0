import type { Expr } from '../../model/expression.ts';
import { contextOf, not } from '../../plan/expressions.ts';
import type { FeelFunction } from '../../plan/functions/function.ts';
import { listFunctions } from '../../plan/functions/list-functions.ts';
import { nearest } from '../../text/nearest.ts';
import { describe, isNull } from './kinds.ts';
import { compileListFunction } from './list-calls.ts';
import type { Setting } from './setting.ts';
import type { Syntax } from './syntax.ts';

// Calls of functions by name, with arguments by position or by name.

type CallSyntax = Syntax & { node: 'call' };

const clock = 'the only today is as_of';
const ofText = 'make a lookup of the values: lookups are lists of texts by class';
const inexact = 'it is not exact; use bands, a scale or shrunk_rate';

/** Functions of FEEL outside the chosen subset, and what works instead. */
const outside: ReadonlyMap<string, string> = new Map([
  ...['today', 'now'].map((name) => [name, clock] as const),
  ...['contains', 'starts with', 'ends with', 'matches', 'substring', 'substring before', 'substring after'].map(
    (name) => [name, ofText] as const,
  ),
  ...['upper case', 'lower case', 'replace', 'split', 'string length', 'string join', 'string'].map(
    (name) => [name, ofText] as const,
  ),
  ...['sqrt', 'log', 'exp', 'stddev', 'mode', 'product'].map((name) => [name, inexact] as const),
  ['number', 'declare the column as a number under fields'],
  ['all', 'write every loan in loans satisfies …'],
  ['any', 'write some loan in loans satisfies …'],
  ['list contains', 'write x in ("A", "B"), or some loan in loans satisfies …'],
  ['is defined', 'write x != null'],
  ['get or else', 'write if x = null then … else x'],
  ['round', 'write round half up(n, scale)'],
  ['round half even', 'decimal(n, scale) rounds half to even'],
  ['odd', 'write modulo(n, 2) = 1'],
  ['even', 'write modulo(n, 2) = 0'],
  ['average', 'write mean(list)'],
  ['avg', 'write mean(list)'],
  ['coalesce', 'write if x = null then … else x'],
]);

function reportUnknownFunction(syntax: CallSyntax, within: Setting): undefined {
  const { name, nameAt } = syntax;
  const instead = outside.get(name);
  if (instead !== undefined) {
    within.report('not-in-subset', nameAt, `${name}(…) is not part of the rubric language`, {
      found: name,
      hint: instead,
    });
    return undefined;
  }
  const known = [...within.scope.functions.keys(), ...listFunctions.keys(), 'not'].filter(
    (one) => !one.startsWith('.'),
  );
  const meant = nearest(name, known);
  const hint = within.scope.names.has(name)
    ? `${name} is a value: an operator is missing in front of the bracket`
    : meant === undefined
      ? `there are ${known.join(', ')}`
      : `did you mean "${meant}"?`;
  within.report('unknown-function', nameAt, `there is no function "${name}"`, { found: name, hint });
  return undefined;
}

function compileNot(syntax: CallSyntax, within: Setting): Expr | undefined {
  const args = syntax.args.map((arg) => within.compile(arg, within));
  if (args.length !== 1) {
    within.report('wrong-arguments', syntax, 'not(…) takes one condition', { hint: 'write not(a or b)' });
    return undefined;
  }
  const [arg] = args;
  if (arg === undefined || arg.type.kind === 'flag') return arg && not(arg);
  within.report('wrong-type', syntax.args[0], `not(…) needs a condition, not ${describe(arg)}`);
  return undefined;
}

/** The arguments in the order of the parameters, or undefined when they do not fit and that was reported. */
function orderArguments(known: FeelFunction, syntax: CallSyntax, within: Setting): Syntax[] | undefined {
  const { parameters, required, name } = known;
  const usage = `${name}(${parameters.map((one, index) => (index < required ? one : `${one}?`)).join(', ')})`;
  const ordered: (Syntax | undefined)[] = [...syntax.args];
  let sound = true;
  for (const argument of syntax.named) {
    const index = parameters.indexOf(argument.name);
    if (index >= 0 && ordered[index] === undefined) {
      ordered[index] = argument.value;
      continue;
    }
    sound = false;
    const meant = nearest(argument.name, parameters);
    within.report(
      'wrong-arguments',
      argument,
      index >= 0 ? `${argument.name} is given twice` : `${name} has no parameter "${argument.name}"`,
      {
        found: argument.name,
        expected: usage,
        hint: meant === undefined || index >= 0 ? usage : `did you mean "${meant}"?`,
      },
    );
  }
  if (!sound) return undefined;
  const lacking = parameters
    .slice(0, Math.max(required, ordered.length))
    .filter((_, index) => ordered[index] === undefined);
  if (lacking.length > 0 || ordered.length > parameters.length) {
    const what =
      lacking.length > 0
        ? `${name} lacks ${lacking.join(', ')}`
        : `${name} takes at most ${parameters.length} arguments`;
    within.report('wrong-arguments', syntax, what, { expected: usage, hint: usage });
    return undefined;
  }
  return ordered as Syntax[];
}

function compileFunction(known: FeelFunction, syntax: CallSyntax, within: Setting): Expr | undefined {
  const ordered = orderArguments(known, syntax, within);
  const compiled = ordered?.map((arg) => within.compile(arg, within));
  if (ordered === undefined || compiled === undefined || compiled.includes(undefined)) return undefined;
  const args = compiled as Expr[];
  const empty = args.findIndex(isNull);
  if (empty >= 0) {
    within.report('wrong-arguments', ordered[empty], `${known.name} of null is always missing`);
    return undefined;
  }
  const typed = known.signature(args);
  if (typeof typed !== 'string') {
    return { op: 'call', name: known.name, args, type: typed.type, bounds: typed.bounds, context: contextOf(args) };
  }
  const given = args.map(describe).join(', ');
  within.report('wrong-arguments', syntax, typed, { found: given, hint: `for example ${known.example}` });
  return undefined;
}

export function compileCall(syntax: CallSyntax, within: Setting): Expr | undefined {
  if (syntax.name === 'not') return compileNot(syntax, within);
  const ofList = listFunctions.get(syntax.name);
  if (ofList !== undefined) return compileListFunction(ofList, syntax, within);
  const known = within.scope.functions.get(syntax.name);
  return known === undefined ? reportUnknownFunction(syntax, within) : compileFunction(known, syntax, within);
}
