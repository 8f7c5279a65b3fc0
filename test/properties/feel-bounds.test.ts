import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expr } from '../../src/model/expression.ts';
import { maxUnits, numericKinds } from '../../src/model/value-type.ts';
import { compileExpression } from '../../src/rubric/feel/compile.ts';
import { collect, scalar, scope } from '../rubric/feel/feel-fixture.ts';
import { FormulaGenerator } from './feel-generator.ts';
import { columnsOf, evaluateRows, exactUnits, rowsOf, wildUnits } from './feel-rows.ts';

// Bounds and types are promises to every engine: no part of a formula ever leaves them, whatever the row holds.

const rows = 4;

function partsOf(expr: Expr): Expr[] {
  switch (expr.op) {
    case 'constant':
    case 'column':
      return [expr];
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'compare':
      return [expr, ...partsOf(expr.left), ...partsOf(expr.right)];
    case 'and':
    case 'or':
    case 'call':
      return [expr, ...expr.args.flatMap(partsOf)];
    case 'not':
    case 'convert':
      return [expr, ...partsOf(expr.arg)];
    case 'choose':
      return [
        expr,
        ...expr.cases.flatMap((one) => [...partsOf(one.when), ...partsOf(one.then)]),
        ...partsOf(expr.otherwise),
      ];
    default:
      throw new Error(`the generator makes no ${expr.op}`);
  }
}

function checkPart(part: Expr, text: string, results: readonly (number | string | null)[]): void {
  const { min, max } = part.bounds;
  expect(min).toBeGreaterThanOrEqual(-maxUnits);
  expect(max).toBeLessThanOrEqual(maxUnits);
  for (const result of results) {
    if (typeof result !== 'number' || Number.isNaN(result)) continue;
    const within = Number.isSafeInteger(result) && result >= min && result <= max;
    expect({ text, op: part.op, min, result, max, within }).toMatchObject({ within: true });
  }
}

test.each([
  ['wild', wildUnits],
  ['small', exactUnits],
] as const)('%s values never leave the bounds of any part', (_, units) => {
  fc.assert(
    fc.property(fc.gen(), rowsOf(units, rows), (pick, data) => {
      const { text } = new FormulaGenerator(pick, { exact: false }).number(4);
      const { report, problems } = collect();
      const expr = compileExpression(scalar(text), scope, 'number', report);
      if (expr === undefined) throw new Error(`${text}: ${problems.join('; ')}`);
      const columns = columnsOf(data);
      for (const part of partsOf(expr)) {
        if (part.type.kind === 'null' || part.type.values !== undefined || part.type.kind === 'text') continue;
        checkPart(part, text, evaluateRows(part, columns, rows));
      }
    }),
    { numRuns: 400 },
  );
});

test('types keep their scales: money 2, integers 0, every other number 6', () => {
  fc.assert(
    fc.property(fc.gen(), (pick) => {
      const { text } = new FormulaGenerator(pick, { exact: false }).number(4);
      const expr = compileExpression(scalar(text), scope, 'number', collect().report);
      if (expr === undefined) throw new Error(text);
      for (const part of [expr, ...partsOf(expr).filter((one) => one.op !== 'constant')]) {
        if (!numericKinds.has(part.type.kind)) continue;
        const scale = part.type.kind === 'money' ? 2 : part.type.kind === 'integer' ? 0 : 6;
        expect({ text, op: part.op, ...part.type }).toMatchObject({ scale });
      }
    }),
    { numRuns: 400 },
  );
});
