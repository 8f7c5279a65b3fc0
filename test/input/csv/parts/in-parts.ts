import type { FileReading, PartedFile } from '../../../../src/input/csv/parts/parted-file.ts';
import { scanPart } from '../../../../src/input/csv/parts/scan-part.ts';
import { fieldTypes } from '../../../../src/input/types/index.ts';
import { UserError } from '../../../../src/model/user-error.ts';

// Bytes in memory as a file of parts, and what became of them: whether the parts were taken, scanned again because they did not
// begin where a row does, or one reader had to read all.

export interface Taken {
  /** Parts that were scanned and were plain. */
  parts: number;
  odd: number;
  /** Parts that had a row put before them. */
  again: number;
  /** Whether the file was read to its end. */
  whole: number;
}

export const noneTaken = (): Taken => ({ parts: 0, odd: 0, again: 0, whole: 0 });

export function inParts(bytes: Uint8Array, partSize: number, ahead = 2, taken: Taken = noneTaken()): PartedFile {
  const changed = () => new UserError([{ code: 'input-changed', severity: 'error', message: 'changed' }]);
  const read = (): FileReading => {
    let at = 0;
    return {
      next: (memory) => {
        const piece = bytes.subarray(at, at + memory.length);
        memory.set(piece);
        at += piece.length;
        return piece.length;
      },
      end: () => {
        if (at !== bytes.length) throw changed();
        taken.whole++;
      },
      close: () => {},
    };
  };
  const begun = new Map<unknown, number>();
  return {
    size: bytes.length,
    partSize,
    ahead,
    head: async (length) => bytes.slice(0, length),
    read,
    scan: async (part) => {
      // The same memory up to the same byte, but from an earlier one.
      const before = begun.get(part.memory);
      if (before !== undefined && part.start < before) taken.again++;
      begun.set(part.memory, part.start);
      const scanned = scanPart(part, fieldTypes);
      taken[typeof scanned === 'string' ? 'odd' : 'parts']++;
      return scanned;
    },
    changed,
  };
}
