import { pointsType } from '../../../plan/expressions.ts';
import type { ReasonsStep } from '../../../plan/step.ts';
import { addCodes, addUnwritten, type Frame, unitsOf } from '../frame.ts';
import { blockRows } from '../kernels.ts';

/**
 * The factors that cost a client most, weighted; a factor that was not scored is no reason. Factor by factor over blocks of
 * rows: a later one goes before an earlier one only where it costs more.
 */
export function runReasons(step: ReasonsStep, frame: Frame): void {
  const lost = step.factors.map((factor) => unitsOf(frame, `lost.${factor}`));
  const reasons = Array.from({ length: step.most }, (_, place) =>
    addCodes(frame, `${step.name}.${place + 1}`, step.type, step.factors),
  );
  const losses = reasons.map((_, place) => addUnwritten(frame, `${step.name}.${place + 1}.lost`, pointsType));
  const most = reasons.map(() => new Float64Array(blockRows));
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    for (const column of most) column.fill(0, 0, count);
    for (let factor = 0; factor < lost.length; factor++) {
      insertFactor(factor, lost[factor], most, reasons, start, count);
    }
    for (const [place, column] of most.entries()) {
      for (let i = 0; i < count; i++) losses[place][start + i] = column[i] > 0 ? column[i] : Number.NaN;
    }
  }
}

/** Puts a factor behind all that cost as much or more; the last place falls out. */
function insertFactor(
  factor: number,
  lost: Float64Array,
  most: readonly Float64Array[],
  reasons: readonly Int32Array[],
  start: number,
  count: number,
): void {
  const last = most.length - 1;
  if (last < 0) return;
  const least = most[last];
  for (let i = 0; i < count; i++) {
    const value = lost[start + i];
    if (!(value > least[i])) continue;
    let place = last;
    for (; place > 0 && value > most[place - 1][i]; place--) {
      most[place][i] = most[place - 1][i];
      reasons[place][start + i] = reasons[place - 1][start + i];
    }
    most[place][i] = value;
    reasons[place][start + i] = factor;
  }
}
