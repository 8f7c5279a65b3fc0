import { expect, test } from 'vitest';
import { unitOf } from '../../src/analysis/figure-unit.ts';
import { rubricOf } from '../properties/pipeline.ts';
import { monthsRubric } from './months.ts';

test.each([
  ['share(csat >= 9)', 'share'],
  ['share(csat >= 9) - share(csat <= 6)', 'share'],
  ['1 - share(csat >= 9)', 'share'],
  ['100 * share(csat >= 9)', 'number'],
  ['sum(npl) / sum(loan)', 'share'],
  ['(sum(npl) + sum(cost)) / sum(loan)', 'share'],
  ['count(csat) / count(id)', 'share'],
  ['sum(dpd) / sum(given)', 'share'],
  ['sum(dpd) / count(dpd)', 'number'],
  ['mean(csat)', 'number'],
  ['count(csat)', 'number'],
  ['mean(loan)', 'money'],
  ['sum(loan) / count(loan)', 'money'],
  ['if count(csat) > 3 then share(csat >= 9) else null', 'share'],
])('%s is a %s', async (figure, unit) => {
  const [head] = monthsRubric.split('outcomes:\n');
  const rubric = await rubricOf(`${head}outcomes:\n  figure: {of: '${figure}', better: higher}\n`);
  expect(unitOf(rubric.outcomes[0].of)).toBe(unit);
});
