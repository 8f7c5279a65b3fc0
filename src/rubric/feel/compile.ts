import type { Expr } from '../../model/expression.ts';
import type { LocatedScalar } from '../../model/located.ts';
import type { Bounds } from '../../model/value-type.ts';
import { both, branch, choose, constant, flagType, hull, nullType } from '../../plan/expressions.ts';
import type { UnaryTest } from '../../plan/unary-test.ts';
import { positionWithin } from '../positions.ts';
import { compileArithmetic, compileMinus } from './arithmetic.ts';
import { compileCall } from './calls.ts';
import { compareTyped } from './comparison.ts';
import { describe, isNull, isNumeric, isTextual } from './kinds.ts';
import { compileQuantified } from './lists.ts';
import { compileNumber, compileTemporal } from './literals.ts';
import { compileName, compilePath } from './names.ts';
import { keyOf, narrow } from './narrowing.ts';
import { readExpression, readUnaryTests } from './read-syntax.ts';
import type { Report, Scope } from './scope.ts';
import type { Complain, Setting } from './setting.ts';
import type { Syntax } from './syntax.ts';
import { compileBand, compileBetween, compileIn } from './unary-tests.ts';
import { settleLiteral, unify } from './unify.ts';

// FEEL text to typed expressions. Every problem is reported where it stands in the file, and the rest of the formula is
// still checked; a formula with a problem gives undefined.

/** What a formula must give: `number` is money, number, integer or percent; `any` is every value but null. */
export type Want = 'number' | 'flag' | 'any' | 'text';

const wanted: Record<Want, { fits: (expr: Expr) => boolean; name: string }> = {
  number: { fits: isNumeric, name: 'a number' },
  flag: { fits: (expr) => expr.type.kind === 'flag', name: 'a condition' },
  text: { fits: isTextual, name: 'a text' },
  any: { fits: (expr) => !isNull(expr), name: 'a value' },
};

function compileCondition(syntax: Syntax, within: Setting, what: string): Expr | undefined {
  const condition = within.compile(syntax, within);
  if (condition === undefined || condition.type.kind === 'flag') return condition;
  within.report('wrong-type', syntax, `${what} needs conditions, not ${describe(condition)}`, {
    hint: isTextual(condition) ? 'compare it with = or in: grade in ("A", "B")' : 'compare it: x > 0',
  });
  return undefined;
}

function compileIf(syntax: Syntax & { node: 'if' }, within: Setting): Expr | undefined {
  const when = compileCondition(syntax.when, within, 'if');
  const then = within.compile(syntax.then, within);
  const otherwise = within.compile(syntax.otherwise, within);
  if (then === undefined || otherwise === undefined) return undefined;
  const branches = unify([then, otherwise], syntax, 'the branches of if', within);
  if (when === undefined || branches === undefined) return undefined;
  const chosen = { ...choose([branch(when, branches.parts[0])], branches.parts[1]), type: branches.type };
  return { ...chosen, bounds: boundsOfBranches(syntax, when, within) ?? chosen.bounds };
}

/**
 * The bounds that the branches have where they are taken. They are compiled once more for that: the parts themselves are
 * computed for every client, so their own bounds must hold without the condition.
 */
function boundsOfBranches(syntax: Syntax & { node: 'if' }, when: Expr, within: Setting): Bounds | undefined {
  const guarded = [true, false].map((holds) => narrow(when, holds));
  if (guarded.includes(undefined)) return undefined;
  const silent = { ...within, report: () => {} };
  const parts = [syntax.then, syntax.otherwise].map((part, index) => {
    const narrowed = [...(within.narrowed ?? []), guarded[index]!];
    return within.compile(part, { ...silent, narrowed })!;
  });
  const branches = unify(parts, syntax, 'the branches of if', silent);
  return branches && hull(branches.parts.filter((part) => part.type.kind !== 'null'));
}

function compileLogic(syntax: Syntax & { node: 'logic' }, within: Setting): Expr | undefined {
  // Beside a part that was no FEEL the others may be torn out of their place.
  const torn = syntax.args.some((arg) => arg.node === 'broken');
  const args = syntax.args.map((arg) =>
    torn ? within.compile(arg, within) : compileCondition(arg, within, syntax.op),
  );
  return args.includes(undefined) ? undefined : both(syntax.op, args as Expr[]);
}

function compileSubject(syntax: Syntax, within: Setting): Expr | undefined {
  if (within.subject !== undefined) return within.subject;
  within.report('feel-syntax', syntax, '"?" stands for the value of a band, and there is none here', {
    hint: 'write the name',
  });
  return undefined;
}

function compileFilter(syntax: Syntax & { node: 'filter' }, within: Setting): undefined {
  const hint = 'filter the rows of a table inside a list function: count(loans[renewed = true])';
  within.report('not-in-subset', syntax, 'a filter gives rows, not one value', { hint });
}

/** A part with the bounds that the conditions around it leave. */
function compilePart(syntax: Syntax, within: Setting): Expr | undefined {
  const compiled = compileSyntax(syntax, within);
  if (compiled === undefined || within.narrowed === undefined || compiled.op === 'constant') return compiled;
  const key = keyOf(compiled);
  const narrowed = within.narrowed.findLast((known) => known.key === key);
  return narrowed === undefined ? compiled : { ...compiled, bounds: narrowed.bounds };
}

function compileSyntax(syntax: Syntax, within: Setting): Expr | undefined {
  switch (syntax.node) {
    case 'broken':
      return undefined;
    case 'number':
      return compileNumber(syntax, within);
    case 'string':
      return constant(syntax.value, { kind: 'text', scale: 0 });
    case 'flag':
      return constant(syntax.value ? 1 : 0, flagType);
    case 'null':
      return constant(null, nullType);
    case 'temporal':
      return compileTemporal(syntax, within);
    case 'name':
      return compileName(syntax, within);
    case 'subject':
      return compileSubject(syntax, within);
    case 'path':
      return compilePath(syntax, within);
    case 'filter':
      return compileFilter(syntax, within);
    case 'call':
      return compileCall(syntax, within);
    case 'if':
      return compileIf(syntax, within);
    case 'arithmetic':
      return compileArithmetic(syntax, within);
    case 'minus':
      return compileMinus(syntax, within);
    case 'compare': {
      const left = within.compile(syntax.left, within);
      const right = within.compile(syntax.right, within);
      return left && right && compareTyped(syntax.relation, left, right, syntax, within);
    }
    case 'between':
      return compileBetween(syntax, within);
    case 'in':
      return compileIn(syntax, within);
    case 'logic':
      return compileLogic(syntax, within);
    case 'quantified':
      return compileQuantified(syntax, within);
  }
}

function settingOf(text: LocatedScalar, scope: Scope, report: Report): Setting {
  const complain: Complain = (code, at, message, more) =>
    report(code, positionWithin(text, at.from, at.to), message, more);
  return { scope, report: complain, compile: compilePart };
}

/** A FEEL expression over the names of `scope`; undefined when a problem was reported. */
export function compileExpression(text: LocatedScalar, scope: Scope, want: Want, report: Report): Expr | undefined {
  const within = settingOf(text, scope, report);
  const syntax = readExpression(text.text, within.report);
  const compiled = syntax && within.compile(syntax, within);
  if (syntax === undefined || compiled === undefined) return undefined;
  if (wanted[want].fits(compiled)) return settleLiteral(compiled);
  const { name } = wanted[want];
  within.report('wrong-type', syntax, `${name} is needed here, and this is ${describe(compiled)}`, { expected: name });
  return undefined;
}

/** FEEL unary tests over `subject`; undefined when a problem was reported. */
export function compileUnaryTests(
  text: LocatedScalar,
  subject: Expr,
  scope: Scope,
  report: Report,
): UnaryTest | undefined {
  const within = settingOf(text, scope, report);
  const tests = readUnaryTests(text.text, within.report);
  return tests && compileBand(tests, subject, within);
}
