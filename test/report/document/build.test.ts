import { describe, expect, test } from 'vitest';
import { locales } from '../../../src/model/locale.ts';
import { ratio } from '../../../src/numeric/decimal.ts';
import { listClientColumns } from '../../../src/report/client-columns.ts';
import { listAttention } from '../../../src/report/document/attention.ts';
import { buildDocument } from '../../../src/report/document/build.ts';
import { describeClientColumns } from '../../../src/report/document/client-columns.ts';
import { factorName, labelOf, makeScope, measureShareOf } from '../../../src/report/document/scope.ts';
import { report } from '../sample.ts';

describe.each(locales)('in %s', (locale) => {
  const document = buildDocument({ ...report, locale });

  test('every row has a cell for each column', () => {
    for (const { tables } of document.sections) {
      for (const { columns, rows } of tables) {
        for (const { cells } of rows) expect(cells).toHaveLength(columns.length);
      }
    }
  });

  test('client columns are those of clients.csv', () => {
    const described = describeClientColumns({ ...report, locale });
    expect(described.map(({ key }) => key)).toEqual(listClientColumns(report).map(({ heading }) => heading));
  });
});

const noteOf = (given: typeof report): string =>
  buildDocument(given).sections.find(({ key }) => key === 'data-quality')?.notes[0] ?? '';

test('control totals that tie are said to tie, and others are not', () => {
  const { book } = report.summary;
  const { rows, measure } = book.controlTotals;
  const withTotals = (controlTotals: typeof book.controlTotals) =>
    noteOf({ ...report, summary: { ...report.summary, book: { ...book, controlTotals } } });
  expect(noteOf(report)).toContain('ties with');
  expect(withTotals({ rows: { ...rows, merged: rows.merged + 1 }, measure })).toContain('does NOT tie');
  if (measure === null) throw new Error('the sample has a measure');
  const other = { ...measure, rejected: { ...measure.rejected, units: measure.rejected.units + 1n } };
  expect(withTotals({ rows, measure: other })).toContain('does NOT tie');
});

test('a factor goes by its own label, also where a field without one bears its name, and lends it to the field', () => {
  const { rubric } = report;
  const [dimension] = rubric.dimensions;
  const factor = { ...dimension.factors[0], name: 'dscr', label: { en: 'Debt service cover' } };
  const field = { ...rubric.fields[0], name: 'dscr', label: {} };
  const given = {
    ...report,
    rubric: { ...rubric, fields: [...rubric.fields, field], dimensions: [{ ...dimension, factors: [factor] }] },
  };
  const scope = makeScope(given);
  expect([factorName(scope, 'dscr'), labelOf(scope, 'dscr')]).toEqual(['Debt service cover', 'Debt service cover']);
  const named = { ...field, label: { en: 'DSCR' } };
  const both = makeScope({ ...given, rubric: { ...given.rubric, fields: [named] } });
  expect([factorName(both, 'dscr'), labelOf(both, 'dscr')]).toEqual(['Debt service cover', 'DSCR']);
});

test('shares of the measure add up to that of the whole book, less what clients below zero take away', () => {
  const tiers = buildDocument(report).sections[0].tables.find(({ key }) => key === 'tiers');
  const { total, positiveTotal } = report.summary.book;
  expect(total.scale).toBe(positiveTotal.scale);
  expect(tiers?.rows.at(-1)?.cells[4]).toEqual(ratio(total.units, positiveTotal.units, 6));
});

test('clients without the measure need attention; a sum below zero is no share', () => {
  const book = { ...report.summary.book, missingMeasure: 120 };
  const scope = makeScope({ ...report, summary: { ...report.summary, book } });
  const own = listAttention(makeScope(report));
  expect(listAttention(scope).filter((text) => !own.includes(text))).toEqual(['120 clients have no Revenue 12m']);
  expect(measureShareOf(scope, { units: -1n, scale: 0 })).toBe(null);
  expect(measureShareOf(scope, book.positiveTotal)).toEqual({ units: 1000000n, scale: 6 });
});

test('the rubric chooses sections, their order, and how many clients a list shows', () => {
  const rubric = { ...report.rubric, report: { sheets: ['method', 'lists'], top: 3 } };
  const { sections } = buildDocument({ ...report, rubric });
  expect(sections.map(({ key }) => key)).toEqual(['method', 'lists']);
  const watchlist = sections[1].tables.find(({ key }) => key === 'list.watchlist');
  expect(watchlist?.rows.map(({ cells }) => cells[0])).toEqual(['C00001', 'C00011', 'C00021']);
  expect(watchlist?.note).toBe('3 of 13 clients (sorted by id).');
});
