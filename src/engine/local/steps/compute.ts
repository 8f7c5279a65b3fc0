import type { Expr } from '../../../model/expression.ts';
import { isText } from '../../../model/table.ts';
import type { ComputeStep } from '../../../plan/step.ts';
import { blockRows, KeptBlocks } from '../block-memory.ts';
import { type Bindings, bindNumber, bindText, isTextual } from '../evaluate.ts';
import { addSameUnits, addUnwritten, addUnwrittenCodes, type Frame } from '../frame.ts';
import { countGaps, countOverflows, flagCodes, flagNumbers, isAnySet } from '../loops.ts';

/** What the expressions of this thread are worked out in, one after the other. */
const memory = new KeptBlocks();

/** Evaluates an expression block by block and counts overflows and gaps. */
export function runCompute(step: ComputeStep, frame: Frame): void {
  memory.borrow(() => computeColumn(step, frame));
}

function computeColumn(step: ComputeStep, frame: Frame): void {
  const { columns, parameters, rows } = frame;
  const bare = bareUnits(step, columns);
  if (bare !== undefined) {
    addSameUnits(frame, step.name, step.type, bare);
    return;
  }
  const overflow = new Uint8Array(blockRows);
  const overflowWords = new Int32Array(overflow.buffer);
  const bindings: Bindings = { columns, parameters, overflow, memory };
  const writer = isTextual(step.type) ? textWriter(step, frame, bindings) : numberWriter(step, frame, bindings);
  const absent = step.gap && absence(step.gap.of, bindings);
  const missing = new Uint8Array(blockRows);
  let overflows = 0;
  let gaps = 0;
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    overflow.fill(0);
    writer.write(start, count);
    const isOverflown = isAnySet(overflowWords);
    if (isOverflown || absent) writer.flagMissing(start, count, missing);
    if (isOverflown) overflows += countOverflows(missing, overflow, count);
    if (absent) gaps += countGaps(missing, overflow, absent(start, count), count);
  }
  if (overflows > 0) frame.findings.push({ code: 'derived-out-of-bounds', step: step.name, count: overflows });
  if (gaps > 0 && step.gap !== undefined) frame.findings.push({ code: step.gap.code, step: step.name, count: gaps });
}

/** The units of the column that the expression is, where it is nothing else. */
function bareUnits({ expr, type, gap }: ComputeStep, columns: Frame['columns']): Float64Array | undefined {
  if (expr.op !== 'column' || gap !== undefined) return undefined;
  const column = columns.get(expr.name);
  if (column === undefined || isText(column) || column.type.scale !== type.scale) return undefined;
  return column.values;
}

/** Works out a block of the column, and tells which of its rows have no value. */
interface Writer {
  readonly write: (start: number, count: number) => void;
  readonly flagMissing: (start: number, count: number, missing: Uint8Array) => void;
}

function numberWriter(step: ComputeStep, frame: Frame, bindings: Bindings): Writer {
  const kernel = bindNumber(step.expr, bindings);
  const target = addUnwritten(frame, step.name, step.type);
  return {
    write: (start, count) => {
      const own = target.subarray(start, start + count);
      const made = kernel(start, count, own);
      if (made !== own) own.set(made.subarray(0, count));
    },
    flagMissing: (start, count, missing) => flagNumbers(target.subarray(start, start + count), missing, count),
  };
}

function textWriter(step: ComputeStep, frame: Frame, bindings: Bindings): Writer {
  const kernel = bindText(step.expr, bindings);
  const target = addUnwrittenCodes(frame, step.name, step.type, kernel.dictionary);
  return {
    write: (start, count) => {
      const own = target.subarray(start, start + count);
      const made = kernel.codes(start, count, own);
      if (made !== own) own.set(made.subarray(0, count));
    },
    flagMissing: (start, count, missing) => flagCodes(target.subarray(start, start + count), missing, count),
  };
}

/** 1 where the expression lacks a value. */
function absence(of: Expr, bindings: Bindings): (start: number, count: number) => Uint8Array {
  const out = new Uint8Array(blockRows);
  if (isTextual(of.type)) {
    const kernel = bindText(of, bindings);
    return (start, count) => flagCodes(kernel.codes(start, count), out, count);
  }
  const kernel = bindNumber(of, bindings);
  return (start, count) => flagNumbers(kernel(start, count), out, count);
}
