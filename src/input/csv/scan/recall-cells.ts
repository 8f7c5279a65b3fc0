import { type ByteMemory, shortSlot } from './byte-memory.ts';
import type { Place } from './plain-place.ts';
import { blockRows, type RowBlock } from './row-block.ts';

// The cells of a column of a block of rows whose bytes were read before. Up to 16 bytes are compared as four words with those that
// were recalled last in their slot; there is no jump that depends on their length.

const quote = 34;
const shortLength = 16;

/** By length, which bits of each of four words count. */
const masks = new Int32Array(4 * (shortLength + 1));
for (let length = 0; length <= shortLength; length++) {
  for (let word = 0; word < 4; word++) {
    const bytes = Math.max(0, Math.min(4, length - 4 * word));
    masks[4 * length + word] = bytes === 0 ? 0 : -1 >>> (32 - 8 * bytes);
  }
}

const [blank, unknown] = [-2, -1];
const entries = new Int32Array(blockRows);

export function recallCodes(place: Place, block: RowBlock): void {
  const { codes, cell, blanks } = place;
  const { rows, first } = block;
  const memory = place.memory as ByteMemory;
  recall(memory, block, cell);
  for (let row = 0; row < rows; row++) {
    const entry = entries[row];
    if (entry >= 0) codes[first + row] = memory.valueOf(entry);
    else if (entry === blank && blanks) codes[first + row] = -1;
    else block.leave(row, cell);
  }
}

export function recallValues(place: Place, block: RowBlock): void {
  const { values, cell, blanks } = place;
  const { rows, first } = block;
  const memory = place.memory as ByteMemory;
  recall(memory, block, cell);
  for (let row = 0; row < rows; row++) {
    const entry = entries[row];
    if (entry >= 0) values[first + row] = memory.valueOf(entry);
    else if (entry === blank && blanks) values[first + row] = Number.NaN;
    else block.leave(row, cell);
  }
}

/** Puts what the memory has for each cell into `entries`. */
function recall(memory: ByteMemory, block: RowBlock, cell: number): void {
  const { view, bytes, ends, stride, rows } = block;
  const { short } = memory;
  const last = short.length / shortSlot - 1;
  const lastStart = last < 0 ? -1 : bytes.length - shortLength;
  let known = 0;
  for (let row = 0, index = cell; row < rows; row++, index += stride) {
    const start = ends[index] + 1;
    const end = ends[index + 1];
    const length = end - start;
    if (length > 0 && length <= shortLength && start <= lastStart) {
      const mask = 4 * length;
      const a = view.getInt32(start, true) & masks[mask];
      const b = view.getInt32(start + 4, true) & masks[mask + 1];
      const c = view.getInt32(start + 8, true) & masks[mask + 2];
      const d = view.getInt32(start + 12, true) & masks[mask + 3];
      const hash = Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) ^ c, 0xc2b2ae35) ^ d;
      const slot = ((Math.imul(hash, 0x27d4eb2f) >>> 16) & last) * shortSlot;
      const isSame =
        (short[slot] ^ a) |
        (short[slot + 1] ^ b) |
        (short[slot + 2] ^ c) |
        (short[slot + 3] ^ d) |
        (short[slot + 4] ^ length);
      if (isSame === 0) {
        entries[row] = short[slot + 5];
        known++;
        continue;
      }
      const entry = bytes[start] === quote ? unknown : memory.recall(bytes, start, end);
      entries[row] = entry;
      if (entry < 0) continue;
      short[slot] = a;
      short[slot + 1] = b;
      short[slot + 2] = c;
      short[slot + 3] = d;
      short[slot + 4] = length;
      short[slot + 5] = entry;
    } else if (length === 0) {
      entries[row] = blank;
    } else {
      entries[row] = length < 0 || bytes[start] === quote ? unknown : memory.recall(bytes, start, end);
    }
  }
  memory.countKnown(known);
}
