import { clientsOf } from '../../src/input/clients/merge-clients.ts';
import { readBook } from '../../src/input/read-book.ts';
import { fieldTypes } from '../../src/input/types/index.ts';
import type { Book, RawBook } from '../../src/model/book.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { ByteSource, ReadOptions } from '../../src/model/reader.ts';
import type { FieldSpec } from '../../src/model/rubric.ts';
import { isText, textAt } from '../../src/model/table.ts';
import { UserError } from '../../src/model/user-error.ts';
import type { Kind } from '../../src/model/value-type.ts';

// Sources in memory, fields in short, and tables as plain values, for the tests of the input storey.

/** A source of bytes or text (UTF-8), handed out `step` bytes at a time so that every chunk edge is met. */
export function sourceOf(content: string | Uint8Array, name = 'book.csv', step = 1 << 16): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    size: bytes.length,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    },
  };
}

export function field(name: string, type: string, more: Partial<FieldSpec> = {}): FieldSpec {
  const scale = type === 'money' ? 2 : type === 'number' || type === 'percent' ? 6 : 0;
  return {
    name,
    type,
    valueType: { kind: type as Kind, scale },
    required: false,
    missingMarks: ['', 'NA', 'N/A', 'null', '-', '--', '无'],
    currency: 'CNY',
    label: {},
    position: { file: 'rubric.yaml', line: 1, column: 1, length: 1 },
    ...more,
    from: [name, ...(more.from ?? [])],
  };
}

export const noOptions: ReadOptions = { passThrough: false };

export function readRaw(
  sources: readonly ByteSource[],
  fields: readonly FieldSpec[],
  options: ReadOptions = noOptions,
  id = 'id',
): Promise<RawBook> {
  return readBook(sources, fields, id, options, fieldTypes);
}

export async function readClients(
  sources: readonly ByteSource[],
  fields: readonly FieldSpec[],
  measure?: string,
  options: ReadOptions = noOptions,
  id = 'id',
): Promise<Book> {
  const raw = await readRaw(sources, fields, options, id);
  const known = new Set(fields.map((field) => field.name));
  const passed = new Set([...raw.table.columns.keys()].filter((name) => !known.has(name)));
  return clientsOf(raw, id, measure, passed);
}

/** Rows of a table as values: units, texts, null for missing. */
export function rowsOf({ table }: Pick<RawBook, 'table'>): (number | string | null)[][] {
  return Array.from({ length: table.rows }, (_, row) =>
    [...table.columns.values()].map((column) => {
      if (isText(column)) return textAt(column, row);
      return Number.isNaN(column.values[row]) ? null : column.values[row];
    }),
  );
}

/** The problems of the UserError that the work ends in. */
export async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('expected a UserError');
}

/** windows-1252 and GB18030 bytes of the few texts the tests need. */
export const gb18030Bytes: Readonly<Record<string, readonly number[]>> = {
  客户编号: [0xbf, 0xcd, 0xbb, 0xa7, 0xb1, 0xe0, 0xba, 0xc5],
  企业: [0xc6, 0xf3, 0xd2, 0xb5],
};

/** Bytes of ASCII text in which {names} of `gb18030Bytes` are replaced by theirs. */
export function inGb18030(text: string): Uint8Array {
  const parts = text
    .split(/\{(.*?)\}/)
    .map((part, index) => (index % 2 === 0 ? [...Buffer.from(part, 'latin1')] : gb18030Bytes[part]));
  return Uint8Array.from(parts.flat());
}

export function inUtf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}
