import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { PartToScan, Range, RangeSurvey, ScannedPart } from '../input/csv/parts/parted-file.ts';
import { scanPart } from '../input/csv/parts/scan-part.ts';
import { surveyRange } from '../input/csv/parts/survey.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { WantedColumn } from '../model/reader.ts';
import type { Job } from '../parallel/crew.ts';
import { minorDigits } from '../rubric/currency.ts';

// What threads do with a file: survey a range, scan a part, hash the whole. Each opens the file for itself and holds one piece
// of it at a time. What is given can be cloned; currencies' digits, which are a function, are known here.

const pieceSize = 1 << 20;

/** The pieces of a range, each in the same memory: it is to be used before the next is asked for. Less where the file ends. */
function* readPieces(path: string, { start, end }: Range): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(Math.max(1, Math.min(pieceSize, end - start)));
    for (let at = start; at < end; ) {
      const length = readSync(file, bytes, 0, Math.min(bytes.length, end - at), at);
      if (length === 0) return;
      yield bytes.subarray(0, length);
      at += length;
    }
  } finally {
    closeSync(file);
  }
}

interface InFile {
  readonly path: string;
}

export function surveyFileRange({ path, ...range }: Range & InFile): RangeSurvey {
  return surveyRange(range, readPieces(path, range));
}

interface Scanned {
  readonly scanned: ScannedPart | undefined;
  readonly checksum: number;
}

export function scanFilePart({ path, ...part }: PartToScan & InFile): Scanned {
  let checksum = 0;
  function* summed(): Generator<Uint8Array> {
    for (const bytes of readPieces(path, part)) {
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  }
  const scanned = scanPart({ ...part, wanted: part.wanted.map(withDigits) }, summed(), fieldTypes);
  return { scanned, checksum };
}

/** The same column without what cannot be cloned; undefined where another thread could not bring it back. */
export function withoutDigits(column: WantedColumn): WantedColumn | undefined {
  if (column.conversion === undefined) return column;
  const { currency, rates } = column.conversion;
  if (rates.digitsOf !== minorDigits) return undefined;
  const { digitsOf, ...plain } = rates;
  return { ...column, conversion: { currency, rates: plain as typeof rates } };
}

function withDigits(column: WantedColumn): WantedColumn {
  if (column.conversion === undefined) return column;
  const { currency, rates } = column.conversion;
  return { ...column, conversion: { currency, rates: { ...rates, digitsOf: minorDigits } } };
}

export interface HashedFile {
  readonly sha256: string;
  readonly size: number;
  readonly checksums: readonly number[];
}

/** Hashes a file to its end, and ranges of it, from one reading. */
export function hashFile({ path, ranges }: InFile & { readonly ranges: readonly Range[] }): HashedFile {
  const hash = createHash('sha256');
  const checksums = ranges.map(() => 0);
  let size = 0;
  for (const bytes of readPieces(path, { start: 0, end: Number.MAX_SAFE_INTEGER })) {
    hash.update(bytes);
    ranges.forEach(({ start, end }, index) => {
      const own = bytes.subarray(Math.max(0, start - size), Math.max(0, end - size));
      if (own.length > 0) checksums[index] = crc32(own, checksums[index]);
    });
    size += bytes.length;
  }
  return { sha256: hash.digest('hex'), size, checksums };
}

const module = import.meta.url;
export const surveyJob: Job<Range & InFile, RangeSurvey> = { module, name: 'surveyFileRange', run: surveyFileRange };
export const scanJob: Job<PartToScan & InFile, Scanned> = { module, name: 'scanFilePart', run: scanFilePart };
export const hashJob: Job<InFile & { readonly ranges: readonly Range[] }, HashedFile> = {
  module,
  name: 'hashFile',
  run: hashFile,
};
