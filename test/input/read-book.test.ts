import { describe, expect, test } from 'vitest';
import { nameForeignFormat } from '../../src/input/foreign-formats.ts';
import { field, noOptions, problemsOf, readRaw, rowsOf, sourceOf } from './book-helpers.ts';

const fields = [field('id', 'id', { required: true }), field('name', 'text')];
const passing = { ...noOptions, passThrough: true };

describe('parts', () => {
  test('each has its own headings, order and encoding', async () => {
    const parts = [
      sourceOf('id,name\n1,a\n', 'd/1.csv'),
      sourceOf('NAME;ID\nb;2\n', 'd/2.csv'),
      sourceOf('id,name\n', 'd/3.csv'),
    ];
    const raw = await readRaw(parts, fields);
    expect(rowsOf(raw)).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
    expect([...raw.sources]).toEqual([0, 1]);
    expect(raw.files.map((file) => [file.name, file.rows])).toEqual([
      ['d/1.csv', 1],
      ['d/2.csv', 1],
      ['d/3.csv', 0],
    ]);
  });

  test('a part that lacks a column is named with it', async () => {
    const parts = [sourceOf('id,name\n1,a\n', '1.csv'), sourceOf('id\n2\n', '2.csv')];
    expect(await problemsOf(readRaw(parts, fields))).toMatchObject([
      { code: 'different-parts', file: '2.csv', expected: '"name"' },
    ]);
  });

  test('problems with the headings of all parts are told at once', async () => {
    const parts = [sourceOf('idd,name\n1,a\n', '1.csv'), sourceOf('', '2.csv'), sourceOf('id,id\n2,2\n', '3.csv')];
    const problems = await problemsOf(readRaw(parts, fields));
    expect(problems.map((problem) => [problem.file, problem.code])).toEqual([
      ['1.csv', 'missing-heading'],
      ['2.csv', 'empty-file'],
      ['3.csv', 'doubled-heading'],
    ]);
  });
});

describe('headings that no field takes', () => {
  test('are listed, and left out unless asked for', async () => {
    const raw = await readRaw([sourceOf('id,x,name,,x\n1,p,a,?,q\n')], fields);
    expect(raw.files[0].unmapped).toEqual(['x', 'x']);
    expect([...raw.table.columns.keys()]).toEqual(['id', 'name']);
    expect(raw.findings).toMatchObject([{ code: 'repeated-heading' }]);
  });

  test('pass through as text, a repeated one numbered, a blank one not', async () => {
    const raw = await readRaw([sourceOf('id,x,name,,x\n1,007,a,?,q\n')], fields, passing);
    expect([...raw.table.columns.keys()]).toEqual(['id', 'name', 'x', 'x (2)']);
    expect(rowsOf(raw)).toEqual([['1', 'a', '007', 'q']]);
  });

  test('must be the same in every part when they pass through', async () => {
    const parts = [sourceOf('id,name,x\n1,a,p\n', '1.csv'), sourceOf('id,name,y\n2,b,q\n', '2.csv')];
    expect(await problemsOf(readRaw(parts, fields, passing))).toMatchObject([
      { code: 'different-parts', file: '1.csv', expected: '"y"' },
      { code: 'different-parts', file: '2.csv', expected: '"x"' },
    ]);
    expect((await readRaw(parts, fields)).table.rows).toBe(2);
  });
});

describe('formats that are not read are named', () => {
  const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
  test.each([
    { name: 'book.xls', given: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', expected: 'an old Excel workbook (.xls)' },
    { name: 'book.xlsx', given: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', expected: 'an encrypted workbook' },
    {
      name: 'book.ods',
      given: 'PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
      expected: 'an OpenDocument file (.ods)',
    },
    { name: 'book.csv.gz', given: '\x1f\x8b\x08', expected: 'compressed (gzip)' },
    { name: 'book.orc', given: 'ORC', expected: 'an ORC file' },
    { name: 'book.xls', given: '<html><table>', expected: 'a web page that calls itself .xls' },
    { name: 'book.json', given: '[{"id": 1}]', expected: 'a JSON file' },
    { name: 'book.csv', given: 'id,name\n', expected: undefined },
    { name: 'book.xlsx', given: 'PK\x03\x04....xl/workbook.xml', expected: undefined },
  ])('$name: $expected', ({ name, given, expected }) => {
    expect(nameForeignFormat(latin1(given), name)?.name).toBe(expected);
  });
});
