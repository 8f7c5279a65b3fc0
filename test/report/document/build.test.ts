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
