import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { makeExcelFormat } from '../../../src/input/excel/excel.ts';
import { matchHeadings } from '../../../src/input/headings/headings.ts';
import { readBook } from '../../../src/input/read-book.ts';
import { fieldTypes } from '../../../src/input/types/index.ts';
import type { RawBook } from '../../../src/model/book.ts';
import type { Problem } from '../../../src/model/problem.ts';
import type { ReadOptions } from '../../../src/model/reader.ts';
import type { FieldSpec } from '../../../src/model/rubric.ts';
import { isText, textAt } from '../../../src/model/table.ts';
import { UserError } from '../../../src/model/user-error.ts';
import { formatDate } from '../../../src/numeric/date.ts';
import { formatShort } from '../../../src/numeric/decimal.ts';
import { fieldOf } from '../types/field.ts';
import { type RawWorkbook, rawParts, sourceOf, workbookOf, workbookOfRows, zipOf } from './workbooks.ts';

const fields: readonly FieldSpec[] = [
  fieldOf('id', { name: 'id', from: ['编号', 'id'], required: true }),
  fieldOf('text', { name: 'name', from: ['名称', 'name'] }),
  fieldOf('money', { name: 'revenue', from: ['收入', 'revenue'] }),
  fieldOf('percent', { name: 'ratio', from: ['比率', 'ratio'] }),
  fieldOf('date', { name: 'since', from: ['日期', 'since'] }),
  fieldOf('flag', { name: 'consent', from: ['授权', 'consent'] }),
];
const headings = ['编号', '名称', '收入', '比率', '日期', '授权'];

function read(bytes: Uint8Array, options: Partial<ReadOptions> = {}, wanted = fields): Promise<RawBook> {
  return readBook([sourceOf(bytes)], wanted, 'id', { passThrough: false, ...options }, fieldTypes);
}

/** The table as rows of short texts; null is missing. */
function rowsOf({ table }: RawBook): (string | null)[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    [...table.columns.values()].map((column) => {
      if (isText(column)) return textAt(column, row);
      const units = column.values[row];
      if (Number.isNaN(units)) return null;
      return column.type.kind === 'date' ? formatDate(units) : formatShort(units, column.type.scale);
    }),
  );
}

async function problemsOf(reading: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await reading.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error(`no UserError, but ${String(error)}`);
  return error.problems;
}

const rejectsOf = (book: RawBook) =>
  book.rejects.map(({ line, cell, client, code, value }) => ({ line, cell, client, code, value }));
const day = (text: string) => new Date(`${text}T00:00:00Z`);

const cells: readonly {
  title: string;
  column: number;
  given: ExcelJS.CellValue;
  numFmt?: string;
  expected: string | null;
}[] = [
  { title: 'a text', column: 2, given: '上海公司', expected: '上海公司' },
  { title: 'a text with an entity in it, decoded once', column: 2, given: 'R&D &amp; <b>', expected: 'R&D &amp; <b>' },
  { title: 'two lines', column: 2, given: 'a\nb', expected: 'a\nb' },
  { title: 'a number in a text column', column: 2, given: 12.5, expected: '12.5' },
  {
    title: 'rich text',
    column: 2,
    given: { richText: [{ text: '上海' }, { font: { bold: true }, text: '公司' }] },
    expected: '上海公司',
  },
  { title: 'a hyperlink', column: 2, given: { text: '上海', hyperlink: 'https://example.com/a' }, expected: '上海' },
  { title: 'a formula with a text', column: 2, given: { formula: 'A1', result: '上海' }, expected: '上海' },
  {
    title: 'a formula with a flag',
    column: 6,
    given: { formula: '1=1', result: true as unknown as number },
    expected: '1',
  },
  { title: 'a formula with a number', column: 3, given: { formula: '1+1', result: 2.5 }, expected: '2.5' },
  {
    title: 'a formula with a date',
    column: 5,
    given: { formula: 'TODAY()', result: day('2026-10-31') },
    numFmt: 'yyyy/m/d',
    expected: '2026-10-31',
  },
  { title: 'a number', column: 3, given: 1234.56, expected: '1234.56' },
  { title: 'a number with noise', column: 3, given: 0.1 + 0.2, expected: '0.3' },
  { title: 'a number as text', column: 3, given: '￥1,234.50', expected: '1234.5' },
  { title: 'a percentage', column: 4, given: 0.455, numFmt: '0.0%', expected: '0.455' },
  { title: 'a percentage above 150', column: 4, given: 2, numFmt: '0%', expected: '2' },
  { title: 'a bare ratio', column: 4, given: 0.455, expected: '0.455' },
  { title: 'a date', column: 5, given: day('2026-10-31'), numFmt: 'yyyy-mm-dd', expected: '2026-10-31' },
  {
    title: 'a date with a time',
    column: 5,
    given: new Date('2026-10-31T23:59:59Z'),
    numFmt: 'yyyy-mm-dd hh:mm',
    expected: '2026-10-31',
  },
  { title: 'a date as text', column: 5, given: '2026年10月31日', expected: '2026-10-31' },
  { title: 'true', column: 6, given: true, expected: '1' },
  { title: 'false', column: 6, given: false, expected: '0' },
  { title: 'a flag as text', column: 6, given: '是', expected: '1' },
  { title: 'a blank text', column: 2, given: '  ', expected: null },
];

describe('cells of a workbook', () => {
  it.each(cells)('$title', async ({ column, given, numFmt, expected }) => {
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('book');
      sheet.addRow(headings);
      sheet.getCell(2, 1).value = 'C1';
      sheet.getCell(2, column).value = given;
      if (numFmt !== undefined) sheet.getCell(2, column).numFmt = numFmt;
    });
    const book = await read(bytes);
    expect(book.rejects).toEqual([]);
    expect(book.findings).toEqual([]);
    expect(rowsOf(book)[0][column - 1]).toBe(expected);
  });

  it('are those that exceljs itself finds, row by row', async () => {
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('book');
      sheet.addRow(headings);
      for (let row = 2; row < 400; row++) {
        sheet.addRow([
          `C${row}`,
          `上海第${row}公司`,
          Math.sin(row) * 1e6,
          row / 1000,
          day('2020-01-01'),
          row % 2 === 0,
        ]);
        sheet.getCell(row, 5).value = new Date(Date.UTC(2000, 0, row * 17));
        sheet.getCell(row, 5).numFmt = 'yyyy-mm-dd';
      }
    });
    const peer = new ExcelJS.Workbook();
    await peer.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
    const expected: (string | null)[][] = [];
    peer.worksheets[0].eachRow((row, line) => {
      if (line === 1) return;
      const [, id, name, revenue, ratio, since, consent] = row.values as [
        never,
        string,
        string,
        number,
        number,
        Date,
        boolean,
      ];
      const amount = formatShort(Math.round(revenue * 100), 2);
      expected.push([id, name, amount, String(ratio), since.toISOString().slice(0, 10), consent ? '1' : '0']);
    });
    expect(rowsOf(await read(bytes))).toEqual(expected);
  });

  it('are dates of the 1904 system where the workbook says so', async () => {
    const bytes = await workbookOf((workbook) => {
      workbook.properties.date1904 = true;
      const sheet = workbook.addWorksheet('book');
      sheet.addRow(headings);
      sheet.addRow(['C1', null, null, null, day('2026-10-31')]);
      sheet.getCell('E2').numFmt = 'yyyy-mm-dd';
    });
    expect(rowsOf(await read(bytes))[0][4]).toBe('2026-10-31');
  });

  it('are numbers whatever the format of the field says of texts', async () => {
    const comma = fields.map((field) =>
      field.name === 'revenue' || field.name === 'ratio' ? { ...field, format: '1.234,56' } : field,
    );
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('book');
      sheet.addRows([headings, ['C1', '', 1.234, 0.455], ['C2', '', '1.234,5', '45,5%']]);
      sheet.getCell('D2').numFmt = '0.0%';
    });
    const rows = rowsOf(await read(bytes, {}, comma));
    expect(rows.map((row) => row.slice(2, 4))).toEqual([
      ['1.23', '0.455'],
      ['1234.5', '0.455'],
    ]);
  });

  it('are per cent by their format even where the field says that bare cells are', async () => {
    const perCent = fields.map((field) => (field.name === 'ratio' ? { ...field, unit: 'percent' } : field));
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('book');
      sheet.addRows([headings, ['C1', '', 1, 0.45], ['C2', '', 1, 45]]);
      sheet.getCell('D2').numFmt = '0%';
    });
    expect(rowsOf(await read(bytes, {}, perCent)).map((row) => row[3])).toEqual(['0.45', '0.45']);
  });

  it('are rejects where they are errors or formulas without a result', async () => {
    const bytes = await workbookOfRows([
      headings,
      ['C1', { error: '#N/A' }, { formula: 'B1/0', result: { error: '#DIV/0!' } }],
      ['C2', 'b', { formula: 'SUM(A1:A9)' }],
      [{ error: '#REF!' }, 'c', 3],
    ]);
    const book = await read(bytes);
    expect(rejectsOf(book)).toEqual([
      { line: 2, cell: 'B2', client: 'C1', code: 'cell-error', value: '#N/A' },
      { line: 2, cell: 'C2', client: 'C1', code: 'cell-error', value: '#DIV/0!' },
      { line: 3, cell: 'C3', client: 'C2', code: 'formula-without-result', value: undefined },
      { line: 4, cell: 'A4', client: '#REF!', code: 'cell-error', value: '#REF!' },
    ]);
    expect([...book.spoiled]).toEqual([0, 0, 1]);
    expect(book.rejects[0]).toMatchObject({ file: 'book.xlsx', sheet: 'book', field: 'name', whole: false });
  });

  it('are missing where the error is a missing mark', async () => {
    const marked = fields.map((field) => (field.name === 'revenue' ? { ...field, missingMarks: ['#N/A'] } : field));
    const book = await read(await workbookOfRows([headings, ['C1', 'a', { error: '#N/A' }]]), {}, marked);
    expect(book.rejects).toEqual([]);
    expect(rowsOf(book)[0][2]).toBeNull();
  });

  it('are a finding where an id has more digits than a spreadsheet keeps', async () => {
    const book = await read(await workbookOfRows([headings, [913100001234567800, 'a'], ['913100001234567800', 'b']]));
    expect(book.findings).toMatchObject([{ code: 'id-past-15-digits', count: 1 }]);
  });
});

const row = (line: number, inner: string) => `<row r="${line}">${inner}</row>`;
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const headingRow = `<row>${headings.map(inline).join('')}</row>`;

const written: readonly (RawWorkbook & { title: string; expected: (string | null)[] })[] = [
  {
    title: 'rows and cells without addresses, and rich inline text',
    rows: `${headingRow}<row>${inline('C1')}<c t="inlineStr"><is><r><t>上海</t></r><r><t xml:space="preserve"> 公司</t></r></is></c></row>`,
    expected: ['C1', '上海 公司', null, null, null, null],
  },
  {
    title: 'styles that come last in the archive',
    rows: headingRow + row(2, `${inline('C1')}<c r="E2" s="1"><v>46326</v></c><c r="F2" t="b"><v>1</v></c>`),
    styles:
      '<numFmts><numFmt numFmtId="200" formatCode="d.m.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>',
    expected: ['C1', null, null, null, '2026-10-31', '1'],
  },
  {
    title: 'shared texts with a reading aid, and empty ones',
    rows: headingRow + row(2, '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>'),
    texts:
      '<si><t>C1</t></si><si><r><t>漢</t></r><r><t>字</t></r><rPh sb="0" eb="2"><t>カンジ</t></rPh></si><si><t/></si>',
    expected: ['C1', '漢字', null, null, null, null],
  },
  {
    title: 'dates in ISO, as strict workbooks have them',
    rows: headingRow + row(2, `${inline('C1')}<c r="E2" t="d"><v>2026-10-31T00:00:00Z</v></c>`),
    expected: ['C1', null, null, null, '2026-10-31', null],
  },
  {
    title: 'an entity in a formula result, decoded once',
    rows: headingRow + row(2, `${inline('C1')}<c r="B2" t="str"><f>A1</f><v>a &amp;lt; b</v></c>`),
    expected: ['C1', 'a &lt; b', null, null, null, null],
  },
  {
    title: 'a namespace prefix',
    prefix: 'x',
    rows: `${headingRow}${row(2, inline('C1'))}`.replace(/<(\/?)(\w)/g, '<$1x:$2'),
    expected: ['C1', null, null, null, null, null],
  },
];

describe('workbooks as other programs write them', () => {
  it.each(written)('$title', async ({ expected, ...raw }) => {
    const book = await read(zipOf(rawParts(raw), { descriptors: true }));
    expect(book.files[0].sheet).toBe('数据');
    expect(rowsOf(book)).toEqual([expected]);
  });
});

describe('sheets', () => {
  const bytes = workbookOf((workbook) => {
    workbook.addWorksheet('封面');
    workbook.addWorksheet('草稿', { state: 'hidden' }).addRows([headings, ['H1', 'hidden']]);
    workbook.addWorksheet('一月').addRows([headings, ['C1', 'January']]);
    workbook.addWorksheet('二月').addRows([headings, ['C2', 'February']]);
  });
  it.each([
    { title: 'the first with data', sheet: undefined, expected: 'C1' },
    { title: 'by name', sheet: '二月', expected: 'C2' },
    { title: 'by number among the visible', sheet: '3', expected: 'C2' },
    { title: 'a hidden one by name', sheet: '草稿', expected: 'H1' },
  ])('are read: $title', async ({ sheet, expected }) => {
    const book = await read(await bytes, sheet === undefined ? {} : { sheet });
    expect(rowsOf(book)[0][0]).toBe(expected);
  });

  it('are listed where the named one is not there', async () => {
    const [problem] = await problemsOf(read(await bytes, { sheet: '三月' }));
    expect(problem).toMatchObject({ code: 'unknown-sheet', found: '"封面", "草稿" (hidden), "一月", "二月"' });
  });

  it('are hinted at where the headings are on another', async () => {
    const cover = await workbookOf((workbook) => {
      workbook.addWorksheet('说明').addRow(['本表由信贷部编制']);
      workbook.addWorksheet('数据').addRows([headings, ['C1']]);
    });
    const [problem] = await problemsOf(read(cover));
    expect(problem).toMatchObject({ code: 'missing-heading', sheet: '说明', hint: expect.stringContaining('"数据"') });
  });

  it('are refused where nothing is on them', async () => {
    const [problem] = await problemsOf(read(await workbookOf((workbook) => void workbook.addWorksheet('leer'))));
    expect(problem).toMatchObject({ code: 'empty-file', found: '"leer"' });
  });
});

describe('rows of a sheet', () => {
  it('are found below title rows and blank ones, numbered as the sheet shows them', async () => {
    const book = await read(
      await workbookOfRows([['客户名册'], [], ['截至', '2026-10-31'], headings, [], ['C1', 'a'], [], ['C2', 'b']]),
    );
    expect(rowsOf(book).map(([id]) => id)).toEqual(['C1', 'C2']);
    expect([...book.lines]).toEqual([6, 8]);
    expect(book.files).toMatchObject([{ name: 'book.xlsx', sheet: 'book', rows: 2 }]);
  });

  it('are found under merged headings of two rows', async () => {
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('book');
      sheet.addRows([
        ['编号', '经营情况', null, null],
        [null, '名称', '收入', '比率'],
        ['C1', 'a', 5, 0.5],
      ]);
      sheet.mergeCells('A1:A2');
      sheet.mergeCells('B1:D1');
    });
    expect(rowsOf(await read(bytes))).toEqual([['C1', 'a', '5', '0.5', null, null]]);
  });

  it('begin below the row that is named', async () => {
    const bytes = await workbookOfRows([headings, headings, ['C1', 'a']]);
    expect(rowsOf(await read(bytes, { headerRow: 2 }))).toHaveLength(1);
    const [problem] = await problemsOf(read(bytes, { headerRow: 9 }));
    expect(problem).toMatchObject({ code: 'no-heading-row', line: 9, sheet: 'book' });
  });

  it('are asked for where there are none', async () => {
    const [problem] = await problemsOf(read(await workbookOfRows([headings])));
    expect(problem.code).toBe('no-rows');
  });

  it('may be short, and long only where the rest is blank', async () => {
    const book = await read(
      await workbookOfRows([
        headings,
        ['C1'],
        ['C2', 'b', 1, 0.5, null, null, null, ' '],
        ['C3', 'c', 1, 0.5, null, null, 'note'],
      ]),
    );
    expect(rowsOf(book).map(([id]) => id)).toEqual(['C1', 'C2']);
    expect(rejectsOf(book)).toMatchObject([{ line: 4, code: 'long-row' }]);
    expect(book.ragged).toBe(1);
  });

  it('keep their places over many chunks', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => [`C${index}`, `第${index}号`, index / 100]);
    const book = await read(await workbookOfRows([headings, ...many]));
    expect(book.table.rows).toBe(40_000);
    expect(rowsOf(book).slice(39_998)).toEqual([
      ['C39998', '第39998号', '399.98', null, null, null],
      ['C39999', '第39999号', '399.99', null, null, null],
    ]);
    expect(book.lines[39_999]).toBe(40_001);
  });
});

describe('files that are no workbook', () => {
  const format = makeExcelFormat(fieldTypes);
  const open = (bytes: Uint8Array) => format.open(sourceOf(bytes), fields, { passThrough: false });
  const parts = rawParts({ rows: headingRow + row(2, inline('C1')) });
  it.each([
    {
      title: 'XLSB',
      given: zipOf({ '_rels/.rels': '<a/>', 'xl/workbook.bin': '' }),
      code: 'unsupported-format',
      says: '.xlsb',
    },
    { title: 'ODS', given: zipOf({ mimetype: 'x', 'content.xml': '<a/>' }), code: 'unsupported-format', says: '.ods' },
    { title: 'another archive', given: zipOf({ 'a.csv': 'id' }), code: 'unsupported-format', says: 'ZIP archive' },
    { title: 'a file cut short', given: zipOf(parts).subarray(0, 900), code: 'damaged-workbook', says: 'cut short' },
    {
      title: 'broken XML',
      given: zipOf({ ...parts, 'xl/book.xml': '<workbook></sheets>' }),
      code: 'damaged-workbook',
      says: 'XML is broken',
    },
    {
      title: 'XML cut short, which would lose the rows behind it',
      given: zipOf({ ...parts, 'xl/worksheets/daten.xml': `<worksheet><sheetData>${headingRow}` }),
      code: 'damaged-workbook',
      says: 'too early',
    },
    {
      title: 'a shared text that is not there',
      given: zipOf(rawParts({ rows: headingRow + row(2, '<c t="s"><v>7</v></c>') })),
      code: 'damaged-workbook',
      says: 'shared text 7',
    },
    {
      title: 'CDATA',
      given: zipOf(rawParts({ rows: headingRow + row(2, inline('<![CDATA[C1]]>')) })),
      code: 'damaged-workbook',
      says: 'CDATA',
    },
    {
      title: 'no workbook in it',
      given: zipOf({ '_rels/.rels': '<Relationships/>' }),
      code: 'damaged-workbook',
      says: 'no workbook',
    },
  ])('are named: $title', async ({ given, code, says }) => {
    expect(format.recognises(given, 'book.xlsx')).toBe(true);
    const [problem] = await problemsOf(open(given));
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(says);
    expect(problem.hint).not.toBe('');
  });

  it('leave every heading to the fields that ask for it', async () => {
    const opened = await open(zipOf(parts));
    expect(opened.headings).toEqual(headings);
    expect(matchHeadings(opened.headings, fields).absent).toEqual([]);
  });
});
