import type { ReferenceBook } from '../../../model/previous.ts';
import { maxUnits } from '../../../model/value-type.ts';
import { bigPower10, divide, divideRounded } from '../../../numeric/scaled.ts';
import type { CumulativeShareStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';
import { countBefore, forEachPlaced, type Ranking, rankingIn, sortOnce } from './population.ts';

/** The running share up to a client, its own value put in for the one that it had. */
export function placeCumulativeShare(step: CumulativeShareStep, frame: Frame, reference: ReferenceBook): void {
  const ranking = rankingIn(reference, step.of, step.among);
  const sums = sortOnce(reference, `sums ${step.of} ${step.among}`, () => sumsBefore(ranking));
  const among = unitsOf(frame, step.among);
  const out = addUnits(frame, step.name, step.type);
  const { scale } = step.type;
  forEachPlaced(step, frame, reference, (row, value, own, place) => {
    if (among[row] !== 1) return;
    const before = sums[countBefore(ranking, value, place)];
    const added = Math.max(0, value);
    const had = Number.isNaN(own) ? 0 : Math.max(0, own);
    const taken = own > value ? had : 0;
    const whole = sums[ranking.rows.length];
    if (typeof whole === 'number' && typeof before === 'number' && whole - had + added <= maxUnits) {
      out[row] = divide(before - taken + added, 0, whole - had + added, 0, scale);
      return;
    }
    const total = BigInt(whole) - BigInt(had) + BigInt(added);
    if (total === 0n) return;
    const running = BigInt(before) - BigInt(taken) + BigInt(added);
    out[row] = Number(divideRounded(running * bigPower10(scale), total));
  });
}

/** Sums of the positive values before each place, and of all of them at the end; BigInts where doubles cannot hold them. */
function sumsBefore({ values }: Ranking): Float64Array | bigint[] {
  const sums = new Float64Array(values.length + 1);
  for (let place = 0; place < values.length; place++) {
    sums[place + 1] = sums[place] + Math.max(0, values[place]);
    if (sums[place + 1] > maxUnits) return bigSumsBefore(values);
  }
  return sums;
}

function bigSumsBefore(values: Float64Array): bigint[] {
  const sums = [0n];
  let sum = 0n;
  for (const value of values) {
    if (value > 0) sum += BigInt(value);
    sums.push(sum);
  }
  return sums;
}
