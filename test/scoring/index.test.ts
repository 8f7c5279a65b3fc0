import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/model/expression.ts';
import type { LocatedMap } from '../../src/model/located.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';
import { located, makeScope, subject } from './method-scope.ts';
import { flag, integer, runSteps } from './run-steps.ts';

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
    const of = subject('integer', 0, 0, 1000);
    const formula: Expr = subject('integer', 0, 0, 100);
    const setting = settings.get(keyword)!;
    const formulas = setting.kind === 'scalar' ? { [setting.text]: formula } : {};
    const { scope, reported } = makeScope(method.needsOf ? of : undefined, { formulas });
    const read = method.read(setting, { ...scope, name: key.text });
    expect(reported).toEqual([]);
    expect(read).toBeDefined();
    const factorScope = { name: key.text, target: '$target', of: method.needsOf ? of : undefined, among: '$client' };
    const steps = method.steps(factorScope, read);
    expect(steps.at(-1)!.name).toBe('$target');
    const values = [0, 10, 50, 95, null];
    const ran = runSteps(steps, {
      value: { type: integer, values },
      $client: { type: flag, values: values.map(() => 1) },
    });
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
