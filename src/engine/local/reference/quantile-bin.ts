import type { ReferenceBook } from '../../../model/previous.ts';
import { decimal } from '../../../numeric/decimal.ts';
import type { QuantileBinStep } from '../../../plan/step.ts';
import type { Frame } from '../frame.ts';
import { ceilingOf, quantiles, runQuantileBin } from '../steps/quantile-bin.ts';
import { ascendingOf } from './population.ts';

/** Bins by the edges of the reference, which one client's own value does not move: they are held as they were. */
export function placeQuantileBin(step: QuantileBinStep, frame: Frame, reference: ReferenceBook): void {
  const scale = frame.columns.get(step.of)?.type.scale ?? 0;
  // A whole number of units reaches an edge when it reaches the edge's ceiling, so that no fraction is lost.
  const cuts =
    step.cuts ??
    quantiles(ascendingOf(reference, step.of, step.among), step.bins).map(({ numerator, denominator }) =>
      decimal(ceilingOf(numerator, denominator), scale),
    );
  runQuantileBin({ ...step, cuts }, frame);
}
