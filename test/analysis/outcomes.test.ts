import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decimal } from '../../src/model/decimal.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import type { OutcomeLine } from '../../src/model/summary.ts';
import { formatShort } from '../../src/numeric/decimal.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { bookOf, type Client, monthsRubric } from './months.ts';
import { followUp, type Month } from './two-books.ts';

const shown = (value: Decimal | null | undefined) => (value ? formatShort(value.units, value.scale) : null);

let rubric: Rubric;
beforeAll(async () => {
  rubric = await rubricOf(monthsRubric);
});

async function months(...books: readonly (readonly Client[])[]): Promise<Month[]> {
  const done: Month[] = [];
  for (const book of books) done.push(followUp(await runOn(rubric, [bookOf(book)]), done.at(-1)));
  return done;
}

/** [opening, n, prior, change, relative, met, present, presentPrior] */
function lineOf(month: Month, outcome: string, tier: string) {
  const line = month.outcomes
    .find(({ name }) => name === outcome)
    ?.lines.find((one) => one.tier === tier) as OutcomeLine;
  return [
    shown(line.opening?.value),
    line.opening?.clients ?? null,
    shown(line.prior?.value),
    shown(line.change),
    shown(line.relative),
    line.met,
    shown(line.present.value),
    shown(line.presentPrior?.value),
  ];
}

const first: Client[] = [
  { id: 'a', given: 90, csat: 9, loan: 100, npl: 0, cost: 10, dpd: 0, revenue: 50, segment: 'sme' },
  { id: 'b', given: 85, csat: 6, loan: 300, npl: 30, cost: 30, dpd: 0, revenue: 30, segment: 'sme' },
  { id: 'c', given: 50, csat: 8, loan: 100, npl: 0, cost: 7, dpd: 0, revenue: 20, segment: 'corp' },
  { id: 'd', given: 40, loan: 100, npl: 50, cost: 8, dpd: 120, revenue: 10, segment: 'corp' },
  { id: 'e', given: 5, csat: 3, loan: 10, npl: 0, cost: 1, dpd: 0, revenue: 5, segment: 'corp' },
];
/** b went down to silver and into default, c left, d recovered, f is new. */
const second: Client[] = [
  { ...first[0], csat: 10 },
  { ...first[1], given: 60, dpd: 100, npl: 60 },
  { ...first[3], dpd: 0, csat: 7 },
  first[4],
  { id: 'f', given: 95, csat: 2, loan: 50, npl: 1, cost: 3, dpd: 0, revenue: 9, segment: 'sme' },
];
/** b left, too, and a is a prospect: both are gone. */
const third: Client[] = [
  { ...second[0], status: 'prospect' },
  { ...second[2], csat: 9 },
  second[3],
  { ...second[4], csat: 10 },
];

describe('outcomes over three months', () => {
  let run: Month[];
  beforeAll(async () => {
    run = await months(first, second, third);
  });

  test.each([
    { month: 0, outcome: 'satisfaction', tier: 'gold', expected: [null, null, null, null, null, null, '7.5', null] },
    { month: 0, outcome: 'retention', tier: 'gold', expected: [null, null, null, null, null, null, null, null] },
    { month: 0, outcome: 'npl_ratio', tier: 'all', expected: [null, null, null, null, null, false, '0.131148', null] },
    // Nobody has opened yet.
    { month: 0, outcome: 'default_rate', tier: 'all', expected: [null, null, null, null, null, null, null, null] },
    { month: 1, outcome: 'retention', tier: 'gold', expected: ['1', 2, null, null, null, null, null, null] },
    { month: 1, outcome: 'retention', tier: 'silver', expected: ['0.5', 2, null, null, null, null, null, null] },
    { month: 1, outcome: 'retention', tier: 'all', expected: ['0.8', 5, null, null, null, null, null, null] },
    // c left: its answer is missing; b still counts as gold.
    { month: 1, outcome: 'satisfaction', tier: 'gold', expected: ['8', 2, null, null, null, null, '6', '7.5'] },
    { month: 1, outcome: 'satisfaction', tier: 'silver', expected: ['7', 1, null, null, null, null, '6.5', '8'] },
    { month: 1, outcome: 'satisfaction', tier: 'unrated', expected: ['3', 1, null, null, null, null, '3', '3'] },
    // Who performed at the start: a, b, c (gone), e; d did not.
    { month: 1, outcome: 'default_rate', tier: 'gold', expected: ['0.5', 2, null, null, null, null, '0', null] },
    { month: 1, outcome: 'default_rate', tier: 'silver', expected: ['0', 1, null, null, null, null, '1', null] },
    { month: 1, outcome: 'default_rate', tier: 'all', expected: ['0.25', 4, null, null, null, null, '0.25', null] },
    {
      month: 1,
      outcome: 'npl_ratio',
      tier: 'gold',
      expected: ['0.15', 2, null, null, null, false, '0.006667', '0.075'],
    },
    { month: 2, outcome: 'retention', tier: 'gold', expected: ['0.5', 2, '1', '-0.5', '-0.5', null, null, null] },
    { month: 2, outcome: 'retention', tier: 'silver', expected: ['0.5', 2, '0.5', '0', '0', null, null, null] },
    { month: 2, outcome: 'satisfaction', tier: 'gold', expected: ['10', 1, '8', '2', '0.25', true, '10', '6'] },
    { month: 2, outcome: 'satisfaction', tier: 'silver', expected: ['9', 1, '7', '2', '0.285714', true, '9', '6.5'] },
    { month: 2, outcome: 'satisfaction', tier: 'unrated', expected: ['3', 1, '3', '0', '0', false, '3', '3'] },
    { month: 2, outcome: 'default_rate', tier: 'gold', expected: ['0', 2, '0.5', '-0.5', '-1', true, '0', '0'] },
    { month: 2, outcome: 'default_rate', tier: 'silver', expected: ['0', 1, '0', '0', null, null, '0', '1'] },
    {
      month: 2,
      outcome: 'recommend',
      tier: 'all',
      expected: ['0.333333', 3, '-0.25', '0.583333', '2.333332', null, '0.333333', '-0.4'],
    },
    { month: 2, outcome: 'cost', tier: 'gold', expected: ['3', 1, '20', '-17', '-0.85', true, '3', '6.5'] },
    { month: 2, outcome: 'middle', tier: 'all', expected: ['9', 3, '6.5', '2.5', '0.384615', null, '9', '6'] },
  ])('month $month, $outcome of $tier', ({ month, outcome, tier, expected }) => {
    expect(lineOf(run[month], outcome, tier)).toEqual(expected);
  });

  test('tiers, the unrated and all, in this order', () => {
    expect(run[2].outcomes[0].lines.map(({ tier }) => tier)).toEqual(['gold', 'silver', 'unrated', 'all']);
  });

  test('what is a share, money or a number', () => {
    expect(run[0].outcomes.map(({ name, unit }) => [name, unit])).toEqual([
      ['retention', 'share'],
      ['recommend', 'share'],
      ['satisfaction', 'number'],
      ['default_rate', 'share'],
      ['npl_ratio', 'share'],
      ['cost', 'money'],
      ['middle', 'number'],
      ['complaints', 'number'],
    ]);
  });

  test('a figure of another definition has no prior', () => {
    const renamed = run[1].report.rubric.outcomes.map((outcome) =>
      outcome.name === 'satisfaction' ? { ...outcome, of: run[1].report.rubric.outcomes[6].of } : outcome,
    );
    const before = { ...run[1], report: { ...run[1].report, rubric: { ...rubric, outcomes: renamed } } };
    expect(lineOf(followUp(run[2].report, before), 'satisfaction', 'gold')[2]).toBeNull();
    expect(lineOf(followUp(run[2].report, before), 'cost', 'gold')[2]).toBe('20');
  });
});

describe('rates and mix', () => {
  const split = (month: Month, name: string) => {
    const found = month.outcomes.find((outcome) => outcome.name === name)?.split;
    return found ? [shown(found.change), shown(found.rate), shown(found.mix)] : null;
  };

  test('moving clients between tiers is neither', async () => {
    const [, after] = await months(
      first,
      first.map((client) => ({ ...client, given: client.id === 'b' ? 30 : client.given })),
    );
    expect(after.migration?.down.clients).toBe(1);
    // By present tier gold is better, though nothing has changed for anybody.
    expect(lineOf(after, 'satisfaction', 'gold').slice(6)).toEqual(['9', '7.5']);
    for (const name of ['satisfaction', 'recommend', 'npl_ratio', 'cost', 'complaints']) {
      expect(split(after, name)).toEqual(['0', '0', '0']);
    }
  });

  test('what changes for clients that stay is rate, who comes and leaves is mix', async () => {
    const better = first.map((client) => ({ ...client, cost: (client.cost ?? 0) - 1 }));
    expect(split((await months(first, better))[1], 'cost')).toEqual(['-1', '-1', '0']);
    const left = first.filter(({ id }) => id !== 'a' && id !== 'b');
    expect(split((await months(first, left))[1], 'cost')).toEqual(['-5.87', '0', '-5.87']);
  });

  test('the figures that cannot be split have none', async () => {
    const [, after] = await months(first, second);
    expect(split(after, 'middle')).toBeNull();
    expect(split(after, 'retention')).toBeNull();
  });

  test('they add up to the change of the printed values, and agree with the textbook in floats', async () => {
    const client = (id: string) =>
      fc.record({
        id: fc.constant(id),
        given: fc.constantFrom(90, 50, 5),
        csat: fc.integer({ min: 0, max: 10 }),
        loan: fc.integer({ min: 1, max: 1000 }),
        npl: fc.integer({ min: 0, max: 100 }),
        cost: fc.integer({ min: -5, max: 1000 }),
        dpd: fc.integer({ min: 0, max: 200 }),
      });
    const book = fc
      .subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], { minLength: 1 })
      .chain((ids) => fc.tuple(...ids.map(client)) as fc.Arbitrary<Client[]>);
    await fc.assert(
      fc.asyncProperty(book, book, async (was, is) => {
        const [, after] = await months(was, is);
        for (const { split: parts } of after.outcomes) {
          if (parts !== null) expect(parts.rate.units + parts.mix.units).toBe(parts.change.units);
        }
        const found = after.outcomes.find(({ name }) => name === 'cost')?.split;
        const expected = rateInFloats(was, is, ({ cost }) => cost ?? 0);
        expect(Math.abs(Number(found?.rate.units) / 100 - expected)).toBeLessThan(0.0051);
      }),
      { numRuns: 60 },
    );
  });
});

const tierOf = ({ given }: Client) => ((given ?? 0) >= 80 ? 'gold' : (given ?? 0) >= 20 ? 'silver' : 'unrated');

function rateInFloats(was: readonly Client[], is: readonly Client[], value: (client: Client) => number): number {
  const opened = new Map(was.map((client) => [client.id, tierOf(client)]));
  const mean = (clients: readonly Client[]) => clients.reduce((sum, one) => sum + value(one), 0) / clients.length;
  return ['gold', 'silver', 'unrated'].reduce((sum, tier) => {
    const before = was.filter((client) => tierOf(client) === tier);
    const now = is.filter(({ id }) => opened.get(id) === tier);
    if (before.length === 0 || now.length === 0) return sum;
    const weight = (before.length / was.length + now.length / is.length) / 2;
    return sum + weight * (mean(now) - mean(before));
  }, 0);
}
