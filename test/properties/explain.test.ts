import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoredPlan } from '../../src/engine/local/own-book/own-book.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import { explainRow, scoreAgain } from '../../src/run/explain.ts';
import { rescoreWhole, unitsOf } from '../run/rescore-whole.ts';
import { recordOf, runMonth } from './months.ts';
import { rubricOf } from './pipeline.ts';
import { bookArbitrary, csvOf, rubricArbitrary } from './random-books.ts';

// What an explanation says of any client of any small book, held against the whole book scored again by the engine alone.

const days = { march: 20_757, april: 20_788 };
const stability = 'stability: {demote: {buffer: 6, after: 2}, at_once: b > 100}\n';
const ranked = "score >= 40 and top_percent <= 60 and grade != 'D'".replaceAll("'", '"');

/** Rubrics with places, held tiers and rules on ranks. */
const rubrics = fc.tuple(rubricArbitrary, fc.boolean(), fc.boolean()).map(([text, holds, byRank]) => {
  const tiers = byRank
    ? text.replace(/when: 'score >= \d+ and grade != "D"', capacity: \d+/, `when: '${ranked}'`)
    : text;
  return holds ? tiers + stability : tiers;
});

interface Told {
  readonly rubric: Rubric;
  readonly scored: ScoredPlan;
  readonly rows: number;
  readonly tell: (row: number, smallBook?: number) => Explanation;
}

async function tellOf(text: string, before: string, now: string): Promise<Told> {
  const rubric = await rubricOf(text);
  const march = await runMonth({ rubric, text: before, asOf: days.march });
  const april = await runMonth({ rubric, text: now, asOf: days.april, previous: march });
  const run = recordOf(april);
  const scored = await scoreAgain(run);
  const told = { ...run, manifest: { previousAsOf: '2026-10-31' }, summary: { factors: [] } };
  return { rubric, scored, rows: run.table.rows, tell: (row, smallBook) => explainRow(told, scored, row, smallBook) };
}

const books = fc.tuple(rubrics, bookArbitrary.map(csvOf), bookArbitrary.map(csvOf));

describe('an explanation', () => {
  it('adds up to the score, and its changes come to what they say', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.constantFrom(undefined, undefined, 0), async ([text, before, now], smallBook) => {
        const { rubric, scored, rows, tell } = await tellOf(text, before, now);
        const places = [...rubric.tiers.map(({ tier }) => tier), null];
        for (let row = 0; row < rows; row++) {
          const { contributions, score, counterfactuals } = tell(row, smallBook);
          expect(contributions).toEqual(score);
          const { target, changes } = counterfactuals;
          for (const { column, reaches, best, nearest } of changes) {
            const { type } = scored.book.columns.get(column.name)!;
            const goal = places.indexOf(target!.tier);
            const shown = reaches ?? best;
            if (shown === null) continue;
            const value = unitsOf(shown.value, type);
            const found = await rescoreWhole(scored, row, column.name, value);
            const units = shown.score === null ? Number.NaN : Number(shown.score.units);
            expect(found).toEqual({ tier: shown.tier, score: units });
            expect(places.indexOf(found.tier) <= goal).toBe(reaches !== null);
            const from = unitsOf(column.value, type);
            if (!nearest || typeof value !== 'number' || typeof from !== 'number' || Number.isNaN(from)) continue;
            const nearer = await rescoreWhole(scored, row, column.name, value - Math.sign(value - from));
            expect(places.indexOf(nearer.tier)).toBeGreaterThan(goal);
          }
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('finds the nearest of all values, where a column has few', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.nat(), async ([text, before, now], pick) => {
        const { rubric, scored, rows, tell } = await tellOf(text, before, now);
        const row = pick % rows;
        const { target, changes } = tell(row).counterfactuals;
        const places = [...rubric.tiers.map(({ tier }) => tier), null];
        const change = changes.find(({ column }) => column.name === 'b' && column.value !== null);
        if (change === undefined || target === null) return;
        const from = Number(unitsOf(change.column.value, scored.book.columns.get('b')!.type));
        const distances: number[] = [];
        for (let value = -60; value <= 160; value++) {
          const { tier } = await rescoreWhole(scored, row, 'b', value);
          if (places.indexOf(tier) <= places.indexOf(target.tier)) distances.push(Math.abs(value - from));
        }
        const found =
          change.reaches === null ? [] : [Math.abs(Number(unitsOf(change.reaches.value, change.column)) - from)];
        expect(found).toEqual(distances.length === 0 ? [] : [Math.min(...distances)]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
