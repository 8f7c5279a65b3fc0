import { maxUnits } from '../../../model/value-type.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { ReasonsStep } from '../../../plan/step.ts';
import { addUnwritten, addUnwrittenCodes, type Frame, unitsOf } from '../frame.ts';
import { blockRows } from '../kernels.ts';

/**
 * The factors that cost a client most, weighted; a factor that was not scored is no reason. What a factor cost and its place
 * from behind are one whole number, so that the larger goes first: it cost more, or as much and stands earlier in the rubric.
 */
export function runReasons(step: ReasonsStep, frame: Frame): void {
  const lost = step.factors.map((factor) => unitsOf(frame, `lost.${factor}`));
  const places = Array.from({ length: step.most }, (_, place) => `${step.name}.${place + 1}`);
  const reasons = places.map((name) => addUnwrittenCodes(frame, name, step.type, step.factors));
  const losses = places.map((name) => addUnwritten(frame, `${name}.lost`, pointsType));
  const base = 2 ** Math.ceil(Math.log2(lost.length + 1));
  const most = places.map(() => new Float64Array(blockRows));
  const own = new Float64Array(blockRows);
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    for (const keys of most) keys.fill(0, 0, count);
    let tooLarge = 0;
    for (let factor = 0; factor < lost.length; factor++) {
      tooLarge += makeKeys(lost[factor], base, base - 1 - factor, own, start, count);
      for (const keys of most) keepLarger(keys, own, count);
    }
    for (const [place, keys] of most.entries()) readKeys(keys, base, reasons[place], losses[place], start, count);
    if (tooLarge > 0) for (let row = start; row < start + count; row++) sortReasons(lost, row, reasons, losses);
  }
}

/** Tells how many losses are too large to stand beside a place; who cost nothing is below every key that counts. */
function makeKeys(
  lost: Float64Array,
  base: number,
  place: number,
  keys: Float64Array,
  start: number,
  count: number,
): number {
  // A sum of two keys must be whole, too.
  const largest = maxUnits / (2 * base) - 1;
  let tooLarge = 0;
  for (let i = 0; i < count; i++) {
    const loss = lost[start + i];
    keys[i] = Number.isNaN(loss) ? 0 : loss * base + place;
    tooLarge += +(Math.abs(loss) > largest) | 0;
  }
  return tooLarge;
}

/** Leaves the larger key of each row and hands on the other, without a jump that the processor must guess. */
function keepLarger(keys: Float64Array, passed: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const both = keys[i] + passed[i];
    const apart = Math.abs(keys[i] - passed[i]);
    keys[i] = (both + apart) / 2;
    passed[i] = (both - apart) / 2;
  }
}

function readKeys(
  keys: Float64Array,
  base: number,
  reasons: Int32Array,
  losses: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const key = keys[i];
    const loss = Math.floor(key / base);
    if (loss > 0) {
      reasons[start + i] = base - 1 - (key - loss * base);
      losses[start + i] = loss;
    } else {
      reasons[start + i] = -1;
      losses[start + i] = Number.NaN;
    }
  }
}

/** The same for one client, whatever it lost. */
function sortReasons(
  lost: readonly Float64Array[],
  row: number,
  reasons: readonly Int32Array[],
  losses: readonly Float64Array[],
): void {
  const costly = [...lost.keys()].filter((factor) => lost[factor][row] > 0);
  costly.sort((a, b) => lost[b][row] - lost[a][row] || a - b);
  for (let place = 0; place < reasons.length; place++) {
    reasons[place][row] = costly[place] ?? -1;
    losses[place][row] = costly[place] === undefined ? Number.NaN : lost[costly[place]][row];
  }
}
