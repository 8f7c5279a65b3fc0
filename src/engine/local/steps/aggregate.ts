import type { OwnedTable } from '../../../model/table.ts';
import type { ValueType } from '../../../model/value-type.ts';
import { maxUnits } from '../../../model/value-type.ts';
import { bigPower10, divideRounded } from '../../../numeric/scaled.ts';
import type { AggregateStep } from '../../../plan/step.ts';
import { blockRows } from '../block-memory.ts';
import { type Bindings, bindNumber, bindText, isTextual } from '../evaluate.ts';
import { addUnits, type Frame } from '../frame.ts';
import { OwnedSums } from '../owned-sums.ts';
import { TextExtreme } from './text-extreme.ts';

/** Takes one row's value for its owner; values are never missing. */
type Take = (owner: number, value: number) => void;

interface Collector {
  readonly take: Take;
  /** Writes the results once all rows were taken. */
  finish(): void;
}

/** Runs a list function over the rows of a table, scattering each row to its owner: the rows need no order. */
export function runAggregate(step: AggregateStep, frame: Frame): void {
  const table = frame.tables.get(step.table);
  if (table === undefined) throw new Error(`the plan reads table ${step.table}, which was not given`);
  if (isTextual(step.type)) {
    runTextExtreme(step, table, frame);
    return;
  }
  const out = addUnits(frame, step.name, step.type);
  const collector = collectors[step.function](out, step, frame, table.rows);
  eachRow(step, table, frame, collector.take);
  collector.finish();
}

/** Over the rows of a table, columns of its own and of the client that owns the row. */
function bindingsOf(table: OwnedTable, frame: Frame): Bindings {
  const clients = { columns: frame.columns, owner: table.owner };
  return { columns: table.columns, parameters: frame.parameters, overflow: new Uint8Array(blockRows), clients };
}

/** Rows that count and have a value; without a value expression every row has the value 1. */
function eachRow(step: AggregateStep, table: OwnedTable, frame: Frame, take: Take): void {
  const { owner } = table;
  const bindings = bindingsOf(table, frame);
  const where = step.where === undefined ? undefined : bindNumber(step.where, bindings);
  const value = step.value === undefined ? undefined : presentValue(step.value, bindings);
  for (let start = 0; start < table.rows; start += blockRows) {
    const count = Math.min(blockRows, table.rows - start);
    const holds = where?.(start, count);
    const values = value?.(start, count);
    for (let i = 0; i < count; i++) {
      if (holds !== undefined && holds[i] !== 1) continue;
      const units = values === undefined ? 1 : values[i];
      if (!Number.isNaN(units)) take(owner[start + i], units);
    }
  }
}

/** `min` and `max` of a text. */
function runTextExtreme(step: AggregateStep, table: OwnedTable, frame: Frame): void {
  if (step.value === undefined) throw new Error(`${step.function} of whole rows gives no text`);
  const bindings = bindingsOf(table, frame);
  const where = step.where === undefined ? undefined : bindNumber(step.where, bindings);
  const value = bindText(step.value, bindings);
  const extreme = new TextExtreme(frame.rows, value.dictionary, step.function);
  for (let start = 0; start < table.rows; start += blockRows) {
    const count = Math.min(blockRows, table.rows - start);
    const holds = where?.(start, count);
    const codes = value.codes(start, count);
    for (let i = 0; i < count; i++) {
      if (codes[i] >= 0 && (holds === undefined || holds[i] === 1)) extreme.take(table.owner[start + i], codes[i]);
    }
  }
  extreme.finish(step, frame);
}

/** Numbers as they are; of a text only whether it is there, for `count`. */
function presentValue(expr: NonNullable<AggregateStep['value']>, bindings: Bindings) {
  if (!isTextual(expr.type)) return bindNumber(expr, bindings);
  const { codes } = bindText(expr, bindings);
  const out = new Float64Array(blockRows);
  return (start: number, count: number) => {
    const block = codes(start, count);
    for (let i = 0; i < count; i++) out[i] = block[i] < 0 ? Number.NaN : 1;
    return out;
  };
}

type MakeCollector = (out: Float64Array, step: AggregateStep, frame: Frame, rows: number) => Collector;

const collectors: Readonly<Record<string, MakeCollector>> = {
  count: (out) => {
    out.fill(0);
    return { take: (owner) => void out[owner]++, finish: () => {} };
  },
  sum: (out, step, frame) => {
    const sums = new OwnedSums(out.length);
    const finish = () => {
      let outside = 0;
      for (let owner = 0; owner < out.length; owner++) {
        out[owner] = sums.unitsOf(owner);
        if (Number.isNaN(out[owner])) outside++;
      }
      if (outside > 0) frame.findings.push({ code: 'derived-out-of-bounds', step: step.name, count: outside });
    };
    return { take: (owner, value) => sums.add(owner, value), finish };
  },
  mean: (out, step) => {
    const sums = new OwnedSums(out.length);
    const counts = new Float64Array(out.length);
    const digits = step.type.scale - (step.value?.type.scale ?? 0);
    return {
      take: (owner, value) => {
        sums.add(owner, value);
        counts[owner]++;
      },
      finish: () => {
        for (let owner = 0; owner < out.length; owner++) {
          if (counts[owner] > 0) out[owner] = quotient(sums.totalOf(owner), BigInt(counts[owner]), digits);
        }
      },
    };
  },
  share: (out, step) => {
    const held = new Float64Array(out.length);
    const counts = new Float64Array(out.length);
    return {
      take: (owner, value) => {
        held[owner] += value;
        counts[owner]++;
      },
      finish: () => {
        for (let owner = 0; owner < out.length; owner++) {
          if (counts[owner] > 0) out[owner] = quotient(BigInt(held[owner]), BigInt(counts[owner]), step.type.scale);
        }
      },
    };
  },
  min: (out) => keep(out, (value, before) => value < before),
  max: (out) => keep(out, (value, before) => value > before),
  some: (out) => {
    out.fill(0);
    return keep(out, (value) => value === 1);
  },
  every: (out) => {
    out.fill(1);
    return keep(out, (value) => value === 0);
  },
  median: collectMedian,
};

/** Keeps the first value of each owner, and a later one that is `better`. */
function keep(out: Float64Array, better: (value: number, before: number) => boolean): Collector {
  const take: Take = (owner, value) => {
    if (Number.isNaN(out[owner]) || better(value, out[owner])) out[owner] = value;
  };
  return { take, finish: () => {} };
}

/** Keeps every value with its owner, then sorts each client's; an even count takes the mean of the middle two. */
function collectMedian(out: Float64Array, step: AggregateStep, _frame: Frame, rows: number): Collector {
  const owners = new Int32Array(rows);
  const values = new Float64Array(rows);
  let count = 0;
  return {
    take: (owner, value) => {
      owners[count] = owner;
      values[count++] = value;
    },
    finish: () => {
      const ends = new Uint32Array(out.length + 1);
      for (let index = 0; index < count; index++) ends[owners[index] + 1]++;
      for (let owner = 0; owner < out.length; owner++) ends[owner + 1] += ends[owner];
      const next = ends.slice();
      const grouped = new Float64Array(count);
      for (let index = 0; index < count; index++) grouped[next[owners[index]]++] = values[index];
      for (let owner = 0; owner < out.length; owner++) {
        const own = grouped.subarray(ends[owner], ends[owner + 1]).sort();
        if (own.length > 0) out[owner] = middleOf(own, step.value?.type.scale ?? 0, step.type);
      }
    },
  };
}

function middleOf(sorted: Float64Array, scale: number, type: ValueType): number {
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return quotient(BigInt(low) + BigInt(high), 2n, type.scale - scale);
}

/** total·10^digits ÷ count, rounded half away from zero; NaN outside the bounds of a column. */
function quotient(total: bigint, count: bigint, digits: number): number {
  const rounded =
    digits >= 0 ? divideRounded(total * bigPower10(digits), count) : divideRounded(total, count * bigPower10(-digits));
  const units = Number(rounded);
  return Math.abs(units) <= maxUnits ? units : Number.NaN;
}
