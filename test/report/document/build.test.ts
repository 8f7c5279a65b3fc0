import { describe, expect, test } from 'vitest';
import { locales } from '../../../src/model/locale.ts';
import { listClientColumns } from '../../../src/report/client-columns.ts';
import { buildDocument } from '../../../src/report/document/build.ts';
import { describeClientColumns } from '../../../src/report/document/client-columns.ts';
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

test('the rubric chooses sections, their order, and how many clients a list shows', () => {
  const rubric = { ...report.rubric, report: { sheets: ['method', 'lists'], top: 3 } };
  const { sections } = buildDocument({ ...report, rubric });
  expect(sections.map(({ key }) => key)).toEqual(['method', 'lists']);
  const watchlist = sections[1].tables.find(({ key }) => key === 'list.watchlist');
  expect(watchlist?.rows.map(({ cells }) => cells[0])).toEqual(['C00001', 'C00011', 'C00021']);
  expect(watchlist?.note).toBe('3 of 13 clients (sorted by id).');
});
