import type { Expr } from '../../../model/expression.ts';
import type { ComputeStep } from '../../../plan/step.ts';
import { type Bindings, bindNumber, bindText, isTextual } from '../evaluate.ts';
import { addCodes, addUnwritten, type Frame } from '../frame.ts';
import { blockRows } from '../kernels.ts';

/** Evaluates an expression block by block and counts overflows and gaps. */
export function runCompute(step: ComputeStep, frame: Frame): void {
  const bindings: Bindings = { ...frame, overflow: new Uint8Array(blockRows) };
  const textual = isTextual(step.type);
  const write = textual ? writeTexts(step, frame, bindings) : writeNumbers(step, frame, bindings);
  const missing = new Uint8Array(blockRows);
  const gap = step.gap === undefined ? undefined : presence(step.gap.of, bindings);
  let overflows = 0;
  let gaps = 0;
  for (let start = 0; start < frame.rows; start += blockRows) {
    const count = Math.min(blockRows, frame.rows - start);
    bindings.overflow.fill(0, 0, count);
    if (write(start, count, missing) === 0) continue;
    const expected = gap?.(start, count);
    for (let i = 0; i < count; i++) {
      if (missing[i] === 0) continue;
      if (bindings.overflow[i] === 1) overflows++;
      else if (expected?.[i] === 1) gaps++;
    }
  }
  if (overflows > 0) frame.findings.push({ code: 'derived-out-of-bounds', step: step.name, count: overflows });
  if (gaps > 0 && step.gap !== undefined) frame.findings.push({ code: step.gap.code, step: step.name, count: gaps });
}

/** Marks the rows without a value and counts them. */
type Write = (start: number, count: number, missing: Uint8Array) => number;

function writeNumbers(step: ComputeStep, frame: Frame, bindings: Bindings): Write {
  const kernel = bindNumber(step.expr, bindings);
  const target = addUnwritten(frame, step.name, step.type);
  return (start, count, missing) => {
    const values = kernel(start, count);
    let lacking = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      target[start + i] = value;
      missing[i] = Number.isNaN(value) ? 1 : 0;
      lacking += missing[i];
    }
    return lacking;
  };
}

function writeTexts(step: ComputeStep, frame: Frame, bindings: Bindings): Write {
  const kernel = bindText(step.expr, bindings);
  const target = addCodes(frame, step.name, step.type, kernel.dictionary);
  return (start, count, missing) => {
    const codes = kernel.codes(start, count);
    let lacking = 0;
    for (let i = 0; i < count; i++) {
      target[start + i] = codes[i];
      missing[i] = codes[i] < 0 ? 1 : 0;
      lacking += missing[i];
    }
    return lacking;
  };
}

/** 1 where the expression has a value. */
function presence(of: Expr, bindings: Bindings): (start: number, count: number) => Uint8Array {
  const out = new Uint8Array(blockRows);
  if (isTextual(of.type)) {
    const kernel = bindText(of, bindings);
    return (start, count) => {
      const codes = kernel.codes(start, count);
      for (let i = 0; i < count; i++) out[i] = codes[i] < 0 ? 0 : 1;
      return out;
    };
  }
  const kernel = bindNumber(of, bindings);
  return (start, count) => {
    const values = kernel(start, count);
    for (let i = 0; i < count; i++) out[i] = Number.isNaN(values[i]) ? 0 : 1;
    return out;
  };
}
