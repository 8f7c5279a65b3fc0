import type { Encoding, ParquetType, SchemaElement } from 'hyparquet';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readDeltas, readLengthTexts, readPrefixedTexts } from './deltas.ts';
import { DamagedParquet } from './refusals.ts';
import { readRuns } from './runs.ts';
import type { Stored } from './values.ts';

// The stored values of a page, by its encoding. hyparquet gives those of fixed shape, once it is sure that the page has
// bytes enough for them; whatever has lengths or runs of its own is decoded within bounds here.

export type StoredValues = ArrayLike<Stored>;

/** The least bits that a value takes in a plain page. */
const leastBits: Readonly<Record<ParquetType, number>> = {
  BOOLEAN: 1,
  INT32: 32,
  INT64: 64,
  INT96: 96,
  FLOAT: 32,
  DOUBLE: 64,
  BYTE_ARRAY: 32,
  FIXED_LEN_BYTE_ARRAY: 8,
};

/** Values of a dictionary page, or of a data page that stores them plainly. */
export function readPlainValues(bytes: Uint8Array, count: number, element: SchemaElement): StoredValues {
  const { type, length } = shapeOf(element);
  if (!(count * leastBits[type] * (length ?? 1) <= bytes.length * 8)) fail();
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const values = readPlain(reader, type, count, length);
  // Texts name their own lengths, and the buffer goes on behind the page.
  if (reader.offset > bytes.length) fail();
  return values as StoredValues;
}

/** Codes into the dictionary: a byte that says how wide they are, then runs. */
export function readCodes(bytes: Uint8Array, count: number): Uint32Array {
  const codes = new Uint32Array(count);
  if (count > 0) readRuns(bytes.subarray(1), bytes[0] ?? 33, codes);
  return codes;
}

export function readValues(
  encoding: Encoding | undefined,
  bytes: Uint8Array,
  count: number,
  element: SchemaElement,
): StoredValues {
  const { type, length } = shapeOf(element);
  const cursor = { bytes, at: 0 };
  if (encoding === 'PLAIN') return readPlainValues(bytes, count, element);
  if (encoding === 'RLE' && type === 'BOOLEAN') return readFlags(bytes, count);
  if (encoding === 'BYTE_STREAM_SPLIT') return readSplitValues(bytes, count, type, length);
  if (encoding === 'DELTA_BINARY_PACKED' && type === 'INT32') return readDeltas(cursor, new Int32Array(count));
  if (encoding === 'DELTA_BINARY_PACKED' && type === 'INT64') return readDeltas(cursor, new BigInt64Array(count));
  if (encoding === 'DELTA_LENGTH_BYTE_ARRAY' && type === 'BYTE_ARRAY') return readLengthTexts(cursor, count);
  if (encoding === 'DELTA_BYTE_ARRAY' && (type === 'BYTE_ARRAY' || length !== undefined)) {
    return readPrefixedTexts(cursor, count);
  }
  throw new DamagedParquet(`its values are encoded in a way that does not fit them (${encoding ?? 'unknown'})`);
}

function readFlags(bytes: Uint8Array, count: number): boolean[] {
  const flags = new Uint8Array(count);
  if (count > 0) readRuns(bytes.subarray(4, 4 + lengthAt(bytes)), 1, flags);
  return Array.from(flags, (flag) => flag === 1);
}

/** The four bytes before levels and flags that say how many bytes these take. */
export function lengthAt(bytes: Uint8Array): number {
  if (bytes.length < 4) fail();
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}

function readSplitValues(bytes: Uint8Array, count: number, type: ParquetType, length?: number): StoredValues {
  if (type === 'BOOLEAN' || type === 'BYTE_ARRAY' || type === 'INT96') fail();
  if (count * leastBits[type] * (length ?? 1) > bytes.length * 8) fail();
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  return byteStreamSplit(reader, count, type, length) as StoredValues;
}

function shapeOf({ type, type_length }: SchemaElement): { readonly type: ParquetType; readonly length?: number } {
  if (type === undefined) fail();
  if (type !== 'FIXED_LEN_BYTE_ARRAY') return { type };
  if (!Number.isInteger(type_length) || (type_length as number) < 1) fail();
  return { type, length: type_length as number };
}

function fail(): never {
  throw new DamagedParquet('a page has fewer values than it says');
}
