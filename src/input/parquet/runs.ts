import { DamagedParquet } from './refusals.ts';

// Parquet's hybrid of runs and packed bits, which holds levels, codes of a dictionary and flags. Never more values than are
// asked for, whatever length a run gives itself: a damaged one costs no more than a whole one.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/

/** Fills `values` from the bytes. Throws DamagedParquet where they end too early. */
export function readRuns(bytes: Uint8Array, width: number, values: Uint8Array | Uint32Array): void {
  if (width > 32) throw new DamagedParquet('its codes are too wide');
  const valueBytes = (width + 7) >> 3;
  let at = 0;
  let filled = 0;
  while (filled < values.length) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) throw new DamagedParquet('a page has fewer values than it says');
      const byte = bytes[at++];
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const length = Math.floor(header / 2);
    if (header % 2 === 1) {
      const count = Math.min(length * 8, values.length - filled);
      if (at + Math.ceil((count * width) / 8) > bytes.length) {
        throw new DamagedParquet('a page has fewer values than it says');
      }
      unpackBits(bytes, at, width, values, filled, count);
      at += length * width;
      filled += count;
    } else {
      if (at + valueBytes > bytes.length) throw new DamagedParquet('a page has fewer values than it says');
      let value = 0;
      for (let index = 0; index < valueBytes; index++) value += bytes[at++] * 256 ** index;
      const count = Math.min(length, values.length - filled);
      values.fill(value, filled, filled + count);
      filled += count;
    }
  }
}

function unpackBits(
  bytes: Uint8Array,
  start: number,
  width: number,
  values: Uint8Array | Uint32Array,
  from: number,
  count: number,
): void {
  if (width > 25) {
    for (let index = 0; index < count; index++) values[from + index] = bitsAt(bytes, start * 8 + index * width, width);
    return;
  }
  // A value and the bits before it fit into the 32 bits that begin at its byte.
  const mask = 2 ** width - 1;
  let byte = start;
  let bit = 0;
  for (let index = 0; index < count; index++) {
    const four = bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16) | (bytes[byte + 3] << 24);
    values[from + index] = (four >>> bit) & mask;
    bit += width;
    byte += bit >> 3;
    bit &= 7;
  }
}

/** Up to 32 bits, lowest first, from a place counted in bits. */
export function bitsAt(bytes: Uint8Array, place: number, width: number): number {
  let value = 0;
  let taken = 0;
  while (taken < width) {
    const bit = (place + taken) % 8;
    const more = Math.min(8 - bit, width - taken);
    const byte = bytes[Math.floor((place + taken) / 8)];
    value += ((byte >>> bit) & (2 ** more - 1)) * 2 ** taken;
    taken += more;
  }
  return value;
}
