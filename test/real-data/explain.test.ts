import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readWholeSummary } from '../../src/input/whole-summary.ts';
import type { Summary } from '../../src/model/summary.ts';
import { explainRow, scoreAgain } from '../../src/run/explain.ts';
import type { Host } from '../../src/run/host.ts';
import { openRun } from '../../src/run/previous-run.ts';
import { segment } from '../../src/run/segment.ts';
import { rescoreWhole, unitsOf } from '../run/rescore-whole.ts';

// Every client of the 123 firms explained: contributions add up to the score, and each smallest change is held against the
// whole book scored again by the engine alone.

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const rubrics = fileURLToPath(new URL('./rubrics', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'tierbook-explain-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const host: Host = {
  cwd: work,
  now: () => new Date(0),
  stdin: (async function* () {})(),
  progress: { phase: () => {} },
};

const books = [
  { rubric: 'cumcm', book: 'cumcm2020c/cumcm_sme_clients_123.csv', delimiter: ',' },
  { rubric: 'cumcm-rating', book: 'cumcm2020c/space_delimited.csv', delimiter: ' ' },
];

describe.runIf(existsSync(data)).each(books)('123 Chinese firms by $rubric', ({ rubric, book, delimiter }) => {
  it('adds up for every client, and every smallest change holds', async () => {
    await segment(
      {
        rubric: join(rubrics, `${rubric}.yaml`),
        books: [join(data, book)],
        asOf: '2020-01-31',
        out: rubric,
        force: false,
        formats: ['csv', 'json'],
        read: { passThrough: false, delimiter },
        csv: { bom: false, crlf: false },
      },
      host,
    );
    const run = await openRun(rubric, host, 'open');
    const summary = readWholeSummary(readFileSync(join(work, rubric, 'summary.json'), 'utf8')) as Summary;
    const scored = await scoreAgain(run);
    const order = run.rubric.tiers.map(({ tier }) => tier);
    const placeOf = (tier: string | null) => (tier === null ? order.length : order.indexOf(tier));
    let [reached, unreached] = [0, 0];
    for (let row = 0; row < run.table.rows; row++) {
      const told = explainRow({ ...run, summary }, scored, row);
      expect(told.contributions).toEqual(told.score);
      const { target, changes } = told.counterfactuals;
      if (told.modelTier === order[0]) expect(changes).toEqual([]);
      for (const { column, reaches, best, nearest } of changes) {
        const type = scored.book.columns.get(column.name)!.type;
        const now = unitsOf(column.value, type);
        const goal = placeOf(target!.tier);
        if (reaches === null) {
          unreached++;
          if (best === null) continue;
          const found = await rescoreWhole(scored, row, column.name, unitsOf(best.value, type));
          expect(placeOf(found.tier)).toBeGreaterThan(goal);
          expect(found.score).toBe(Number(best.score?.units));
          continue;
        }
        reached++;
        const value = unitsOf(reaches.value, type);
        const found = await rescoreWhole(scored, row, column.name, value);
        expect(found, `${told.client.id} ${column.name}`).toEqual({
          tier: reaches.tier,
          score: Number(reaches.score?.units),
        });
        expect(placeOf(found.tier)).toBeLessThanOrEqual(goal);
        if (typeof value !== 'number' || typeof now !== 'number' || !nearest) continue;
        const nearer = await rescoreWhole(scored, row, column.name, value - Math.sign(value - now));
        expect(placeOf(nearer.tier)).toBeGreaterThan(goal);
      }
    }
    expect(reached).toBeGreaterThan(20);
    expect(unreached).toBeGreaterThanOrEqual(rubric === 'cumcm' ? 20 : 0);
  }, 120_000);
});
