import type { ReferenceBook } from '../../../model/previous.ts';
import type { QuantileBinStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';
import { ascendingOf, countBelow, referenceUnits } from '../reference/population.ts';
import { ceilingOf, quantilesOf, runQuantileBin } from '../steps/quantile-bin.ts';

/** Bins by the edges of the client's own book, which move with its value. */
export function placeQuantileBin(step: QuantileBinStep, frame: Frame, reference: ReferenceBook): void {
  if (step.cuts !== undefined) {
    runQuantileBin(step, frame);
    return;
  }
  const ascending = ascendingOf(reference, step.of, step.among);
  const [had, took] = [step.of, step.among].map((name) => referenceUnits(reference, name));
  const [values, among] = [step.of, step.among].map((name) => unitsOf(frame, name));
  const out = addUnits(frame, step.name, step.type);
  for (let row = 0; row < frame.rows; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    const before = reference.before[row];
    const own = took[before] === 1 ? had[before] : Number.NaN;
    const others = withoutOne(ascending, own);
    const edges = among[row] === 1 ? edgesWith(value, others, step.bins) : edgesOf(others, step.bins);
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]) bin++;
    out[row] = bin;
  }
}

interface Ordered {
  readonly count: number;
  readonly at: (place: number) => number;
  readonly below: (value: number) => number;
}

/** Ascending values but for one of those that equal `own`; all of them where that is missing. */
function withoutOne(ascending: Float64Array, own: number): Ordered {
  if (Number.isNaN(own)) {
    return {
      count: ascending.length,
      at: (place) => ascending[place],
      below: (value) => countBelow(ascending, value),
    };
  }
  const gone = countBelow(ascending, own);
  return {
    count: ascending.length - 1,
    at: (place) => ascending[place < gone ? place : place + 1],
    below: (value) => countBelow(ascending, value) - (own < value ? 1 : 0),
  };
}

/** Least whole values of the bins behind the first. */
function edgesOf({ at, count }: Ordered, bins: number): number[] {
  return quantilesOf(at, count, bins).map(({ numerator, denominator }) => Number(ceilingOf(numerator, denominator)));
}

function edgesWith(value: number, others: Ordered, bins: number): number[] {
  const own = others.below(value);
  const at = (place: number) => (place === own ? value : others.at(place < own ? place : place - 1));
  return edgesOf({ ...others, at, count: others.count + 1 }, bins);
}
