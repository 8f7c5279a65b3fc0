import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makeCsvFormat } from '../../src/input/csv/csv.ts';
import { fieldTypes } from '../../src/input/types/index.ts';
import type { ReadOptions } from '../../src/model/reader.ts';
import type { FieldSpec } from '../../src/model/rubric.ts';
import { field, noOptions, sourceOf } from '../input/book-helpers.ts';
import { inParts } from '../input/csv/parts/in-parts.ts';
import { readBoth, readBy } from '../input/csv/scan/both-readers.ts';

// Every text file of the shared real data, whole as text and its first part with each column read as every type, by the byte scanner, whole and in parts, and by csv-parse.

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(csv|asc|tsv|txt)$/.test(path))
  : [];

const typed: readonly (readonly [string, Partial<FieldSpec>])[] = [
  ['id', {}],
  ['text', {}],
  ['category', {}],
  ['money', { min: 0 }],
  ['number', { missingMarks: ['0', '?', '-1'] }],
  ['percent', {}],
  ['integer', {}],
  ['date', { format: 'YYMMDD' }],
  ['flag', {}],
];

const mostBytes = 200_000;

function optionsFor(path: string): ReadOptions {
  if (path.includes('gbk')) return { ...noOptions, encoding: 'gb18030' };
  return /space_delimited|CDNOW/.test(path) ? { ...noOptions, delimiter: ' ' } : noOptions;
}

async function expectSame(
  bytes: Uint8Array,
  path: string,
  fields: readonly FieldSpec[],
  options: ReadOptions,
): Promise<void> {
  const source = sourceOf(bytes, basename(path), 70_001);
  const { scanned, parsed } = await readBoth(source, fields, options, fields[0].name);
  expect(parsed).toHaveProperty('rows');
  if (!isDeepStrictEqual(scanned, parsed)) expect(scanned).toEqual(parsed);
  const file = inParts(bytes, 4, 70_001);
  const inFour = await readBy(true, source, fields, options, fields[0].name, () => file);
  if (!isDeepStrictEqual(inFour, parsed)) expect(inFour).toEqual(parsed);
}

describe.runIf(existsSync(folder))('real data by both readers', () => {
  test.each(files)('%s', async (path) => {
    const bytes = readFileSync(join(folder, path));
    const options = optionsFor(path);
    const whole = sourceOf(bytes, basename(path), 70_001);
    const { headings } = await makeCsvFormat(fieldTypes).open(whole, [field('id', 'id')], options);
    const once = headings.filter(
      (heading) => heading !== '' && headings.indexOf(heading) === headings.lastIndexOf(heading),
    );
    await expectSame(bytes, path, [field(once[0], 'id')], { ...options, passThrough: true });
    // Most cells are rejects of most types: the first part of a large file has enough of them.
    const part = bytes.subarray(0, mostBytes);
    for (const [type, more] of typed) {
      const fields = once.map((heading) => field(heading, type, more));
      await expectSame(part, path, fields, options);
    }
  });
});
