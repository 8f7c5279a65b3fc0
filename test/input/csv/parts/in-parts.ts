import { crc32 } from 'node:zlib';
import type { PartedFile } from '../../../../src/input/csv/parts/parted-file.ts';
import { scanPart } from '../../../../src/input/csv/parts/scan-part.ts';
import { surveyRange } from '../../../../src/input/csv/parts/survey.ts';
import { fieldTypes } from '../../../../src/input/types/index.ts';
import { UserError } from '../../../../src/model/user-error.ts';

// Bytes in memory as a file of parts, each piece in the same memory as the one before it, and what became of them: whether
// the parts were taken, or one thread had to read all.

export interface Taken {
  /** Parts that were scanned and were what they were taken for. */
  parts: number;
  odd: number;
}

export function inParts(bytes: Uint8Array, parts: number, step: number, taken?: Taken): PartedFile {
  function* pieces(start: number, end: number): Generator<Uint8Array> {
    const memory = Buffer.alloc(step);
    for (let at = start; at < end; at += step) {
      const piece = bytes.subarray(at, Math.min(end, at + step));
      memory.set(piece);
      yield memory.subarray(0, piece.length);
      memory.fill(0xff);
    }
  }
  return {
    size: bytes.length,
    parts,
    slice: async ({ start, end }) => bytes.slice(start, end),
    survey: async (range) => surveyRange(range, pieces(range.start, range.end)),
    scan: async (part) => {
      const scanned = scanPart(part, pieces(part.start, part.end), fieldTypes);
      if (taken !== undefined) taken[scanned === undefined ? 'odd' : 'parts']++;
      return { scanned, checksum: crc32(bytes.subarray(part.start, part.end)) };
    },
    hash: async (ranges) => ranges.map(({ start, end }) => crc32(bytes.subarray(start, end))),
    checksum: (given) => crc32(given),
    changed: () => new UserError([{ code: 'input-changed', severity: 'error', message: 'changed' }]),
  };
}
