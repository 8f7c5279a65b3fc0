import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { locales } from '../../src/model/locale.ts';
import { parseIsoDate } from '../../src/numeric/date.ts';
import { readAsset } from '../../src/run/assets.ts';
import { contactColumns, loanColumns, sampleColumns } from '../../src/sample/columns.ts';
import { sampleFiles } from '../../src/sample/files.ts';

async function filesByName(locale: (typeof locales)[number]): Promise<Map<string, Uint8Array>> {
  return new Map((await sampleFiles(locale, readAsset)).map((file) => [file.name, file.bytes]));
}

/** What a CSV cell is in a spreadsheet: a number, the serial day of a date, or the text. */
function expectedValue(text: string, kind: string): string | number | null {
  if (text === '') return null;
  if (kind === 'date') return parseIsoDate(text) === null ? text : parseIsoDate(text)! + 25_569;
  if (kind === 'percent') return Number.parseFloat(text) / 100;
  return kind !== 'text' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function cellValue(value: ExcelJS.CellValue): unknown {
  return value instanceof Date ? value.getTime() / 86_400_000 + 25_569 : value;
}

afterEach(() => {
  vi.useRealTimers();
});

describe.each(locales)('sample files, %s', (locale) => {
  test('are named so that every system keeps them', async () => {
    expect([...(await filesByName(locale)).keys()]).toEqual([
      'README.md',
      'rubric.yaml',
      'clients-2026-09.csv',
      'loans-2026-09.csv',
      'contacts-2026-09.csv',
      'clients-2026-10.csv',
      'loans-2026-10.csv',
      'contacts-2026-10.csv',
      'clients-2026-09.xlsx',
      'clients-2026-09-gb18030.csv',
    ]);
  });

  test('have the same bytes whenever they are made', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 2, 3, 4, 5) });
    const once = await filesByName(locale);
    vi.setSystemTime(Date.UTC(2031, 5, 6, 7, 8, 9));
    const again = await filesByName(locale);
    for (const [name, bytes] of once) {
      expect(Buffer.compare(Buffer.from(bytes), Buffer.from(again.get(name)!)), name).toBe(0);
    }
  });

  test('GB18030 holds the same rows under Chinese headings', async () => {
    const files = await filesByName(locale);
    const utf8 = new TextDecoder('utf-8', { fatal: true }).decode(files.get('clients-2026-09.csv'));
    const gb = new TextDecoder('gb18030', { fatal: true }).decode(files.get('clients-2026-09-gb18030.csv'));
    expect(gb.slice(gb.indexOf('\n'))).toBe(utf8.slice(utf8.indexOf('\n')));
    expect(gb.slice(0, gb.indexOf('\n'))).toBe(sampleColumns.map((column) => column.heading['zh-CN']).join(','));
    expect(utf8.slice(0, utf8.indexOf('\n'))).toBe(sampleColumns.map((column) => column.heading[locale]).join(','));
  });

  test('the spreadsheet holds the values of the CSV', async () => {
    const files = await filesByName(locale);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(files.get('clients-2026-09.xlsx')!.buffer as ArrayBuffer);
    const books = { clients: sampleColumns, loans: loanColumns, contacts: contactColumns };
    expect(workbook.worksheets.length).toBe(3);
    for (const [place, [name, columns]] of Object.entries(books).entries()) {
      const [headings, ...rows] = parse(Buffer.from(files.get(`${name}-2026-09.csv`)!)) as string[][];
      const sheet = workbook.worksheets[place];
      expect(sheet.rowCount).toBe(rows.length + 1);
      expect(headings).toEqual(columns.map((column) => column.heading[locale]));
      rows.forEach((row, index) => {
        row.forEach((text, column) => {
          const value = cellValue(sheet.getCell(index + 2, column + 1).value);
          const expected = expectedValue(text, columns[column].kind);
          if (columns[column].kind === 'percent' && typeof expected === 'number') {
            expect(value).toBeCloseTo(expected, 9);
          } else expect(value, `${row[0]} ${columns[column].name}`).toBe(expected);
        });
      });
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 });
    }
    expect(workbook.worksheets[0].getColumn(12).numFmt).toBe('#,##0.00');
  });

  test('rubric.yaml takes the headings of the book in both languages', async () => {
    const rubric = new TextDecoder().decode((await filesByName(locale)).get('rubric.yaml'));
    const untaken = (columns: typeof sampleColumns, indent: string) =>
      columns.flatMap(({ name, heading }) => {
        const lines = rubric
          .split('\n')
          .filter((line) => line.startsWith(`${indent}${name}:`) && line.includes('from:'));
        return lines.some((line) => line.includes(heading.en) && line.includes(heading['zh-CN'])) ? [] : [name];
      });
    // What no rule needs; contacts are counted in their log.
    expect(untaken(sampleColumns, '  ')).toEqual(['contacts_12m']);
    expect(untaken(loanColumns, '      ')).toEqual(['loan_id', 'maturity', 'balance', 'status']);
    expect(untaken(contactColumns, '      ')).toEqual(['kind']);
  });
});
