import { describe, expect, test } from 'vitest';
import { type ClientRowsTask, writeClientRows } from '../../../src/report/excel/client-rows.ts';

const nan = Number.NaN;
const values = (...given: number[]) => Float64Array.from(given);
const field = { key: 'k', title: 'K', kind: 'text', format: 'General', bar: false } as const;
const names = ['a', '=b', '', null];
const moves = ['up', 'down', null, null] as const;

const task: ClientRowsTask = {
  fields: [
    { ...field, value: { kind: 'text', textOf: (row) => names[row] } },
    {
      ...field,
      value: {
        kind: 'number',
        values: values(-1230, -0, nan, 9_007_199_254_740_991),
        scale: 2,
        digits: 2,
        isShare: false,
      },
    },
    { ...field, value: { kind: 'date', values: values(20_000, -30_000, nan, 2_932_896) } },
    { ...field, value: { kind: 'flag', values: values(1, 0, nan, 1) } },
    { ...field, value: { kind: 'text', textOf: (row) => moves[row], markOf: (row) => moves[row] } },
  ],
  order: Uint32Array.of(0, 1, 2, 3),
  styles: ['1', '2', '3', '4', '5', 'guarded', 'up', 'down'],
  lastRow: 100,
  furtherText: (clients) => `${clients} more & all`,
};

const written = (given: ClientRowsTask) => Buffer.concat([...writeClientRows(given)]).toString();
const inline = (address: string, style: string, text: string) =>
  `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;

describe('writeClientRows', () => {
  test('a cell of each kind, present and missing', () => {
    expect(written(task)).toBe(
      [
        `<row r="2">${inline('A2', '1', 'a')}<c r="B2" s="2"><v>-12.3</v></c><c r="C2" s="3"><v>45569</v></c>`,
        `<c r="D2" s="4" t="b"><v>1</v></c>${inline('E2', 'up', 'up')}</row>`,
        `<row r="3">${inline('A3', 'guarded', '=b')}<c r="B3" s="2"><v>0</v></c>${inline('C3', '3', '1887-11-12')}`,
        `<c r="D3" s="4" t="b"><v>0</v></c>${inline('E3', 'down', 'down')}</row>`,
        '<row r="4"><c r="A4" s="1"/><c r="B4" s="2"/><c r="C4" s="3"/><c r="D4" s="4"/><c r="E4" s="5"/></row>',
        '<row r="5"><c r="A5" s="1"/><c r="B5" s="2"><v>90071992547409.91</v></c><c r="C5" s="3"><v>2958465</v></c>',
        '<c r="D5" s="4" t="b"><v>1</v></c><c r="E5" s="5"/></row>',
      ].join(''),
    );
  });

  test.each([
    { title: 'a sheet that is full', limit: { lastRow: 4 }, rows: 3, further: '2 more &amp; all' },
    { title: 'a sheet with room for the last client', limit: { lastRow: 5 }, rows: 4, further: null },
  ])('$title', ({ limit, rows, further }) => {
    const xml = written({ ...task, ...limit });
    expect(xml.match(/<row /g)).toHaveLength(rows);
    if (further === null) expect(xml).not.toContain('more');
    else expect(xml).toContain(`<row r="${rows + 1}">${inline(`A${rows + 1}`, '1', further)}</row>`);
  });

  test('a part that gets too large ends with how many are left', () => {
    const order = Uint32Array.from({ length: 1000 }, (_, row) => row % 4);
    const xml = written({ ...task, order, lastRow: 2000, mostBytes: 1000 });
    const rows = (xml.match(/<row /g) ?? []).length;
    expect(rows).toBeLessThan(1000);
    expect(xml.endsWith(`${inline(`A${rows + 1}`, '1', `${1000 - (rows - 1)} more &amp; all`)}</row>`)).toBe(true);
  });
});
