import { describe, expect, test } from 'vitest';
import { findIllegalLine, inspectBytes, markedEncoding, nameEncoding } from '../../../src/input/csv/encoding.ts';
import { field, inGb18030, inUtf16, problemsOf, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const fields = [field('id', 'id', { from: ['客户编号', 'Client ID'], required: true }), field('name', 'text')];
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('a book in any encoding gives the same rows', () => {
  // 一 is U+4E00: a zero byte in the half where ASCII has none.
  const text = 'id,name\n1,客户 Müller €\n2,𠮷野\n3,第一\n';
  const expected = [
    ['1', '客户 Müller €'],
    ['2', '𠮷野'],
    ['3', '第一'],
  ];
  test.each([
    { title: 'UTF-8', given: Buffer.from(text) },
    { title: 'UTF-8 with BOM', given: Buffer.from('\uFEFF' + text) },
    { title: 'UTF-16 LE with BOM', given: inUtf16(text, false, true) },
    { title: 'UTF-16 BE with BOM', given: inUtf16(text, true, true) },
    { title: 'UTF-16 LE without BOM', given: inUtf16(text, false, false) },
    { title: 'UTF-16 BE without BOM', given: inUtf16(text, true, false) },
  ])('$title, whatever the chunks', async ({ given }) => {
    for (const step of [1, 2, 3, 5, 4096]) {
      const raw = await readRaw([sourceOf(given, 'book.csv', step)], fields);
      expect(rowsOf(raw)).toEqual(expected);
    }
  });
});

describe('what is not UTF-8 is taken by its headings', () => {
  test('GB18030 where a Chinese heading matches', async () => {
    const raw = await readRaw([sourceOf(inGb18030('{客户编号},name\n1,{企业}\n'), 'gbk.csv', 3)], fields);
    expect(rowsOf(raw)).toEqual([['1', '企业']]);
    expect(raw.files[0].encoding).toBe('gb18030');
  });

  test('windows-1252 where a heading with an umlaut matches', async () => {
    const wanted = [field('id', 'id', { from: ['Schlüssel'], required: true }), field('name', 'text')];
    const raw = await readRaw([sourceOf(latin1('Schl\xfcssel,name\n1,M\xfcller \x80\n'))], wanted);
    expect(rowsOf(raw)).toEqual([['1', 'Müller €']]);
    expect(raw.files[0].encoding).toBe('windows-1252');
  });

  test('ASCII headings match in both, so it asks', async () => {
    const problems = await problemsOf(readRaw([sourceOf(latin1('id,name\n1,M\xfcller\n'))], fields));
    expect(problems).toMatchObject([{ code: 'unsure-encoding', file: 'book.csv' }]);
    expect(problems[0].hint).toContain('--encoding gb18030 or --encoding windows-1252');
  });

  test('headings that match in none are said so', async () => {
    const problems = await problemsOf(readRaw([sourceOf(latin1('k\xfcrzel,name\n1,x\n'))], fields));
    expect(problems).toMatchObject([{ code: 'unsure-encoding' }]);
    expect(problems[0].found).toContain('gb18030 (the headings do not match)');
  });

  test('--encoding settles it', async () => {
    const source = sourceOf(latin1('id,name\n1,M\xfcller\n'));
    const raw = await readRaw([source], fields, { passThrough: false, encoding: 'latin1' });
    expect(rowsOf(raw)).toEqual([['1', 'Müller']]);
  });
});

describe('illegal bytes', () => {
  test('damaged UTF-8 is named by its line, not taken for windows-1252', async () => {
    const given = Buffer.concat([
      Buffer.from('id,name\n1,客户客户客户\n2,x'),
      Uint8Array.of(0xff),
      Buffer.from('\n3,客户客户客户\n'),
    ]);
    const problems = await problemsOf(readRaw([sourceOf(given, 'book.csv', 7)], fields));
    expect(problems).toMatchObject([{ code: 'illegal-byte', line: 3, file: 'book.csv' }]);
  });

  test('a byte that the named encoding lacks is named by its line', async () => {
    const given = latin1('id,name\n1,a\n2,\x81\n');
    const options = { passThrough: false, encoding: 'windows-1252' };
    expect(await problemsOf(readRaw([sourceOf(given)], fields, options))).toMatchObject([
      { code: 'illegal-byte', line: 3 },
    ]);
  });

  test('a character cut off at the end is illegal', async () => {
    const given = Buffer.from('id,name\n1,客').subarray(0, -1);
    const options = { passThrough: false, encoding: 'utf-8' };
    expect(await problemsOf(readRaw([sourceOf(given)], fields, options))).toMatchObject([
      { code: 'illegal-byte', line: 2 },
    ]);
  });

  test('an encoding that does not exist', async () => {
    const options = { passThrough: false, encoding: 'utf-9' };
    expect(await problemsOf(readRaw([sourceOf('id\n1\n')], fields, options))).toMatchObject([
      { code: 'unknown-encoding' },
    ]);
  });
});

test.each([
  { given: 'GBK', expected: 'gb18030' },
  { given: 'gb2312', expected: 'gb18030' },
  { given: 'latin1', expected: 'windows-1252' },
  { given: 'UTF8', expected: 'utf-8' },
  { given: 'utf-16', expected: 'utf-16le' },
])('$given is $expected', ({ given, expected }) => {
  expect(nameEncoding(given)).toBe(expected);
});

test('inspection sees carriage returns and validity at every chunk edge', async () => {
  const bytes = Buffer.from('é客𠮷\r\n'.repeat(5));
  for (let step = 1; step < 12; step++) {
    expect(await inspectBytes(sourceOf(bytes, 'x', step))).toMatchObject({
      utf8: true,
      carriageReturns: true,
      size: 55,
    });
    const cut = sourceOf(bytes.subarray(0, 2 + 3 + 2), 'x', step);
    expect(await inspectBytes(cut)).toMatchObject({ utf8: false, carriageReturns: false });
  }
  expect(await findIllegalLine(sourceOf(bytes), 'utf-8')).toBeNull();
  expect(markedEncoding(bytes)).toBeUndefined();
});
