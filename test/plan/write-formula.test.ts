import { describe, expect, it } from 'vitest';
import { conjunctsOf, writeFormula } from '../../src/plan/write-formula.ts';
import { rubricOf } from '../properties/pipeline.ts';

async function ruleOf(formula: string) {
  const rubric = await rubricOf(`
rubric: rules
version: "1"
title: Rules
currency: EUR
locale: en
portfolio: {id: id, measure: revenue}
fields:
  id: {type: id, required: true}
  revenue: {type: money}
  a: {type: number}
  since: {type: date}
  kind: {type: category, values: {north: [], south: []}}
  flag: {type: flag}
dimensions: {all: {weight: 1, factors: {a: {weight: 1, of: a, scale: {0: 0, 1: 100}}}}}
grade_order: [A, B]
grades: [{grade: A, when: a > 1}, {grade: B}]
tiers: [{tier: gold, when: '${formula}'}, {tier: rest}]
`);
  return rubric.tiers[0].when!;
}

describe('a formula written again', () => {
  it.each([
    'score >= 75.5 and grade in ("A", "B") and a <= 30',
    'a in [1.2..1.5)',
    'revenue > 1000 or not(flag = true)',
    '(a > 1 or flag = true) and kind = "north"',
    'a - (a - 1) > 2 * (a + 3)',
    'a / (2 * a) > 1',
    'since < date("2020-02-29")',
    'kind != null and a != null',
    'abs(a) > 3',
  ])('%s', async (formula) => {
    expect(writeFormula(await ruleOf(formula))).toBe(formula);
  });

  it('writes a list of values and a name that it is told', async () => {
    const rule = await ruleOf('kind in ("north", "south") and a > 1');
    expect(writeFormula(rule, (name) => name.toUpperCase())).toBe('KIND in ("north", "south") and A > 1');
    expect(conjunctsOf(rule).map((part) => writeFormula(part))).toEqual(['kind in ("north", "south")', 'a > 1']);
  });
});
