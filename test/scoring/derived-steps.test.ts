import { expect, test } from 'vitest';
import type { Lookup } from '../../src/model/expression.ts';
import type { Derived } from '../../src/model/rubric.ts';
import { derivedSteps } from '../../src/scoring/derived-steps.ts';
import { at, rubric } from './rubric-fixture.ts';
import { category, runSteps } from './run-steps.ts';

const position = { file: 'rubric.yaml', line: 1, column: 1, length: 1 };
const classes = [
  { name: 'low', values: ['food', 'utilities'] },
  { name: 'high', values: ['energy'] },
];

function lookup(otherwise: string | null): Derived {
  const expr: Lookup = {
    op: 'lookup',
    arg: at('industry', category),
    classes,
    otherwise,
    type: { kind: 'category', scale: 0, values: ['low', 'high', 'medium'] },
    bounds: { min: 0, max: 0 },
    context: 'client',
  };
  return { name: 'stability', kind: 'lookup', expr, label: {}, position };
}

test.each([
  {
    title: 'a value that is not listed is missing and a finding; a missing one is only missing',
    otherwise: null,
    expected: ['low', null, null, 'high'],
    findings: [{ code: 'value-not-listed', step: 'stability', count: 1 }],
  },
  {
    title: 'else takes what is not listed, not what is missing',
    otherwise: 'medium',
    expected: ['low', 'medium', null, 'high'],
    findings: [],
  },
])('$title', ({ otherwise, expected, findings }) => {
  const steps = derivedSteps(rubric({ derived: [lookup(otherwise)] }));
  const ran = runSteps(steps, { industry: { type: category, values: ['food', 'mining', null, 'energy'] } });
  expect(ran.values('stability')).toEqual(expected);
  expect(ran.findings).toEqual(findings);
});

test('a step keeps type, bounds and context of its formula', () => {
  const expr = { ...at('debt'), bounds: { min: 0, max: 5 }, context: 'book' } as const;
  const [step] = derivedSteps(rubric({ derived: [{ name: 'f', kind: 'feature', expr, label: {}, position }] }));
  expect(step).toEqual({ op: 'compute', name: 'f', expr, type: expr.type, bounds: expr.bounds, context: 'book' });
});
