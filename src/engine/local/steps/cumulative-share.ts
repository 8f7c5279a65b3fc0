import { maxUnits } from '../../../model/value-type.ts';
import { blockEnd } from '../../../numeric/blocks.ts';
import { shareOf } from '../../../numeric/even-shares.ts';
import { backToRows, orderRows } from '../../../numeric/order.ts';
import { bigPower10, divideRounded, power10 } from '../../../numeric/scaled.ts';
import { keyWord, mostKey, rowWord, sortMemory } from '../../../numeric/sort-memory.ts';
import { ExactSum } from '../../../numeric/sum.ts';
import type { CumulativeShareStep } from '../../../plan/step.ts';
import { addUnwritten, type Frame, unitsOf } from '../frame.ts';

/** Running share of the positive total, largest first; missing for all where that total is 0. */
export function runCumulativeShare(step: CumulativeShareStep, frame: Frame): void {
  const [values, among] = [unitsOf(frame, step.of), unitsOf(frame, step.among)];
  const total = sumPositive(values, among);
  const order = orderRows(values, among, -1, sortMemory);
  const { words, count } = order;
  const out = addUnwritten(frame, step.name, step.type);
  if (total === 0n || count < frame.rows) out.fill(Number.NaN);
  if (total === 0n) return;
  const factor = power10(step.type.scale);
  if (total > BigInt(maxUnits) || factor > mostKey) {
    shareLarge(values, words, count, total, step.type.scale, out);
    return;
  }
  const whole = Number(total);
  const ordered = new Float64Array(blockEnd(blockEnd(0, count), count));
  let running = 0;
  for (let from = 0; from < count; from = blockEnd(from, count)) {
    const to = blockEnd(from, count);
    gatherBlock(values, words, from, to, ordered);
    running = shareBlock(ordered, words, from, to, running, whole, factor);
  }
  const pairs = backToRows(order, frame.rows);
  for (let from = 0; from < count; from = blockEnd(from, count)) writeBlock(pairs, from, blockEnd(from, count), out);
}

function sumPositive(values: Float64Array, among: Float64Array): bigint {
  const total = new ExactSum();
  for (let from = 0, to = 0; from < values.length; from = to) {
    to = blockEnd(from, values.length);
    const sum = sumBlock(values, among, from, to);
    // It only grows, so one that ends below 2^53 was below it, and exact, all the way.
    if (sum <= maxUnits) total.add(sum);
    else for (let row = from; row < to; row++) if (among[row] === 1 && values[row] > 0) total.add(values[row]);
  }
  return total.total;
}

function sumBlock(values: Float64Array, among: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) if (among[row] === 1 && values[row] > 0) sum += values[row];
  return sum;
}

/** Eight values are asked for before the first is put down, since rows jump about in the column. */
function gatherBlock(values: Float64Array, words: Int32Array, from: number, to: number, into: Float64Array): void {
  let place = from;
  for (; place + 8 <= to; place += 8) {
    const at = 2 * place + rowWord;
    const a = values[words[at]];
    const b = values[words[at + 2]];
    const c = values[words[at + 4]];
    const d = values[words[at + 6]];
    const e = values[words[at + 8]];
    const f = values[words[at + 10]];
    const g = values[words[at + 12]];
    const h = values[words[at + 14]];
    into[place - from] = a;
    into[place - from + 1] = b;
    into[place - from + 2] = c;
    into[place - from + 3] = d;
    into[place - from + 4] = e;
    into[place - from + 5] = f;
    into[place - from + 6] = g;
    into[place - from + 7] = h;
  }
  for (; place < to; place++) into[place - from] = values[words[2 * place + rowWord]];
}

/** Takes shares for keys; gives the sum up to the end of the block. */
function shareBlock(
  ordered: Float64Array,
  words: Int32Array,
  from: number,
  to: number,
  before: number,
  whole: number,
  factor: number,
): number {
  let running = before;
  for (let place = from; place < to; place++) {
    running += Math.max(ordered[place - from], 0);
    words[2 * place + keyWord] = shareOf(running, whole, factor);
  }
  return running;
}

function writeBlock(words: Int32Array, from: number, to: number, out: Float64Array): void {
  for (let index = from; index < to; index++) out[words[2 * index + rowWord]] = words[2 * index + keyWord];
}

/** The same past what a double, or a key, counts. */
function shareLarge(
  values: Float64Array,
  words: Int32Array,
  count: number,
  total: bigint,
  scale: number,
  out: Float64Array,
): void {
  let running = 0n;
  for (let place = 0; place < count; place++) {
    const row = words[2 * place + rowWord];
    if (values[row] > 0) running += BigInt(values[row]);
    out[row] = Number(divideRounded(running * bigPower10(scale), total));
  }
}
