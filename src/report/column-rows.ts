import { isText } from '../model/table.ts';
import type { Job } from '../parallel/crew.ts';
import { type PackedColumn, unpackColumn } from '../parallel/packed-column.ts';
import { TextPool } from '../text/text-pool.ts';
import { ByteBuffer, encodeText } from './bytes/byte-buffer.ts';
import type { CodeBytes, Layout } from './column-layout.ts';
import type { PieceOf } from './ordered-pieces.ts';
import { gatherFirsts, gatherSpans } from './pool-spans.ts';

// Some rows of a column as the bytes of a file of columns/: a job, so that several threads can each encode a part.

export interface ColumnRows {
  readonly column: PackedColumn;
  readonly layout: Layout;
  readonly start: number;
  readonly end: number;
  /** Where to write. */
  readonly memory: Uint8Array;
}

export function encodeColumnRows({ column: packed, layout, start, end, memory }: ColumnRows): PieceOf {
  const out = new ByteBuffer(memory);
  const column = unpackColumn(packed);
  if (isText(column)) {
    const codes = column.codes.subarray(start, end);
    if (layout.encoding === 'codes') {
      putCodes(out, ownCodes(codes, layout.own), layout.bytes);
    } else if (column.dictionary instanceof TextPool) putPooledLines(out, codes, column.dictionary);
    else for (const code of codes) putLine(out, code < 0 ? null : (column.dictionary.at(code) as string));
  } else {
    const values = column.values.subarray(start, end);
    if (layout.encoding === 'steps') putCodes(out, codesOf(values, layout.base, layout.step), layout.bytes);
    else putCodes(out, values, 8);
  }
  return { memory: out.bytes, length: out.at };
}

export const columnRowsJob: Job<ColumnRows, PieceOf> = {
  module: import.meta.url,
  name: 'encodeColumnRows',
  run: encodeColumnRows,
};

function ownCodes(codes: Int32Array, own: Int32Array): Float64Array {
  const floats = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) floats[row] = codes[row] < 0 ? 0 : own[codes[row]];
  return floats;
}

function codesOf(values: Float64Array, base: number, step: number): Float64Array {
  const codes = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const code = (values[row] - base) / step + 1;
    codes[row] = Number.isNaN(code) ? 0 : code;
  }
  return codes;
}

/** A loop each, so that each is compiled for what it does. */
function putCodes(out: ByteBuffer, codes: Float64Array, width: CodeBytes): void {
  out.reserve(codes.length * width);
  const { view } = out;
  if (width === 1) for (let row = 0; row < codes.length; row++) view.setUint8(row, codes[row]);
  else if (width === 2) for (let row = 0; row < codes.length; row++) view.setUint16(2 * row, codes[row], true);
  else if (width === 4) for (let row = 0; row < codes.length; row++) view.setUint32(4 * row, codes[row], true);
  else for (let row = 0; row < codes.length; row++) view.setFloat64(8 * row, codes[row], true);
  out.at = codes.length * width;
}

function putLine(out: ByteBuffer, text: string | null): void {
  out.putBytes(encodeText(`${JSON.stringify(text)}\n`));
}

const [quote, newline] = [34, 10];

/** Bytes that JSON does not write as they are. */
const isEscaped = new Uint8Array(256).fill(1, 0, 32);
isEscaped[quote] = 1;
isEscaped['\\'.charCodeAt(0)] = 1;

const blockLines = 1024;

function putPooledLines(out: ByteBuffer, codes: Int32Array, pool: TextPool): void {
  const lengths = new Int32Array(blockLines);
  const starts = new Float64Array(blockLines);
  const firsts = new Int32Array(blockLines);
  for (let from = 0; from < codes.length; from += blockLines) {
    const block = codes.subarray(from, from + blockLines);
    lengths.set(block);
    gatherSpans(lengths, pool.ends, block.length, starts);
    gatherFirsts(pool.bytes, starts, block.length, firsts);
    for (let row = 0; row < block.length; row++) {
      if (block[row] < 0) putLine(out, null);
      else if (!putPlain(out, pool.bytes, starts[row], lengths[row])) putLine(out, pool.at(block[row]) as string);
    }
  }
}

/** A line of bytes that JSON writes as they are; nothing where there are others among them. */
function putPlain(out: ByteBuffer, texts: Uint8Array, start: number, length: number): boolean {
  out.reserve(length + 3);
  const { bytes, at } = out;
  let escaped = 0;
  for (let index = 0; index < length; index++) {
    const byte = texts[start + index];
    escaped |= isEscaped[byte];
    bytes[at + 1 + index] = byte;
  }
  if (escaped !== 0) return false;
  bytes[at] = quote;
  bytes[at + 1 + length] = quote;
  bytes[at + 2 + length] = newline;
  out.at = at + length + 3;
  return true;
}
