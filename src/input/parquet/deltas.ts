import { DamagedParquet } from './refusals.ts';
import { bitsAt } from './runs.ts';

// Parquet's delta encodings: whole numbers as differences in blocks of packed bits, and byte strings whose lengths (and
// lengths shared with the one before) are such numbers. As many steps as values are asked for.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/

/** A place in the bytes that moves on as they are read. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Fills `values`, which wrap as their width has it. */
export function readDeltas<T extends Int32Array | BigInt64Array>(cursor: Cursor, values: T): T {
  // A page whose rows are all missing may leave out even the header.
  if (values.length === 0) return values;
  const { bytes } = cursor;
  const blockSize = Number(readNumber(cursor));
  const groups = Number(readNumber(cursor));
  readNumber(cursor);
  const groupSize = blockSize / groups;
  if (!(groupSize > 0 && groupSize % 8 === 0 && groups <= bytes.length)) fail();
  let value = readSigned(cursor);
  store(values, 0, value);
  for (let filled = 1; filled < values.length; ) {
    const least = readSigned(cursor);
    const widths = bytes.subarray(cursor.at, cursor.at + groups);
    cursor.at += groups;
    for (let group = 0; group < groups && filled < values.length; group++) {
      const width = widths[group];
      if (!(width <= 64)) fail();
      // The last block may break off behind the last value.
      const count = Math.min(groupSize, values.length - filled);
      if (cursor.at + Math.ceil((count * width) / 8) > bytes.length) fail();
      for (let index = 0; index < count; index++) {
        value = BigInt.asIntN(64, value + least + wideBitsAt(bytes, cursor.at * 8 + index * width, width));
        store(values, filled++, value);
      }
      cursor.at += (groupSize * width) / 8;
    }
  }
  return values;
}

function store(values: Int32Array | BigInt64Array, index: number, value: bigint): void {
  if (values instanceof Int32Array) values[index] = Number(BigInt.asIntN(32, value));
  else values[index] = value;
}

function wideBitsAt(bytes: Uint8Array, place: number, width: number): bigint {
  if (width <= 32) return BigInt(bitsAt(bytes, place, width));
  return BigInt(bitsAt(bytes, place, 32)) | (BigInt(bitsAt(bytes, place + 32, width - 32)) << 32n);
}

/** Byte strings behind the block of their lengths. */
export function readLengthTexts(cursor: Cursor, count: number): Uint8Array[] {
  const lengths = readDeltas(cursor, new Int32Array(count));
  return Array.from(lengths, (length) => takeBytes(cursor, length));
}

/** Byte strings that each begin with so many bytes of the one before. */
export function readPrefixedTexts(cursor: Cursor, count: number): Uint8Array[] {
  const shared = readDeltas(cursor, new Int32Array(count));
  let before = new Uint8Array(0);
  return readLengthTexts(cursor, count).map((rest, index) => {
    const prefix = shared[index];
    if (prefix < 0 || prefix > before.length) fail();
    const whole = new Uint8Array(prefix + rest.length);
    whole.set(before.subarray(0, prefix));
    whole.set(rest, prefix);
    before = whole;
    return whole;
  });
}

function takeBytes(cursor: Cursor, length: number): Uint8Array {
  const { bytes, at } = cursor;
  if (length < 0 || at + length > bytes.length) fail();
  cursor.at += length;
  return bytes.subarray(at, at + length);
}

function readNumber(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (cursor.at >= cursor.bytes.length) fail();
    const byte = cursor.bytes[cursor.at++];
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
  return fail();
}

function readSigned(cursor: Cursor): bigint {
  const zigzag = readNumber(cursor);
  return (zigzag >> 1n) ^ -(zigzag & 1n);
}

function fail(): never {
  throw new DamagedParquet('a page of differences is broken');
}
