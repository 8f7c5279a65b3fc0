import type { Expr } from '../../model/expression.ts';
import { both, not, present } from '../../plan/expressions.ts';
import type { Interval, UnaryTest } from '../../plan/unary-test.ts';
import { compareTyped } from './comparison.ts';
import {
  type Covers,
  complementCovers,
  coverEverything,
  coverRelation,
  decimalOf,
  isEmpty,
  uniteCovers,
} from './covers.ts';
import { isRowList } from './lists.ts';
import type { Setting } from './setting.ts';
import type { Syntax, Test, TestsSyntax } from './syntax.ts';

// Unary tests over a subject: the condition to evaluate, and the set it covers where that is known. A band never takes a
// missing value; behind `in` the tests follow FEEL.

interface OneTest {
  readonly condition: Expr;
  readonly covers: Covers;
  /** Whether the condition is never true of a missing subject. */
  readonly strict: boolean;
}

/** Whether a formula speaks of `?`. */
function namesSubject(syntax: Syntax): boolean {
  if (syntax.node === 'subject') return true;
  return Object.values(syntax).some((part) =>
    [part].flat().some((one) => typeof one === 'object' && one !== null && namesSubject(one)),
  );
}

function compileRelation(test: Test & { test: 'relation' }, subject: Expr, within: Setting): OneTest | undefined {
  const operand = within.compile(test.operand, within);
  const condition = operand && compareTyped(test.relation, subject, operand, test, within);
  if (operand === undefined || condition === undefined) return undefined;
  return { condition, covers: coverRelation(test.relation, operand, subject), strict: test.relation !== '!=' };
}

function compileInterval(test: Test & { test: 'interval' }, subject: Expr, within: Setting): OneTest | undefined {
  const low = within.compile(test.low, within);
  const high = within.compile(test.high, within);
  const above = low && compareTyped(test.lowClosed ? '>=' : '>', subject, low, test.low, within);
  const below = high && compareTyped(test.highClosed ? '<=' : '<', subject, high, test.high, within);
  if (low === undefined || high === undefined || above === undefined || below === undefined) return undefined;
  const condition = both('and', [above, below]);
  const [from, to] = [decimalOf(low), decimalOf(high)];
  if (from === undefined || to === undefined) return { condition, covers: null, strict: true };
  const interval: Interval = { low: { at: from, closed: test.lowClosed }, high: { at: to, closed: test.highClosed } };
  if (isEmpty(interval)) {
    within.report('empty-interval', test, 'no value lies in this interval', {
      hint: 'the smaller end comes first; [1..1] is the value 1',
    });
    return undefined;
  }
  return { condition, covers: { intervals: [interval] }, strict: true };
}

function compileValue(test: Test & { test: 'value' }, subject: Expr, within: Setting): OneTest | undefined {
  const { value } = test;
  if (value.node === 'null') {
    const hint =
      within.subject === undefined ? 'write x = null, joined by or' : 'say what missing does under "missing:"';
    within.report('not-in-subset', value, 'null is no test of a value', { hint });
    return undefined;
  }
  if (isRowList(value, within)) {
    const hint = 'write some loan in loans satisfies loan.amount = …';
    within.report('not-in-subset', value, 'a column of a table is no list of tests', { hint });
    return undefined;
  }
  const operand = within.compile(value, within);
  if (operand === undefined) return undefined;
  if (within.subject !== undefined && operand.type.kind === 'flag' && namesSubject(value)) {
    return { condition: operand, covers: null, strict: false };
  }
  if (operand.type.kind === 'flag' && subject.type.kind !== 'flag') {
    const hint =
      within.subject === undefined
        ? 'join conditions by and, or'
        : 'start with the sign: >= 3; or name the value as ?: ? > 3';
    within.report('wrong-type', value, 'a condition is no value to be equal to', { hint });
    return undefined;
  }
  const condition = compareTyped('=', subject, operand, value, within);
  return condition && { condition, covers: coverRelation('=', operand, subject), strict: true };
}

function compileTest(test: Test, subject: Expr, within: Setting): OneTest | undefined {
  switch (test.test) {
    case 'relation':
      return compileRelation(test, subject, within);
    case 'interval':
      return compileInterval(test, subject, within);
    case 'value':
      return compileValue(test, subject, within);
  }
}

function compileTests(tests: readonly Test[], subject: Expr, within: Setting): OneTest[] | undefined {
  const compiled = tests.map((test) => compileTest(test, subject, within));
  return compiled.includes(undefined) ? undefined : (compiled as OneTest[]);
}

/** `x in (…)`. */
export function compileIn(syntax: Syntax & { node: 'in' }, within: Setting): Expr | undefined {
  const subject = within.compile(syntax.subject, within);
  if (subject === undefined) return undefined;
  const { subject: _outer, ...inner } = within;
  const tests = compileTests(syntax.tests, subject, inner);
  return (
    tests &&
    both(
      'or',
      tests.map((test) => test.condition),
    )
  );
}

/** `x between a and b`, both ends in. */
export function compileBetween(syntax: Syntax & { node: 'between' }, within: Setting): Expr | undefined {
  const subject = within.compile(syntax.subject, within);
  const { low, high, from, to } = syntax;
  const test: Test = { from, to, test: 'interval', low, high, lowClosed: true, highClosed: true };
  return subject && compileInterval(test, subject, within)?.condition;
}

/** What stands in a band, over `subject`, which is also what `?` means. */
export function compileBand(tests: TestsSyntax, subject: Expr, within: Setting): UnaryTest | undefined {
  if (tests.tests === 'any') return { condition: present(subject), covers: coverEverything(subject) };
  const compiled = compileTests(tests.of, subject, { ...within, subject });
  if (compiled === undefined) return undefined;
  const taken = both(
    'or',
    compiled.map((test) => test.condition),
  );
  const covers = uniteCovers(compiled.map((test) => test.covers));
  if (tests.tests === 'none') {
    return { condition: both('and', [present(subject), not(taken)]), covers: complementCovers(covers, subject) };
  }
  const strict = compiled.every((test) => test.strict);
  return { condition: strict ? taken : both('and', [present(subject), taken]), covers };
}
