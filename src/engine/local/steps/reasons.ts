import { ReasonTexts, toHundredths } from '../../../model/reason-texts.ts';
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
  const base = 2 ** Math.ceil(Math.log2(lost.length + 1));
  const write = writerOf(step, frame, places, base, lost);
  // In fours, as they are kept in order.
  const keys = Array.from({ length: 4 * Math.ceil(places.length / 4) }, () => new Float64Array(blockRows));
  const own = new Float64Array(blockRows);
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    for (const block of keys) block.fill(0, 0, count);
    let tooLarge = 0;
    for (let factor = 0; factor < lost.length; factor++) {
      tooLarge += makeKeys(lost[factor], base, base - 1 - factor, own, start, count);
      for (let at = 0; at < keys.length; at += 4) {
        keepLargest(keys[at], keys[at + 1], keys[at + 2], keys[at + 3], own, count);
      }
    }
    write(keys, tooLarge > 0, start, count);
  }
}

/** Writes the reasons of a block, from the keys of each place, largest first; where some are too large, not from these. */
type Write = (keys: readonly Float64Array[], isTooLarge: boolean, start: number, count: number) => void;

function writerOf(
  step: ReasonsStep,
  frame: Frame,
  places: readonly string[],
  base: number,
  lost: readonly Float64Array[],
): Write {
  const { type, factors, mostLost = maxUnits } = step;
  const texts = new ReasonTexts(factors);
  if (texts.hasRoomFor(mostLost)) {
    const reasons = places.map((name) => addUnwrittenCodes(frame, name, type, texts));
    return (keys, isTooLarge, start, count) => {
      for (let place = 0; place < places.length; place++) {
        const most = codeReasons(keys[place], base, texts.bits, reasons[place], start, count);
        if (isTooLarge || most > mostLost) throw new Error('a factor costs more than the plan says');
      }
    };
  }
  const reasons = places.map((name) => addUnwrittenCodes(frame, name, type, factors));
  const losses = places.map((name) => addUnwritten(frame, `${name}.lost`, pointsType));
  return (keys, isTooLarge, start, count) => {
    for (let place = 0; place < places.length; place++) {
      readKeys(keys[place], base, reasons[place], losses[place], start, count);
    }
    if (isTooLarge) for (let row = start; row < start + count; row++) sortReasons(lost, row, reasons, losses);
  };
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

/** Leaves the four largest keys of each row, and in `passed` the least of the five, without a jump that must be guessed. */
function keepLargest(
  first: Float64Array,
  second: Float64Array,
  third: Float64Array,
  fourth: Float64Array,
  passed: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const own = passed[i];
    const a = first[i];
    const b = second[i];
    const c = third[i];
    const d = fourth[i];
    const apartA = Math.abs(a - own);
    const ownA = (a + own - apartA) / 2;
    const apartB = Math.abs(b - ownA);
    const ownB = (b + ownA - apartB) / 2;
    const apartC = Math.abs(c - ownB);
    const ownC = (c + ownB - apartC) / 2;
    const apartD = Math.abs(d - ownC);
    first[i] = (a + own + apartA) / 2;
    second[i] = (b + ownA + apartB) / 2;
    third[i] = (c + ownB + apartC) / 2;
    fourth[i] = (d + ownC + apartD) / 2;
    passed[i] = (d + ownC - apartD) / 2;
  }
}

/** Tells the most that a factor cost. */
function codeReasons(
  keys: Float64Array,
  base: number,
  bits: number,
  reasons: Int32Array,
  start: number,
  count: number,
): number {
  // A power of two, so that this is exact.
  const part = 1 / base;
  let most = 0;
  for (let i = 0; i < count; i++) {
    const key = keys[i];
    const loss = Math.floor(key * part);
    if (loss > most) most = loss;
    reasons[start + i] = loss > 0 ? (toHundredths(loss) << bits) | (base - 1 - (key - loss * base)) : -1;
  }
  return most;
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
