import { expect, test } from 'vitest';
import { planResources } from '../../src/analysis/resources.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import type { ResourceFigures } from '../../src/model/summary.ts';
import { decimal, formatUnits } from '../../src/numeric/decimal.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { bookOf, monthsRubric } from './months.ts';

const shown = (value: Decimal | null) => value && formatUnits(value.units, value.scale);
const figures = ({ clients, hours, cost, measure, hoursPer1000, costPer1000 }: ResourceFigures) => [
  clients,
  ...[hours, cost, measure, hoursPer1000, costPer1000].map(shown),
];

const book = bookOf([
  { id: 'a', given: 90, revenue: 300, cost: 10 },
  { id: 'b', given: 95, revenue: 400, cost: 25 },
  { id: 'c', given: 50, revenue: -3 },
  { id: 'd', given: 1, revenue: 7, cost: 2 },
  { id: 'e', given: 99, revenue: 1000, cost: 1000, status: 'prospect' },
]);

test('hours, cost and both per 1 000 of the measure, by tier; prospects take nothing', async () => {
  const { summary } = await runOn(await rubricOf(monthsRubric), [book]);
  expect(summary.resources.map((tier) => [tier.tier, ...figures(tier)])).toEqual([
    ['gold', 2, '80', '35.00', '700.00', '114.285714', '50.000000'],
    // Nobody has a cost, and a negative measure spreads nothing.
    ['silver', 1, '12', null, '-3.00', null, null],
    ['unrated', 1, null, '2.00', '7.00', null, '285.714286'],
  ]);
});

test('a rubric that says neither hours nor cost plans nothing', async () => {
  const bare = monthsRubric.replace(/, effort_hours: \d+/g, '').replace(', cost: cost', '');
  expect((await runOn(await rubricOf(bare), [book])).summary.resources).toEqual([]);
});

test('the previous figures stand beside the tier of the same name', async () => {
  const { summary, rubric } = await runOn(await rubricOf(monthsRubric), [book]);
  const before = { ...summary.resources[0], clients: 7, hours: decimal(280, 0) };
  const plan = planResources(rubric, summary.tiers, [], [before]);
  expect(plan.map(({ previous }) => previous && [previous.clients, shown(previous.hours)])).toEqual([
    [7, '280'],
    undefined,
    undefined,
  ]);
});
