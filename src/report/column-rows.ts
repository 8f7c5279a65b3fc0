import { isText } from '../model/table.ts';
import { type PackedColumn, unpackColumn } from '../parallel/packed-column.ts';
import { TextPool } from '../text/text-pool.ts';
import type { ByteBuffer } from './bytes/byte-buffer.ts';
import { type CodeBytes, type ColumnShape, type Layout, layOutColumn, shapeOf } from './column-layout.ts';
import { putLine, putPooledLines } from './json-lines.ts';

// The bytes of a file of columns/, a piece at a time in memory that stays in the nearest cache while a piece is hashed and
// written.

/** Bytes of a piece; those of lines may be some more, or fewer. */
export const pieceBytes = 2 ** 18;

const pieceLines = 2 ** 12;

/** Encodes a column into the memory of `out`; `take` is given each piece, which stands until it returns. */
export function encodeColumn(packed: PackedColumn, out: ByteBuffer, take: (piece: Uint8Array) => void): ColumnShape {
  const layout = layOutColumn(packed);
  const { length } = 'values' in packed ? packed.values : packed.codes;
  const rows = rowsOfPiece(layout);
  for (let start = 0; start < length; start += rows) {
    out.at = 0;
    putRows(out, packed, layout, start, Math.min(start + rows, length));
    take(out.taken());
  }
  return shapeOf(layout);
}

function rowsOfPiece(layout: Layout): number {
  if (layout.encoding === 'lines') return pieceLines;
  return pieceBytes / (layout.encoding === 'plain' ? 8 : layout.bytes);
}

function putRows(out: ByteBuffer, packed: PackedColumn, layout: Layout, start: number, end: number): void {
  const column = unpackColumn(packed);
  if (isText(column)) {
    const codes = column.codes.subarray(start, end);
    if (layout.encoding === 'codes') {
      putOwnCodes(out, codes, layout.own, layout.bytes);
    } else if (column.dictionary instanceof TextPool) putPooledLines(out, codes, column.dictionary);
    else for (const code of codes) putLine(out, code < 0 ? null : (column.dictionary.at(code) as string));
  } else {
    const values = column.values.subarray(start, end);
    if (layout.encoding === 'steps') putSteps(out, values, layout.base, layout.step, layout.bytes);
    else putPlain(out, values);
  }
}

// A loop for each width, and a call for some thousand rows each, so that each is compiled soon and for what it does.

const blockRows = 4096;

type PutSteps = (view: DataView, at: number, values: Float64Array, base: number, step: number) => void;
type PutOwnCodes = (view: DataView, at: number, codes: Int32Array, own: Int32Array) => void;

function putSteps(out: ByteBuffer, values: Float64Array, base: number, step: number, width: CodeBytes): void {
  out.reserve(values.length * width);
  const { view } = out;
  const put: PutSteps = width === 1 ? putSteps1 : width === 2 ? putSteps2 : width === 4 ? putSteps4 : putSteps8;
  for (let from = 0; from < values.length; from += blockRows) {
    put(view, from * width, values.subarray(from, from + blockRows), base, step);
  }
  out.at = values.length * width;
}

// Missing values come out as NaN, which is 0 as a whole number.

function putSteps1(view: DataView, at: number, values: Float64Array, base: number, step: number): void {
  for (let row = 0; row < values.length; row++) view.setUint8(at + row, (values[row] - base) / step + 1);
}

function putSteps2(view: DataView, at: number, values: Float64Array, base: number, step: number): void {
  for (let row = 0; row < values.length; row++) view.setUint16(at + 2 * row, (values[row] - base) / step + 1, true);
}

function putSteps4(view: DataView, at: number, values: Float64Array, base: number, step: number): void {
  for (let row = 0; row < values.length; row++) view.setUint32(at + 4 * row, (values[row] - base) / step + 1, true);
}

function putSteps8(view: DataView, at: number, values: Float64Array, base: number, step: number): void {
  for (let row = 0; row < values.length; row++) {
    const code = (values[row] - base) / step + 1;
    view.setFloat64(at + 8 * row, Number.isNaN(code) ? 0 : code, true);
  }
}

function putPlain(out: ByteBuffer, values: Float64Array): void {
  out.reserve(8 * values.length);
  for (let row = 0; row < values.length; row++) out.view.setFloat64(8 * row, values[row], true);
  out.at = 8 * values.length;
}

function putOwnCodes(out: ByteBuffer, codes: Int32Array, own: Int32Array, width: CodeBytes): void {
  out.reserve(codes.length * width);
  const { view } = out;
  const put: PutOwnCodes = width === 1 ? putOwnCodes1 : width === 2 ? putOwnCodes2 : putOwnCodes4;
  for (let from = 0; from < codes.length; from += blockRows) {
    put(view, from * width, codes.subarray(from, from + blockRows), own);
  }
  out.at = codes.length * width;
}

function putOwnCodes1(view: DataView, at: number, codes: Int32Array, own: Int32Array): void {
  for (let row = 0; row < codes.length; row++) view.setUint8(at + row, own[codes[row] + 1]);
}

function putOwnCodes2(view: DataView, at: number, codes: Int32Array, own: Int32Array): void {
  for (let row = 0; row < codes.length; row++) view.setUint16(at + 2 * row, own[codes[row] + 1], true);
}

function putOwnCodes4(view: DataView, at: number, codes: Int32Array, own: Int32Array): void {
  for (let row = 0; row < codes.length; row++) view.setUint32(at + 4 * row, own[codes[row] + 1], true);
}
