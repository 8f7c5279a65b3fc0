import { describe, expect, it } from 'vitest';
import { decimal } from '../../../src/numeric/decimal.ts';
import type { ReportTable } from '../../../src/report/document/document.ts';
import { drawTable, drawTables, isNarrow } from '../../../src/report/html/table.ts';
import { pageWords } from '../../../src/report/html/words.ts';

const view = { locale: 'en', words: pageWords.en, id: 't' } as const;
const count = (units: number) => decimal(units, 0);
const table: ReportTable = {
  key: 'tiers',
  columns: [
    { key: 'tier', title: 'Tier', kind: 'text', digits: 0 },
    { key: 'clients', title: 'Clients', kind: 'count', digits: 0, bar: true },
  ],
  rows: [
    { cells: ['Gold <1>', count(50)], mark: 'up' },
    { cells: ['Silver', count(200)] },
    { cells: ['None', null] },
    { cells: ['Total', count(250)], total: true },
  ],
};

describe('drawTable', () => {
  const drawn = drawTable(table, view);

  it('gives bars by the largest, and none to the total', () => {
    expect([...drawn.matchAll(/<rect width="(\d+)"/g)].map(([, width]) => width)).toEqual(['250', '1000', '0']);
  });

  it('escapes texts and shows what is missing', () => {
    expect(drawn).toContain('Gold &lt;1&gt;');
    expect(drawn).toContain('–');
  });

  it('says a move in words', () => {
    expect(drawn).toContain('<span class="mark up" role="img" aria-label="up">▲</span> Gold');
  });

  it.each([
    { clients: 0, shade: 'heat-0' },
    { clients: 1, shade: 'heat-1' },
    { clients: 100, shade: 'heat-3' },
    { clients: 101, shade: 'heat-4' },
    { clients: 200, shade: 'heat-6' },
  ])('shades $clients of 200 as $shade', ({ clients, shade }) => {
    const rows = [{ cells: ['a', count(clients)] }, { cells: ['b', count(200)] }];
    const cells = drawTable(
      { ...table, columns: table.columns.map(({ bar, ...rest }) => rest), rows, matrix: true },
      view,
    );
    expect(/heat-\d/.exec(cells)?.[0]).toBe(shade);
  });
});

describe('drawTables', () => {
  const wide: ReportTable = { ...table, columns: [0, 1, 2, 3].map(() => table.columns[1]), rows: [] };

  it('takes few columns for narrow', () => {
    expect([table, wide].map(isNarrow)).toEqual([true, false]);
  });

  it('puts two narrow ones beside each other, and none beside nothing', () => {
    const widths = (tables: ReportTable[]) =>
      [...drawTables(tables, view).matchAll(/<div class="table (\w+)"/g)].map(([, width]) => width);
    expect(widths([table, table, wide, table, wide])).toEqual(['half', 'half', 'full', 'lone', 'full']);
    expect(widths([table, table, table])).toEqual(['half', 'half', 'lone']);
  });
});

it('shows as many digits down a column as a value of it needs', () => {
  const columns = [table.columns[0], { key: 'k', title: 'k', kind: 'number', digits: 2 } as const];
  const rows = [{ cells: ['a', decimal(74, 0)] }, { cells: ['b', decimal(74, 1)] }, { cells: [null, decimal(5, 0)] }];
  const drawn = drawTable({ key: 'k', columns, rows }, view);
  expect([...drawn.matchAll(/<td class="number">([^<]*)</g)].map(([, text]) => text)).toEqual(['74.0', '7.4', '5.0']);
  expect(drawn).toContain('<tr><td></td>');
});
