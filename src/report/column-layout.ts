import type { TextColumn } from '../model/table.ts';

// How the values of a column are laid out in a file of columns/ (columns.ts says what each encoding is).

export type Layout =
  | { readonly encoding: 'plain' }
  | { readonly encoding: 'steps'; readonly base: number; readonly step: number; readonly bytes: CodeBytes }
  | { readonly encoding: 'codes'; readonly bytes: CodeBytes; readonly values: readonly string[] | readonly number[] }
  | { readonly encoding: 'lines' };

export type CodeBytes = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export function layOutNumbers(values: Float64Array): Exclude<Layout, { readonly encoding: 'codes' | 'lines' }> {
  const { base, step, codes } = stepsOf(values);
  if (codes > Number.MAX_SAFE_INTEGER - 1) return { encoding: 'plain' };
  return { encoding: 'steps', base, step, bytes: widthFor(codes) };
}

export interface CategoryLayout {
  readonly encoding: 'codes';
  readonly bytes: CodeBytes;
  readonly values: readonly string[];
}

/**
 * Only entries that occur, in the order of their first row: the bytes do not depend on how the dictionary came about. `own` is
 * the code in the file by that of the dictionary plus one; 0 for missing, and where no row has it.
 */
export function layOutCategories({ codes, dictionary }: Pick<TextColumn, 'codes' | 'dictionary'>): {
  readonly layout: CategoryLayout;
  readonly own: Int32Array;
} {
  const codeOf = new Map<string, number>();
  const own = new Int32Array(dictionary.length + 1);
  let unseen = dictionary.length;
  for (let row = 0; row < codes.length && unseen > 0; row++) {
    const code = codes[row];
    if (code < 0 || own[code + 1] !== 0) continue;
    const text = dictionary.at(code) as string;
    if (!codeOf.has(text)) codeOf.set(text, codeOf.size + 1);
    own[code + 1] = codeOf.get(text) as number;
    unseen--;
  }
  return { layout: { encoding: 'codes', bytes: widthFor(codeOf.size), values: [...codeOf.keys()] }, own };
}

/** Rows that are still in the nearest cache when they are gone through again. */
const blockRows = 2048;

/** Least value, greatest common step and number of codes of the present values. */
function stepsOf(values: Float64Array): { base: number; step: number; codes: number } {
  let first = 0;
  while (first < values.length && Number.isNaN(values[first])) first++;
  if (first === values.length) return { base: 0, step: 1, codes: 0 };
  const span = { least: values[first], most: values[first] };
  let step = 0;
  for (let start = first; start < values.length; start += blockRows) {
    const block = values.subarray(start, start + blockRows);
    widenSpan(span, block);
    // The distances from any one value have the common divisor of those from the least.
    if (step !== 1) step = commonStep(block, values[first], step);
  }
  const { least, most } = span;
  // A span past 2^53 would not subtract exactly.
  if (!Number.isSafeInteger(most - least + 1)) return { base: 0, step: 1, codes: Number.MAX_SAFE_INTEGER };
  return step === 0 ? { base: least, step: 1, codes: 1 } : { base: least, step, codes: (most - least) / step + 1 };
}

function widenSpan(span: { least: number; most: number }, values: Float64Array): void {
  let { least, most } = span;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  span.least = least;
  span.most = most;
}

/** The greatest common divisor of `known`, 0 for none, and the distances from `from`; at once when that is 1. */
function commonStep(values: Float64Array, from: number, known: number): number {
  let step = known;
  for (let row = 0; row < values.length; row++) {
    const distance = values[row] - from;
    // Most values are multiples of the step already; a division says so sooner than the remainders below.
    if (step !== 0 && Math.floor(distance / step) * step === distance) continue;
    if (Number.isNaN(distance)) continue;
    step = commonDivisor(Math.abs(distance), step);
    if (step === 1) return 1;
  }
  return step;
}

function commonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Of codes from 0 to so many. */
function widthFor(codes: number): CodeBytes {
  let bytes = 1;
  for (let past = 2 ** 8; past <= codes; past *= 2 ** 8) bytes++;
  return bytes as CodeBytes;
}
