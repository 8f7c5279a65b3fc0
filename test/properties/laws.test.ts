import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isText, type TextColumn, textAt } from '../../src/model/table.ts';
import type { RunReport } from '../../src/report/format.ts';
import { readColumnsOf, writeColumnsOf } from '../run/columns-of.ts';
import { byClient, rubricOf, runOn, unitsOf, writtenBy } from './pipeline.ts';
import { bookArbitrary, csvOf, risingRubricArbitrary, rubricArbitrary } from './random-books.ts';

// Laws that hold for any book and any rubric, over the whole pipeline from text to what is written.

const runs = { numRuns: 150 };

describe('laws of a run', () => {
  it('gives the same bytes for any order of the rows and any parts', () =>
    fc.assert(
      fc.asyncProperty(
        rubricArbitrary,
        bookArbitrary.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows), fc.nat(rows.length - 1))),
        async (text, [rows, other, cut]) => {
          const rubric = await rubricOf(text);
          const whole = await writtenBy(await runOn(rubric, [csvOf(rows)]));
          expect(await writtenBy(await runOn(rubric, [csvOf(other)]))).toBe(whole);
          const parts = [csvOf(other.slice(0, cut)), csvOf(other.slice(cut))];
          expect(await writtenBy(await runOn(rubric, parts))).toBe(whole);
        },
      ),
      runs,
    ));

  it('accounts for every row, and for the measure in each of them', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, rows) => {
        const { summary } = await runOn(await rubricOf(text), [csvOf(rows)]);
        const { controlTotals } = summary.book;
        expect(controlTotals.rows.read).toBe(rows.length);
        const { read, clients, rejected, merged } = controlTotals.rows;
        expect(clients + rejected + merged).toBe(read);
        const measure = controlTotals.measure;
        if (measure === null) throw new Error('the measure is a field');
        expect(measure.clients.units + measure.rejected.units + measure.merged.units).toBe(measure.read.units);
      }),
      runs,
    ));

  it('puts every client into one tier, the unrated or the prospects, and tiers add up to the book', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, rows) => {
        const report = await runOn(await rubricOf(text), [csvOf(rows)]);
        const { summary } = report;
        const score = byClient(report, 'score');
        const status = byClient(report, 'status');
        const closed = report.rubric.tiers.at(-1)?.when === undefined;
        const names = new Set(report.rubric.tiers.map(({ tier }) => tier));
        for (const [id, tier] of byClient(report, 'tier')) {
          const rated = score.get(id) !== null && status.get(id) !== 'prospect';
          // Where the last tier has a condition, a rated client may find none.
          if (!rated || closed) expect(tier !== null, id).toBe(rated);
          if (tier !== null) expect(names.has(tier as string)).toBe(true);
        }
        const tiered = summary.tiers.filter(({ tier }) => names.has(tier));
        const count = tiered.reduce((sum, { clients }) => sum + clients, 0);
        expect(count + summary.book.unrated + summary.book.prospects).toBe(summary.book.clients);
        const total = summary.tiers.reduce((sum, { measure }) => sum + measure.units, 0n);
        expect(total).toBe(summary.book.total.units);
        for (const { tier, clients, measure } of summary.tiers) {
          const cells = summary.tierByGrade.filter((cell) => cell.tier === tier);
          expect(cells.reduce((sum, cell) => sum + cell.clients, 0)).toBe(clients);
          expect(cells.reduce((sum, cell) => sum + cell.measure.units, 0n)).toBe(measure.units);
        }
        for (const { tier, capacity } of summary.capacity) {
          expect(summary.tiers.find((own) => own.tier === tier)?.clients ?? 0).toBeLessThanOrEqual(capacity);
        }
      }),
      runs,
    ));

  it('adds contributions up to the score, to the last digit', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, rows) => {
        const report = await runOn(await rubricOf(text), [csvOf(rows)]);
        const score = unitsOf(report, 'score');
        const parts = report.rubric.dimensions
          .flatMap(({ factors }) => factors)
          .map(({ name }) => unitsOf(report, `contribution.${name}`));
        score.forEach((units, row) => {
          const own = parts.map((part) => part[row]).filter((part) => !Number.isNaN(part));
          if (!Number.isNaN(units)) expect(own.reduce((sum, part) => sum + part, 0)).toBe(units);
        });
      }),
      runs,
    ));

  it('gives the same score, tier and rank to everybody whether or not a prospect is listed', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, bookArbitrary, async (text, rows, [prospect]) => {
        const rubric = await rubricOf(text);
        const without = await runOn(rubric, [csvOf(rows)]);
        const added = { ...prospect, id: 'a prospect', status: 'prospect' };
        const beside = await runOn(rubric, [csvOf([...rows, added])]);
        for (const name of ['score', 'grade', 'tier', 'rank', 'top_percent', 'cumulative_share', 'abc']) {
          const after = byClient(beside, name);
          after.delete('a prospect');
          expect(after, name).toEqual(byClient(without, name));
        }
        expect(beside.summary.pareto).toEqual(without.summary.pareto);
      }),
      runs,
    ));

  it('never lowers the score of a client whose points rise', () =>
    fc.assert(
      fc.asyncProperty(
        risingRubricArbitrary,
        bookArbitrary,
        fc.constantFrom('a' as const, 'b' as const),
        fc.integer({ min: 1, max: 60 }),
        async (text, rows, field, rise) => {
          const rubric = await rubricOf(text);
          const last = rows[rows.length - 1];
          const better = [...rows.slice(0, -1), { ...last, [field]: String(Number(last[field]) + rise) }];
          const before = byClient(await runOn(rubric, [csvOf(rows)]), 'score').get(last.id);
          const after = byClient(await runOn(rubric, [csvOf(better)]), 'score').get(last.id);
          expect(before).not.toBeNull();
          expect(after as number).toBeGreaterThanOrEqual(before as number);
        },
      ),
      runs,
    ));

  it('keeps the whole table in columns/, to be read again', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, rows) => {
        const report = await runOn(await rubricOf(text), [csvOf(rows)]);
        await expectSameColumns(report);
      }),
      runs,
    ));
});

function shuffled<T>(rows: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });
}

async function expectSameColumns({ table }: RunReport): Promise<void> {
  const read = await readColumnsOf(await writeColumnsOf(table));
  expect(read.rows).toBe(table.rows);
  for (const [name, column] of table.columns) {
    const kept = read.columns.get(name);
    if (/^(\$|lost\.|reason\.)/.test(name)) {
      expect(kept, name).toBeUndefined();
    } else if (isText(column)) {
      for (let row = 0; row < table.rows; row++) expect(textAt(kept as TextColumn, row)).toBe(textAt(column, row));
    } else {
      expect(kept, name).toEqual({ type: column.type, values: column.values });
    }
  }
}
