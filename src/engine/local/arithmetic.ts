import type { Arithmetic } from '../../model/expression.ts';
import { maxUnits } from '../../model/value-type.ts';
import { add, divide, interpolate, multiply, power10, rescale, subtract } from '../../numeric/scaled.ts';
import { type BlockMemory, newBlocks } from './block-memory.ts';
import { countBounds, inFours, type NumericKernel } from './kernels.ts';

// Arithmetic over blocks. A loop works out all rows in doubles and rounds those that doubles settle, as `settle` in
// numeric/scaled.ts does; the others are done one by one by the functions there, and mark where a result did not fit.

const operations = { add, subtract, multiply, divide } as const;

export function arithmetic(
  op: Arithmetic['op'],
  [left, leftScale]: readonly [NumericKernel, number],
  [right, rightScale]: readonly [NumericKernel, number],
  scale: number,
  overflow: Uint8Array,
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const operate = operations[op];
  const own = memory.floats();
  const settle = settler(op, leftScale, rightScale, scale);
  const repair = (xs: Float64Array, ys: Float64Array, out: Float64Array, count: number) => {
    for (let i = 0; i < count; i++) {
      if (!Number.isNaN(out[i])) continue;
      const [x, y] = [xs[i], ys[i]];
      if (Number.isNaN(x) || Number.isNaN(y) || (op === 'divide' && y === 0)) continue;
      out[i] = operate(x, leftScale, y, rightScale, scale);
      if (Number.isNaN(out[i])) overflow[i] = 1;
    }
  };
  return (start, count, out = own) => {
    const xs = left(start, count);
    const ys = right(start, count);
    if (settle(xs, ys, out, count) > 0) repair(xs, ys, out, count);
    return out;
  };
}

/** Writes what doubles settle, NaN for the rest, and tells how many that are. */
type Settle = (xs: Float64Array, ys: Float64Array, out: Float64Array, count: number) => number;

function settler(op: Arithmetic['op'], leftScale: number, rightScale: number, scale: number): Settle {
  const none: Settle = (_xs, _ys, out, count) => out.fill(Number.NaN, 0, count) && count;
  if (op === 'add' || op === 'subtract') {
    if (leftScale > scale || rightScale > scale) return none;
    const leftFactor = power10(scale - leftScale);
    const rightFactor = power10(scale - rightScale) * (op === 'add' ? 1 : -1);
    return (xs, ys, out, count) => addBlock(xs, leftFactor, ys, rightFactor, out, count);
  }
  const digits = op === 'divide' ? scale - leftScale + rightScale : leftScale + rightScale - scale;
  if (digits < 0) return none;
  const factor = power10(digits);
  const work = op === 'divide' ? divideBlock : multiplyBlock;
  return (xs, ys, out, count) => {
    work(xs, ys, factor, out, count);
    return settleBlock(out, count);
  };
}

function addBlock(
  xs: Float64Array,
  leftFactor: number,
  ys: Float64Array,
  rightFactor: number,
  out: Float64Array,
  count: number,
): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    const x = xs[i] * leftFactor;
    const y = ys[i] * rightFactor;
    const sum = x + y + 0;
    if (Math.abs(x) <= maxUnits && Math.abs(y) <= maxUnits && Math.abs(sum) <= maxUnits) out[i] = sum;
    else {
      out[i] = Number.NaN;
      left++;
    }
  }
  return left;
}

function divideBlock(xs: Float64Array, ys: Float64Array, factor: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = (xs[i] * factor) / ys[i];
}

function multiplyBlock(xs: Float64Array, ys: Float64Array, divisor: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = (xs[i] * ys[i]) / divisor;
}

/** Rounds approximations good to 2^-50 relative; NaN where a tie is too near to tell. */
function settleBlock(out: Float64Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    const value = out[i];
    const size = Math.abs(value);
    const whole = Math.floor(size);
    const distance = size - whole - 0.5;
    if (size < 2 ** 50 && Math.abs(distance) > size * 2 ** -50) {
      const rounded = whole + (+(distance > 0) | 0);
      out[i] = value < 0 ? 0 - rounded : rounded;
    } else {
      out[i] = Number.NaN;
      left++;
    }
  }
  return left;
}

/** The same numbers at another scale. */
export function atScale(
  arg: NumericKernel,
  fromScale: number,
  toScale: number,
  overflow: Uint8Array,
  memory: BlockMemory = newBlocks,
): NumericKernel {
  if (fromScale === toScale) return arg;
  const own = memory.floats();
  const factor = power10(Math.max(0, toScale - fromScale));
  const divisor = power10(Math.max(0, fromScale - toScale));
  return (start, count, out = own) => {
    const values = arg(start, count);
    scaleBlock(values, factor, divisor, out, count);
    if (settleBlock(out, count) > 0) repairEach(values, out, overflow, count, (x) => rescale(x, fromScale, toScale));
    return out;
  };
}

function scaleBlock(values: Float64Array, factor: number, divisor: number, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = (values[i] * factor) / divisor;
}

/** Applies a function to the values that are there and have no result; where it gives none either they have overflowed. */
function repairEach(
  values: Float64Array,
  out: Float64Array,
  overflow: Uint8Array,
  count: number,
  apply: (units: number) => number,
): void {
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(out[i]) || Number.isNaN(values[i])) continue;
    out[i] = apply(values[i]);
    if (Number.isNaN(out[i])) overflow[i] = 1;
  }
}

/** Piecewise linear between knots, flat outside; all x in one scale once values are multiplied by `factor`. */
export function piecewise(
  arg: NumericKernel,
  factor: number,
  xs: readonly number[],
  ys: readonly number[],
  overflow: Uint8Array,
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const last = xs.length - 1;
  const exact = (units: number) => {
    const x = units * factor;
    if (x <= xs[0]) return ys[0];
    if (x >= xs[last]) return ys[last];
    let knot = 1;
    while (x > xs[knot]) knot++;
    return interpolate(x, xs[knot - 1], ys[knot - 1], xs[knot], ys[knot]);
  };
  const lines = linesThrough(xs, ys);
  const bounds = inFours(xs);
  const scaled = memory.floats();
  const places = memory.codes();
  const own = memory.floats();
  return (start, count, out = own) => {
    const values = arg(start, count);
    scaleBlock(values, factor, 1, scaled, count);
    places.fill(0, 0, count);
    countBounds(scaled, bounds, places, count);
    if (followLines(scaled, places, lines, out, count) > 0) repairEach(values, out, overflow, count, exact);
    return out;
  };
}

/** By how many knots a value has reached: where its line starts, how far it runs and how far it rises. */
interface Lines {
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly run: Float64Array;
  readonly rise: Float64Array;
}

function linesThrough(xs: readonly number[], ys: readonly number[]): Lines {
  const last = xs.length - 1;
  const between = (index: number) => index > 0 && index <= last;
  const each = (line: (index: number) => number) => Float64Array.from({ length: last + 2 }, (_, index) => line(index));
  return {
    fromX: each((index) => xs[Math.max(0, index - 1)]),
    fromY: each((index) => ys[Math.max(0, index - 1)]),
    run: each((index) => (between(index) ? xs[index] - xs[index - 1] : 1)),
    rise: each((index) => (between(index) ? ys[index] - ys[index - 1] : 0)),
  };
}

/** Writes NaN where a value is missing or doubles do not settle it, and tells how many these are. */
function followLines(
  xs: Float64Array,
  places: Int32Array,
  { fromX, fromY, run, rise }: Lines,
  out: Float64Array,
  count: number,
): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    const place = places[i];
    const product = (xs[i] - fromX[place]) * rise[place];
    const value = product / run[place];
    const size = Math.abs(value);
    const whole = Math.floor(size);
    const distance = size - whole - 0.5;
    if (Math.abs(product) <= maxUnits && size < 2 ** 50 && Math.abs(distance) > size * 2 ** -50) {
      const rounded = whole + (+(distance > 0) | 0);
      out[i] = fromY[place] + (value < 0 ? 0 - rounded : rounded);
    } else {
      out[i] = Number.NaN;
      left++;
    }
  }
  return left;
}
