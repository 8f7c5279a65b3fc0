import { describe, expect, test } from 'vitest';
import type { LocatedMap } from '../../src/model/located.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { flag, runSteps } from './run-steps.ts';

const names = new Map(
  Object.entries({
    max_dpd_24m: subject('integer', 0, 0, 1000),
    loan_amount: subject('money', 2, 0, 1000),
    revenue_12m: subject('money', 2, 0, 1000),
    collateral_coverage: subject('number', 6, 0, 1000),
    nps: subject('integer', 0, 0, 10),
  }),
);

describe.each(Object.entries(scoringMethods))('%s', (keyword, method) => {
  const [{ key, value: factor }] = (located(method.example) as LocatedMap).entries;
  const settings = new Map((factor as LocatedMap).entries.map((entry) => [entry.key.text, entry.value]));

  test('is registered under its keyword and described', () => {
    expect(method.keyword).toBe(keyword);
    expect(method.summary).toMatch(/^[A-Z].*\.$/);
    expect(method.schema).toHaveProperty('type');
    expect(settings.has('of')).toBe(method.needsOf);
  });

  test('reads its example without a word, and its steps write the target last', () => {
    const outer = makeScope(undefined, { names });
    const ofText = settings.get('of');
    const of = ofText && outer.scope.expression(ofText, 'any');
    const { scope, reported } = makeScope(of, { names });
    const read = method.read(settings.get(keyword)!, { ...scope, name: key.text });
    expect([...outer.reported, ...reported]).toEqual([]);
    expect(read).toBeDefined();
    const steps = method.steps({ name: key.text, target: '$target', of, among: '$client' }, read);
    expect(steps.at(-1)!.name).toBe('$target');
    const values = [0, 1, 5, 10, null];
    const given = Object.fromEntries([...names].map(([name, { type }]) => [name, { type, values }]));
    const ran = runSteps(steps, { ...given, $client: { type: flag, values: values.map(() => 1) } });
    const points = ran.values('$target');
    expect(points[4]).toBeNull();
    for (const one of points.slice(0, 4)) {
      expect(one).toBeGreaterThanOrEqual(0);
      expect(one).toBeLessThanOrEqual(100);
    }
    expect(new Set(points).size).toBeGreaterThan(2);
  });
});

test('every problem says what it means and what to do, as sentences', () => {
  for (const [code, { meaning, remedy }] of Object.entries(scoringProblems)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});
