import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/analysis/summarise.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import { type Column, isText } from '../../src/model/table.ts';
import { decimal, formatUnits } from '../../src/numeric/decimal.ts';
import { writeSummary } from '../../src/report/summary-json.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import { input, result } from '../report/sample.ts';

const { summary } = result;
const total = (values: readonly (Decimal | null)[]) => values.reduce((sum, value) => sum + (value?.units ?? 0n), 0n);
const clients = summary.book.clients - summary.book.prospects;

describe('what adds up', () => {
  test.each([
    { title: 'tiers', groups: summary.tiers },
    { title: 'grades', groups: summary.grades },
    { title: 'tier by grade', groups: summary.tierByGrade },
    { title: 'a breakdown', groups: summary.breakdowns.segment },
    { title: 'tiers of a breakdown', groups: summary.breakdowns.segment.flatMap((value) => value.tiers) },
  ])('$title: clients and measure are those of the book', ({ groups }) => {
    expect(groups.reduce((sum, group) => sum + group.clients, 0)).toBe(clients);
    expect(total(groups.map((group) => group.measure))).toBe(summary.book.total.units);
  });

  test('client shares of tiers and grades, to the rounding of each', () => {
    for (const groups of [summary.tiers, summary.grades]) {
      const sum = total(groups.map((group) => group.clientShare));
      expect(Math.abs(Number(sum) - 1_000_000)).toBeLessThanOrEqual(groups.length);
    }
  });

  test('weights of dimensions and factors', () => {
    expect(total(summary.dimensions.map(({ weightShare }) => weightShare))).toBe(1_000_000n);
    expect(total(summary.factors.map(({ weightShare }) => weightShare))).toBe(1_000_000n);
  });

  test('the measure of all is that of the positive and the negative', () => {
    const { total: all, positiveTotal, negativeTotal } = summary.book;
    expect(positiveTotal.units + negativeTotal.units).toBe(all.units);
  });
});

test('the book', () => {
  const { prospects, unrated, negativeCount, missingMeasure, negativeTotal } = summary.book;
  expect({ prospects, unrated, negativeCount, missingMeasure }).toEqual({
    prospects: 6,
    unrated: 3,
    negativeCount: 1,
    missingMeasure: 1,
  });
  expect(negativeTotal).toEqual(decimal(-123_456, 2));
});

test('a tier: shares, mean of the scores there are, hours of all its clients', () => {
  expect(summary.tiers[0]).toMatchObject({
    tier: 'gold',
    clients: 12,
    clientShare: decimal(100_000, 6),
    effortHours: decimal(480, 0),
  });
  expect(formatUnits(summary.tiers[0].meanScore?.units ?? 0n, 6)).toBe('95.466051');
  expect(summary.tiers.at(-1)).toMatchObject({ tier: 'unrated', clients: 3, meanScore: null, effortHours: null });
});

test('capacity counts who asked and who found a place', () => {
  const [gold] = summary.capacity;
  expect(gold).toMatchObject({
    tier: 'gold',
    capacity: 10,
    asked: 17,
    placed: 12,
    overflow: 5,
    held: 0,
    overridden: 0,
  });
  expect(gold.missed?.map(({ tier }) => tier)).toEqual(Array(5).fill('silver'));
  const scores = gold.missed?.map(({ score }) => score.units) ?? [];
  expect(scores).toEqual([...scores].sort((a, b) => (a < b ? 1 : -1)));
});

test('a factor: who lacks it, and least, mean and most points', () => {
  const [loanSize] = summary.factors;
  expect(loanSize).toMatchObject({
    factor: 'loan_size',
    dimension: 'contribution',
    weightShare: decimal(180_000, 6),
    missing: 10,
  });
  expect(loanSize.points).toMatchObject({ min: decimal(0, 6), max: decimal(100_000_000, 6) });
});

test('lists and actions count prospects too', () => {
  expect(summary.lists.map(({ list, clients: count }) => [list, count])).toEqual([
    ['watchlist', 13],
    ['prospects', 6],
  ]);
  expect(summary.actions[1].rules[0].clients).toBe(summary.book.clients);
});

test('a breakdown is ordered by the measure, missing last', () => {
  expect(summary.breakdowns.segment.at(-1)?.value).toBeNull();
  const sums = summary.breakdowns.segment.slice(0, -1).map(({ measure }) => measure.units);
  expect(sums).toEqual([...sums].sort((a, b) => (a < b ? 1 : -1)));
});

test('checks say which figures they saw', () => {
  expect(summary.checks.map(({ holds, figures }) => [holds, Object.keys(figures)])).toEqual([
    [false, ['rejected_share']],
    [true, ['unrated_share']],
    [false, ['top1_share']],
  ]);
  expect(summary.checks[0].figures.rejected_share).toEqual(decimal(22_901, 6));
});

function emptied(column: Column): Column {
  return isText(column)
    ? { ...column, codes: new Int32Array(0), dictionary: [] }
    : { ...column, values: new Float64Array(0) };
}

test('a book of nobody: everything is 0 or n/a, nothing is NaN', async () => {
  const columns = new Map([...input.table.columns].map(([name, column]) => [name, emptied(column)]));
  const rows = { read: 0, clients: 0, rejected: 0, merged: 0 };
  const { summary: empty } = await summarise({
    ...input,
    table: { rows: 0, columns },
    totals: { rows, measure: null },
  });
  expect(
    empty.tiers.map(({ clients: count, clientShare, measureShare, meanScore }) => [
      count,
      clientShare,
      measureShare,
      meanScore,
    ]),
  ).toEqual(Array(3).fill([0, null, null, null]));
  expect(empty.pareto).toMatchObject({ clients: 0, gini: null, hhi: null, theil: null, abc: [], lorenz: [] });
  expect(empty.factors.every(({ points }) => points === null)).toBe(true);
  expect(empty.checks.every(({ holds }) => holds === null)).toBe(true);
  const view = renderTerminal({ ...result, summary: empty }, { width: 80, colour: false, locale: 'en' });
  expect(writeSummary(empty) + view).not.toMatch(/NaN|Infinity|undefined/);
});

test('rows in another order, and so with other ids, give the same figures', async () => {
  const turned = (column: Column): Column =>
    isText(column)
      ? { ...column, codes: column.codes.slice().reverse() }
      : { ...column, values: column.values.slice().reverse() };
  const columns = new Map([...input.table.columns].map(([name, column]) => [name, turned(column)]));
  const { summary: again } = await summarise({ ...input, table: { rows: input.table.rows, columns } });
  expect(writeSummary(again)).toBe(writeSummary(summary));
});
