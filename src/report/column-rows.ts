import { isText, type TextColumn } from '../model/table.ts';
import { type PackedColumn, unpackColumn } from '../parallel/packed-column.ts';
import { TextPool } from '../text/text-pool.ts';
import type { ByteBuffer } from './bytes/byte-buffer.ts';
import { type Layout, layOutCategories, layOutNumbers } from './column-layout.ts';
import { putCodes, putPlain, putSteps } from './column-widths.ts';
import { findFewValues } from './few-values.ts';
import { PooledLines, putLine } from './json-lines.ts';

// The bytes of a file of columns/, a piece at a time in memory that stays in the nearest cache while a piece is hashed and
// written.

/** Bytes of a piece; those of lines may be some more, or fewer. */
export const pieceBytes = 2 ** 18;

const pieceLines = 2 ** 12;

type Take = (piece: Uint8Array) => void;

/** Encodes a column into the memory of `out`; `take` is given each piece, which stands until it returns. */
export function encodeColumn(packed: PackedColumn, out: ByteBuffer, take: Take): Layout {
  const column = unpackColumn(packed);
  if (!isText(column)) return encodeNumbers(column.values, out, take);
  if (column.type.kind === 'category') return encodeCategories(column, out, take);
  const { codes, dictionary } = column;
  const pooled = dictionary instanceof TextPool ? new PooledLines(dictionary) : undefined;
  encodePieces(codes, pieceLines, out, take, (piece) => {
    if (pooled !== undefined) pooled.put(out, piece);
    else for (const code of piece) putLine(out, code < 0 ? null : (dictionary.at(code) as string));
  });
  return { encoding: 'lines' };
}

function encodeNumbers(values: Float64Array, out: ByteBuffer, take: Take): Layout {
  out.at = 0;
  out.reserve(values.length);
  const few = findFewValues(values, out.bytes);
  if (few !== undefined) {
    for (let at = 0; at < values.length; at += pieceBytes) {
      take(out.bytes.subarray(at, Math.min(at + pieceBytes, values.length)));
    }
    return { encoding: 'codes', bytes: 1, values: few };
  }
  const layout = layOutNumbers(values);
  const rows = Math.floor(pieceBytes / (layout.encoding === 'plain' ? 8 : layout.bytes));
  encodePieces(values, rows, out, take, (piece) => {
    if (layout.encoding === 'plain') putPlain(out, piece);
    else putSteps(out, piece, layout.base, layout.step, layout.bytes);
  });
  return layout;
}

function encodeCategories(column: TextColumn, out: ByteBuffer, take: Take): Layout {
  const { layout, own } = layOutCategories(column);
  const rows = Math.floor(pieceBytes / layout.bytes);
  encodePieces(column.codes, rows, out, take, (piece) => putCodes(out, piece, own, layout.bytes));
  return layout;
}

function encodePieces<Rows extends Int32Array | Float64Array>(
  all: Rows,
  rows: number,
  out: ByteBuffer,
  take: Take,
  put: (piece: Rows) => void,
): void {
  for (let start = 0; start < all.length; start += rows) {
    out.at = 0;
    put(all.subarray(start, start + rows) as Rows);
    take(out.taken());
  }
}
