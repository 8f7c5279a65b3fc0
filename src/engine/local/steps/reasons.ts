import { ReasonTexts, toHundredths } from '../../../model/reason-texts.ts';
import { maxUnits } from '../../../model/value-type.ts';
import { pointsType } from '../../../plan/expressions.ts';
import type { ReasonsStep } from '../../../plan/step.ts';
import { blockRows } from '../block-memory.ts';
import { addUnwritten, addUnwrittenCodes, type Frame, unitsOf } from '../frame.ts';

/** Places that the keys are kept in order for. */
const quickPlaces = 4;

/**
 * The factors that cost a client most, weighted; a factor that was not scored is no reason. What a factor cost and its place
 * from behind are one whole number, so that the larger goes first: it cost more, or as much and stands earlier in the rubric.
 */
export function runReasons(step: ReasonsStep, frame: Frame): void {
  const lost = step.factors.map((factor) => unitsOf(frame, `lost.${factor}`));
  const base = 2 ** Math.ceil(Math.log2(lost.length + 1));
  const target = targetOf(step, frame, base);
  const keys = Array.from({ length: quickPlaces }, () => new Float64Array(blockRows));
  const [first, second, third, fourth] = keys;
  const none = new Float64Array(blockRows).fill(Number.NaN);
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    for (const block of keys) block.fill(0, 0, count);
    let isQuick = step.most <= quickPlaces;
    for (let factor = 0; factor < lost.length && isQuick; factor += 2) {
      const one = lost[factor].subarray(start, start + count);
      const other = lost[factor + 1]?.subarray(start, start + count) ?? none;
      isQuick = keepLargest(one, other, base, base - 1 - factor, first, second, third, fourth, count) === 0;
    }
    if (isQuick) for (let place = 0; place < step.most; place++) target.read(keys[place], place, start, count);
    else for (let row = start; row < start + count; row++) sortReasons(lost, row, step.most, target);
  }
}

/** Where the reasons go. */
interface Target {
  /** All of a place in a block. */
  readonly read: (keys: Float64Array, place: number, start: number, count: number) => void;
  /** One of a row; −1 is no factor. */
  readonly put: (place: number, row: number, factor: number, loss: number) => void;
}

function targetOf(step: ReasonsStep, frame: Frame, base: number): Target {
  const { type, factors, mostLost = maxUnits } = step;
  const names = Array.from({ length: step.most }, (_, place) => `${step.name}.${place + 1}`);
  const texts = new ReasonTexts(factors, mostLost);
  if (!texts.fits) {
    const reasons = names.map((name) => addUnwrittenCodes(frame, name, type, factors));
    const losses = names.map((name) => addUnwritten(frame, `${name}.lost`, pointsType));
    return {
      read: (keys, place, start, count) => readKeys(keys, base, reasons[place], losses[place], start, count),
      put: (place, row, factor, loss) => {
        reasons[place][row] = factor;
        losses[place][row] = loss;
      },
    };
  }
  const reasons = names.map((name) => addUnwrittenCodes(frame, name, type, texts));
  const check = (loss: number) => {
    if (loss > mostLost) throw new Error('a factor costs more than the plan says');
  };
  return {
    read: (keys, place, start, count) => check(codeReasons(keys, base, texts.bits, reasons[place], start, count)),
    put: (place, row, factor, loss) => {
      check(loss);
      reasons[place][row] = factor < 0 ? -1 : texts.codeOf(factor, loss);
    },
  };
}

/**
 * Puts what two factors cost, and their places, among the four largest of each row, without a jump that the processor must
 * guess; of two numbers the larger is their mean and half their distance. Tells how many losses are too large for that.
 */
function keepLargest(
  one: Float64Array,
  other: Float64Array,
  base: number,
  place: number,
  first: Float64Array,
  second: Float64Array,
  third: Float64Array,
  fourth: Float64Array,
  count: number,
): number {
  // A sum of two keys must be whole, too.
  const largest = maxUnits / (2 * base) - 1;
  let tooLarge = 0;
  for (let i = 0; i < count; i++) {
    const a = first[i];
    const b = second[i];
    const c = third[i];
    const d = fourth[i];

    // Who cost nothing is below every key that counts.
    const loss = one[i];
    const key = Number.isNaN(loss) ? 0 : loss * base + place;
    const fromA = Math.abs(a - key);
    const passedA = (a + key - fromA) / 2;
    const fromB = Math.abs(b - passedA);
    const passedB = (b + passedA - fromB) / 2;
    const fromC = Math.abs(c - passedB);
    const passedC = (c + passedB - fromC) / 2;
    const fromD = Math.abs(d - passedC);

    const a2 = (a + key + fromA) / 2;
    const b2 = (b + passedA + fromB) / 2;
    const c2 = (c + passedB + fromC) / 2;
    const d2 = (d + passedC + fromD) / 2;

    const loss2 = other[i];
    const key2 = Number.isNaN(loss2) ? 0 : loss2 * base + (place - 1);
    const fromA2 = Math.abs(a2 - key2);
    const passedA2 = (a2 + key2 - fromA2) / 2;
    const fromB2 = Math.abs(b2 - passedA2);
    const passedB2 = (b2 + passedA2 - fromB2) / 2;
    const fromC2 = Math.abs(c2 - passedB2);
    const passedC2 = (c2 + passedB2 - fromC2) / 2;

    first[i] = (a2 + key2 + fromA2) / 2;
    second[i] = (b2 + passedA2 + fromB2) / 2;
    third[i] = (c2 + passedB2 + fromC2) / 2;
    fourth[i] = (d2 + passedC2 + Math.abs(d2 - passedC2)) / 2;
    tooLarge += (+(Math.abs(loss) > largest) | 0) + (+(Math.abs(loss2) > largest) | 0);
  }
  return tooLarge;
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
function sortReasons(lost: readonly Float64Array[], row: number, most: number, target: Target): void {
  const costly = [...lost.keys()].filter((factor) => lost[factor][row] > 0);
  costly.sort((a, b) => lost[b][row] - lost[a][row] || a - b);
  for (let place = 0; place < most; place++) {
    const factor = costly[place] ?? -1;
    target.put(place, row, factor, factor < 0 ? Number.NaN : lost[factor][row]);
  }
}
