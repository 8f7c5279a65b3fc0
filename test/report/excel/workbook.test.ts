import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import type { Decimal } from '../../../src/model/decimal.ts';
import { formatUnits } from '../../../src/numeric/decimal.ts';
import { buildDocument } from '../../../src/report/document/build.ts';
import { describeClientColumns } from '../../../src/report/document/client-columns.ts';
import { longestText } from '../../../src/report/excel/safe-text.ts';
import { formats } from '../../../src/report/formats.ts';
import { report, texts } from '../sample.ts';
import { bytesOf, movingDocument, partsOf } from './sample-workbook.ts';

async function readBack(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return workbook;
}

const exact = ({ units, scale }: Decimal) => formatUnits(units, scale);
const toDate = ({ units }: Decimal) => new Date(Number(units) * 86_400_000);

const chinese = { ...report, locale: 'zh-CN' } as const;

describe('report.xlsx', () => {
  test('is what --format xlsx writes', async () => {
    const [file, ...others] = formats.xlsx.files(report);
    expect([file.name, others]).toEqual(['report.xlsx', []]);
    const pieces: Uint8Array[] = [];
    for await (const piece of file.content) pieces.push(Uint8Array.from(piece as Uint8Array));
    expect(Buffer.concat(pieces).equals(Buffer.from(await bytesOf(buildDocument(report))))).toBe(true);
  });

  test.each([
    { title: 'English', given: report },
    { title: 'Chinese', given: chinese },
  ])('has a sheet a section, under its title ($title)', async ({ given }) => {
    const document = buildDocument(given);
    const workbook = await readBack(await bytesOf(document, given));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(document.sections.map(({ title }) => title));
    expect([workbook.title, workbook.creator]).toEqual([document.title, 'tierbook']);
    expect(workbook.created.toISOString()).toBe('2026-10-31T00:00:00.000Z');
    expect(workbook.modified.toISOString()).toBe('2026-10-31T00:00:00.000Z');
  });

  test('keeps every cell of the document’s tables', async () => {
    const document = buildDocument(report);
    const workbook = await readBack(await bytesOf(document));
    for (const [index, section] of document.sections.entries()) {
      if (section.key === 'clients') continue;
      const sheet = workbook.worksheets[index];
      const shown = new Set<string>();
      sheet.eachRow((row) => row.eachCell(({ value }) => shown.add(String(value))));
      for (const { columns, rows } of section.tables) {
        for (const { cells } of rows) {
          columns.forEach(({ kind }, place) => {
            const cell = cells[place];
            if (cell === null || cell === '') return;
            const value = typeof cell === 'string' ? cell : kind === 'date' ? toDate(cell) : Number(exact(cell));
            const where = { section: section.key, value, found: shown.has(String(value)) };
            expect(where).toEqual({ ...where, found: true });
          });
        }
      }
    }
  });

  test('the same report gives the same bytes, also in another time zone', async () => {
    const first = await bytesOf(movingDocument());
    const zone = process.env.TZ;
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env.TZ = other;
        expect(Buffer.from(await bytesOf(movingDocument())).equals(Buffer.from(first))).toBe(true);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test('a workbook without a summary has no links to one', async () => {
    const document = buildDocument(report);
    const sections = document.sections.filter(({ key }) => key !== 'summary' && key !== 'clients');
    const parts = partsOf(await bytesOf({ ...document, sections }));
    expect(Object.values(parts).join('')).not.toContain('HYPERLINK');
  });
});

describe('links', () => {
  test('lead from the summary to each sheet and back', async () => {
    const document = buildDocument(report);
    const workbook = await readBack(await bytesOf(document));
    const [home, ...others] = workbook.worksheets;
    const targets = (sheet: ExcelJS.Worksheet) => {
      const found: unknown[] = [];
      sheet.eachRow((row) => row.eachCell(({ formula, result }) => formula && found.push([formula, result])));
      return found;
    };
    expect(targets(home)).toEqual(others.map(({ name }) => [`HYPERLINK("#'${name}'!A1","${name}")`, name]));
    const back = `HYPERLINK("#'${home.name}'!A1","← ${home.name}")`;
    const drawn = others.filter(({ name }) => name !== document.sections.find(({ key }) => key === 'clients')?.title);
    for (const sheet of drawn) expect(targets(sheet)).toEqual([[back, `← ${home.name}`]]);
  });
});

describe('the sheet of clients', () => {
  const clientsOf = (workbook: ExcelJS.Workbook) => workbook.worksheets[1];

  test.each([
    { title: 'English', given: report },
    { title: 'Chinese', given: chinese },
  ])('has the headings and all clients in the order of the report ($title)', async ({ given }) => {
    const sheet = clientsOf(await readBack(await bytesOf(buildDocument(given), given)));
    const headings = (sheet.getRow(1).values as unknown[]).slice(1);
    expect(headings).toEqual(describeClientColumns(given).map(({ title }) => title));
    const ids = Array.from({ length: report.order.length }, (_, place) => sheet.getCell(place + 2, 1).value);
    expect(ids).toEqual(Array.from(report.order, (row) => `C${String(row + 1).padStart(5, '0')}`));
    expect(sheet.rowCount).toBe(report.order.length + 1);
    expect(sheet.autoFilter).toMatch(new RegExp(`^A1:[A-Z]+${report.order.length + 1}$`));
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 });
  });

  test('numbers are numbers with a format, missing ones are empty, and a text like a formula is a text', async () => {
    const sheet = clientsOf(await readBack(await bytesOf(buildDocument(report))));
    const keys = describeClientColumns(report).map(({ key }) => key);
    const cell = (row: number, key: string) =>
      sheet.getCell(Array.from(report.order).indexOf(row) + 2, keys.indexOf(key) + 1);
    expect(cell(50, 'measure').value).toBe(-1234.56);
    expect(cell(50, 'measure').numFmt).toBe('#,##0');
    expect(cell(60, 'measure').value).toBeNull();
    expect(cell(1, 'coverage')).toMatchObject({ value: 1, numFmt: '0.0%' });
    expect(cell(0, 'note')).toMatchObject({ value: '=cmd()', type: ExcelJS.ValueType.String, numFmt: '@' });
    expect(cell(1, 'note').value).toBe('a, "b"\nc');
  });

  test('says where the rest is when a sheet has too few rows', async () => {
    const document = buildDocument(report);
    const workbook = await readBack(await bytesOf(document, report, 20));
    const sheet = clientsOf(workbook);
    expect(sheet.rowCount).toBe(20);
    expect(sheet.getCell('A19').value).toMatch(/^C/);
    const further = 'A sheet has no room for 108 more clients: clients.csv of the same run holds all.';
    expect(sheet.getCell('A20').value).toBe(further);
    const texts: unknown[] = [];
    workbook.worksheets[0].eachRow((row) => row.eachCell((cell) => texts.push(cell.value)));
    expect(texts).toContain(further);
  });

  test('a sheet that is exactly full has all of them', async () => {
    const sheet = clientsOf(await readBack(await bytesOf(buildDocument(report), report, report.order.length + 1)));
    expect(sheet.getCell(report.order.length + 1, 1).value).toMatch(/^C\d{5}$/);
  });

  test('texts that no cell takes are cut, and what XML forbids is left out', async () => {
    const names = Array.from({ length: report.table.rows }, (_, row) =>
      row === 0
        ? 'x'.repeat(longestText + 5)
        : row === 1
          ? 'a\u0001b\uffff_x0041_'
          : row === 2
            ? '@SUM(A1)'
            : `n${row}`,
    );
    const columns = new Map([...report.table.columns, ['client_name', texts(names)]]);
    const given = { ...report, table: { ...report.table, columns } };
    const parts = partsOf(await bytesOf(buildDocument(given), given));
    const xml = parts['xl/worksheets/sheet2.xml'];
    expect(xml).toContain(`>${'x'.repeat(longestText - 1)}…<`);
    expect(xml).toContain('>ab_x005F_x0041_<');
    expect(xml).toContain('>@SUM(A1)<');
    expect(xml).not.toContain('<f>');
  });

  test('a book without clients has headings', async () => {
    const given = { ...report, order: new Uint32Array(0) };
    const sheet = clientsOf(await readBack(await bytesOf(buildDocument(report), given)));
    expect(sheet.rowCount).toBe(1);
  });
});

describe('tables', () => {
  const moves = async () => (await readBack(await bytesOf(movingDocument()))).worksheets.at(-1) as ExcelJS.Worksheet;

  test('texts, numbers, days and what is missing are stored as such', async () => {
    const sheet = await moves();
    const rows: unknown[][] = [];
    sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(2, 6)));
    const at = rows.findIndex(([first]) => first === 'Move');
    expect(rows.slice(at + 1, at + 5)).toEqual([
      ['up', 3, -123.45, new Date('2025-11-01T00:00:00Z')],
      ['=HYPERLINK("http://x","y")', 1, 123_456_789_012_345_680, '1860-06-26'],
      ['_x0041_ ab\nc <&>"\'', '–', '–', '–'],
      ['', 4, 0, '–'],
    ]);
  });

  test('an arrow leaves the value as it is', async () => {
    const sheet = await moves();
    const cells: [unknown, string][] = [];
    sheet.eachRow((row) => row.eachCell((cell) => cells.push([cell.value, cell.numFmt])));
    expect(cells).toContainEqual(['up', '"▲ "@']);
    expect(cells).toContainEqual(['=HYPERLINK("http://x","y")', '"▼ "@']);
  });

  test('names of sheets are safe', async () => {
    const sheet = await moves();
    expect(sheet.name).toBe('Moves what’s new and a title th');
    expect(sheet.name.length).toBeLessThanOrEqual(31);
  });
});
