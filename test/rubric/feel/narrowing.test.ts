import { expect, it } from 'vitest';
import { compileExpression } from '../../../src/rubric/feel/compile.ts';
import { collect, scalar, scope } from './feel-fixture.ts';

// What a guard leaves of the bounds of a choice.

const cases = [
  { given: 'if count(loans) > 0 then count(loans) - 1 else 0', min: 0 },
  { given: 'if count(loans) >= 3 then count(loans) - 1 else 7', min: 2 },
  { given: 'if count(loans) != 0 then count(loans) - 1 else 5', min: 0 },
  { given: 'if count(loans) = 0 then 9 else count(loans) - 1', min: 0 },
  { given: 'if count(loans) > 0 then if count(loans) > 4 then count(loans) - 5 else count(loans) else 1', min: 0 },
  { given: 'if count(loans) > 0 then nps - 1 else 0', min: -1 },
  { given: 'if count(loans) > 0 and nps > 0 then count(loans) - 1 else 0', min: -1 },
];

it.each(cases)('$given is at least $min', ({ given, min }) => {
  const { report, problems } = collect();
  expect(compileExpression(scalar(given), scope, 'number', report)?.bounds.min).toBe(min);
  expect(problems).toEqual([]);
});
