import type { Job } from '../../parallel/crew.ts';
import { sharedBytes, sharedRows } from '../../parallel/shared-memory.ts';
import type { PooledTexts } from '../../text/text-pool.ts';

// What a column's rows in another order take, as jobs for any thread: `into[n]` becomes what `rows[n]` has.

interface ValuesToGather {
  readonly values: Float64Array;
  readonly rows: Uint32Array;
  readonly into: Float64Array;
}

export function gatherValues({ values, rows, into }: ValuesToGather): void {
  for (let index = 0; index < rows.length; index++) into[index] = values[rows[index]];
}

interface CodesToGather {
  readonly codes: Int32Array;
  readonly rows: Uint32Array;
  readonly into: Int32Array;
  /** How many codes there are. */
  readonly size: number;
}

/** Gives 1 for each code below `size` that occurs. */
export function gatherCodes({ codes, rows, into, size }: CodesToGather): Uint8Array {
  const used = new Uint8Array(size);
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index]];
    into[index] = code;
    if (code >= 0) used[code] = 1;
  }
  return used;
}

interface TextsToGather {
  readonly codes: Int32Array;
  readonly pool: PooledTexts;
  readonly rows: Uint32Array;
  readonly into: Int32Array;
}

/** Gives a pool with the text of each row that has one, in their order. */
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

const module = import.meta.url;
export const gatherValuesJob: Job<ValuesToGather, void> = { module, name: 'gatherValues', run: gatherValues };
export const gatherCodesJob: Job<CodesToGather, Uint8Array> = { module, name: 'gatherCodes', run: gatherCodes };
export const gatherTextsJob: Job<TextsToGather, PooledTexts> = { module, name: 'gatherTexts', run: gatherTexts };
