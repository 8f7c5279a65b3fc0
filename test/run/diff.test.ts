import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, tierbook } from './tierbook.ts';

// What the records of two runs hold of causes: what rows of tables gave is recorded, the rows are not.

const rubric = `
rubric: recorded
version: "1"
title: Recorded
currency: EUR
locale: en
portfolio: {id: client, measure: revenue}
fields:
  client: {type: id, required: true}
  revenue: {type: money}
  rating: {type: number, min: 0, max: 10}
tables:
  loans: {key: client, fields: {client: {type: id, required: true}, amount: {type: money}, renewed: {type: flag}, date: {type: date}}}
features:
  lent: sum(loans.amount)
models:
  repeats: {bg_nbd: {events: loans.date, horizon: 12 months, penalty: 0.01}}
dimensions:
  value:
    weight: 1
    factors:
      size: {weight: 50, of: lent, percentile: {">= 50": 100, else: 0}}
      trust: {weight: 50, of: rating, scale: {0: 0, 10: 100}}
grade_order: [A]
grades: [{grade: A}]
tiers: [{tier: gold, when: score >= 50}, {tier: basic}]
`;
/** Enough of them, with loans enough, that a model finds parameters; from month to month nothing changes for them. */
const others = Array.from({ length: 60 }, (_, index) => ({
  id: `x${index + 10}`,
  months: [[1], [1, 2, 3, 4], [1, 5, 9], [2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9], [2, 12]][index % 6],
}));
const bookOf = (rating: number) =>
  [
    'client,revenue,rating',
    'a,10,9',
    `b,20,${rating}`,
    'c,30,4',
    'd,40,1',
    ...others.map(({ id }) => `${id},5,1`),
  ].join('\n');
const loans = (amount: number) =>
  ['client,amount,renewed,date', `a,${amount},yes,2025-01-05`, 'b,500,no,2025-02-05', 'c,20,no,2025-03-05']
    .concat(['c,30,yes,2026-01-05', 'd,10,no,2025-04-05', 'd,10,no,2025-06-05', 'a,0.01,no,2025-09-05'])
    .concat(
      others.flatMap(({ id, months }) => months.map((month) => `${id},2,no,2025-${String(month).padStart(2, '0')}-10`)),
    )
    .join('\n');

async function diffOf(changed: (text: string) => string, before = rubric) {
  const folder = temporaryDirectory();
  const texts = { 'r1.yaml': before, 'r2.yaml': changed(before), 'b1.csv': bookOf(4), 'b2.csv': bookOf(6) };
  const all = { ...texts, 'l1.csv': loans(0.01), 'l2.csv': loans(900) };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), `${text}\n`);
  const run = (month: number, out: string, ...more: string[]) => {
    const given = ['run', `r${month}.yaml`, `b${month}.csv`, '--table', `loans=l${month}.csv`, '--threads', '1'];
    return tierbook(folder, [...given, '--as-of', `2026-0${month}-28`, '--out', out, '--quiet', ...more]);
  };
  const runs = [await run(1, 'one'), await run(2, 'two', '--previous', 'one'), await run(2, 'alone')];
  for (const { status, stderr } of runs) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [recorded, alone] = [
    await tierbook(folder, ['diff', 'one', 'two', '--json']),
    await tierbook(folder, ['diff', 'one', 'alone', '--json']),
  ].map(({ stdout }) => JSON.parse(stdout));
  expect(recorded.causes).toEqual({ known: 'recorded' });
  return { recorded, alone };
}

describe('causes from records', () => {
  it.each([
    { title: 'of one rubric', changed: (text: string) => text },
    {
      title: 'where tiers have changed',
      changed: (text: string) => text.replace('score >= 50}, {tier: basic', 'score >= 80}, {tier: basic'),
    },
    {
      title: 'where a heading and a field were added',
      changed: (text: string) =>
        text.replace('rating: {type: number,', 'more: {type: number}\n  rating: {type: number, from: [Rating, Note],'),
    },
    { title: 'where a feature that is not scored changed', changed: (text: string) => `${text}breakdowns: []\n` },
  ])('are those of a run with --previous $title', async ({ changed }) => {
    const { recorded, alone } = await diffOf(changed);
    expect(alone.causes).toEqual({ known: 'computed' });
    expect(alone.moves).toEqual(recorded.moves);
    expect(alone.moves.length).toBeGreaterThan(0);
  });

  it.each([
    {
      title: 'a field is read in another way',
      changed: (text: string) => text.replace('max: 10', 'max: 20'),
      why: 'the earlier rubric reads the field rating in another way than it was recorded',
    },
    {
      title: 'another figure of a table is scored',
      changed: (text: string) => text.replace('sum(loans.amount)', 'max(loans.amount)'),
      why: 'a figure of the table loans needs the rows of a table again, which a run does not keep',
    },
    {
      title: 'a required field was added',
      changed: (text: string) => text.replace('revenue: {type: money}', 'revenue: {type: money, required: true}'),
      why: 'the earlier rubric reads the field revenue in another way than it was recorded',
    },
    {
      title: 'a model is fitted to rows',
      before: rubric.replace('of: lent, percentile', 'of: repeats, percentile'),
      changed: (text: string) => text,
      why: 'the model repeats needs the rows of a table again, which a run does not keep',
    },
  ])('are not known where $title', async ({ changed, why, before }) => {
    const { recorded, alone } = await diffOf(changed, before);
    expect(alone.causes).toEqual({ known: 'unknown', why });
    const movesOf = (moves: readonly { client: string; move: string; tier: unknown }[]) =>
      moves.map(({ client, move, tier }) => ({ client, move, tier }));
    expect(movesOf(alone.moves)).toEqual(movesOf(recorded.moves));
    for (const { cause, effects } of alone.moves) {
      expect({ cause, effects }).toEqual({ cause: null, effects: { own: null, book: null, rubric: null } });
    }
    expect(alone.findings.map(({ code }: { code: string }) => code)).toContain('causes-unknown');
  });
});
