import { createJob } from '../../parallel/crew.ts';
import { sharedBytes, sharedRows } from '../../parallel/shared-memory.ts';
import type { PooledTexts } from '../../text/text-pool.ts';

// What a column's rows in another order take, as jobs for any thread: `into[places[row]]` becomes what `row` has, and rows
// whose place is negative are left out. To read in order and write all over is a quarter of the work of reading all over:
// what is written is not waited for.

interface ValuesToPlace {
  readonly values: Float64Array;
  readonly places: Int32Array;
  readonly into: Float64Array;
}

export function placeValues({ values, places, into }: ValuesToPlace): void {
  for (let row = 0; row < places.length; row++) {
    const place = places[row];
    if (place >= 0) into[place] = values[row];
  }
}

interface CodesToPlace {
  readonly codes: Int32Array;
  readonly places: Int32Array;
  readonly into: Int32Array;
  /** What each code becomes, from −1 (missing) on; by default it stays as it is. */
  readonly become?: Int32Array;
}

export function placeCodes({ codes, places, into, become }: CodesToPlace): void {
  if (become === undefined) {
    for (let row = 0; row < places.length; row++) {
      const place = places[row];
      if (place >= 0) into[place] = codes[row];
    }
    return;
  }
  for (let row = 0; row < places.length; row++) {
    const place = places[row];
    if (place >= 0) into[place] = become[codes[row] + 1];
  }
}

interface CodesToFind {
  readonly codes: Int32Array;
  readonly places: Int32Array;
  /** How many codes there are. */
  readonly size: number;
}

/** Gives 1 for each code that occurs in a row with a place. */
export function findCodes({ codes, places, size }: CodesToFind): Uint8Array {
  const used = new Uint8Array(size);
  for (let row = 0; row < places.length; row++) if (places[row] >= 0 && codes[row] >= 0) used[codes[row]] = 1;
  return used;
}

interface TextsToGather {
  readonly codes: Int32Array;
  readonly pool: PooledTexts;
  readonly rows: Uint32Array;
  readonly into: Int32Array;
}

/** Gives a pool with the text of each row that has one, in their order; `into[n]` becomes the code of `rows[n]` there. */
export function gatherTexts({ codes, pool, rows, into }: TextsToGather): PooledTexts {
  // Where they stand is gathered first: places that do not depend on each other are fetched at once.
  const { bytes, ends } = pool;
  const starts = new Float64Array(rows.length);
  const all = new Float64Array(rows.length);
  let count = 0;
  let size = 0;
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index]];
    into[index] = code < 0 ? -1 : count;
    if (code < 0) continue;
    const start = code === 0 ? 0 : ends[code - 1];
    size += ends[code] - start;
    starts[count] = start;
    all[count++] = size;
  }
  const own = { bytes: sharedBytes(size), ends: sharedRows(count) };
  own.ends.set(all.subarray(0, count));
  copyTexts(bytes, starts, own.bytes, own.ends);
  return own;
}

function copyTexts(bytes: Uint8Array, starts: Float64Array, into: Uint8Array, ends: Uint32Array): void {
  let at = 0;
  for (let text = 0; text < ends.length; text++) {
    const end = ends[text];
    for (let from = starts[text]; at < end; at++, from++) into[at] = bytes[from];
  }
}

export const placeValuesJob = createJob('placeValues', placeValues);
export const placeCodesJob = createJob('placeCodes', placeCodes);
export const findCodesJob = createJob('findCodes', findCodes);
export const gatherTextsJob = createJob('gatherTexts', gatherTexts);
