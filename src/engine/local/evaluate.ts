import type { Arithmetic, Call, ColumnRef, Expr, Interpolate } from '../../model/expression.ts';
import { type Column, isText, listTexts, type TextColumn } from '../../model/table.ts';
import { textKinds, type ValueType } from '../../model/value-type.ts';
import { power10 } from '../../numeric/scaled.ts';
import { columnsOf } from '../../plan/expressions.ts';
import { feelFunctions } from '../../plan/functions/index.ts';
import { arithmetic, atScale, piecewise } from './arithmetic.ts';
import { type BlockMemory, blockRows, newBlocks } from './block-memory.ts';
import { compareTexts } from './compare-texts.ts';
import {
  chooseNumbers,
  chooseTexts,
  combine,
  compareNumbers,
  mergeDictionaries,
  type NumericKernel,
  negate,
  type TextKernel,
} from './kernels.ts';
import { gatherCodes, gatherNumbers, readCodes } from './loops.ts';
import { tabulated, tabulateNumbers, tabulateTexts, tabulateValues } from './tabulate.ts';

// Binds an expression to columns: the result computes a block of rows at a time, each node into a buffer of its own.
// All branches of a choice are computed; `overflow` marks rows in which an operation left ±(2^53 − 1).

export interface Bindings {
  readonly columns: ReadonlyMap<string, Column>;
  /** Over rows of a table: the columns of the clients, and the client that owns each row. */
  readonly clients?: { readonly columns: ReadonlyMap<string, Column>; readonly owner: Int32Array };
  /** Values that hold for the whole book, in units: `as_of`. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Whether every operation is done row by row. */
  readonly plain?: boolean;
  /** One flag a row of the block, set where a result did not fit. */
  readonly overflow: Uint8Array;
  /** What it is worked out in; default: memory of its own. */
  readonly memory?: BlockMemory;
}

function memoryOf({ memory = newBlocks }: Bindings): BlockMemory {
  return memory;
}

export function isTextual(type: ValueType): boolean {
  return textKinds.has(type.kind);
}

function constantKernel(value: number, memory: BlockMemory): NumericKernel {
  const out = memory.floats().fill(value);
  return () => out;
}

function columnOf(ref: ColumnRef, { columns, clients }: Bindings): Column {
  const found = (clients !== undefined && ref.context !== 'row' ? clients.columns : columns).get(ref.name);
  if (found === undefined) throw new Error(`the plan reads column ${ref.name} before a step writes it`);
  return found;
}

function numericColumn(ref: ColumnRef, bindings: Bindings): NumericKernel {
  const found = columnOf(ref, bindings);
  if (isText(found)) throw new Error(`column ${ref.name} holds text where a number is read`);
  const { values } = found;
  if (bindings.clients === undefined || ref.context === 'row') {
    return (start, count) => values.subarray(start, start + count);
  }
  const { owner } = bindings.clients;
  const own = memoryOf(bindings).floats();
  return (start, count, out = own) => {
    gatherNumbers(values, owner, out, start, count);
    return out;
  };
}

function textColumn(ref: ColumnRef, bindings: Bindings): TextKernel {
  const found = columnOf(ref, bindings);
  if (!isText(found)) throw new Error(`column ${ref.name} holds numbers where text is read`);
  let listed: readonly string[] | undefined;
  return {
    // There may be a text a row, which nobody lists who only asks whether there is one.
    get dictionary() {
      listed ??= listTexts(found.dictionary);
      return listed;
    },
    codes: codesOf(ref, bindings),
  };
}

function codesOf(ref: ColumnRef, bindings: Bindings): TextKernel['codes'] {
  const { codes } = columnOf(ref, bindings) as TextColumn;
  if (bindings.clients === undefined || ref.context === 'row') {
    return (start, count) => codes.subarray(start, start + count);
  }
  const { owner } = bindings.clients;
  const own = memoryOf(bindings).codes();
  return (start, count, out = own) => {
    gatherCodes(codes, owner, out, start, count);
    return out;
  };
}

/** An expression of numbers, dates, durations or flags. */
export function bindNumber(expr: Expr, bindings: Bindings): NumericKernel {
  const tabulated = bindings.plain ? undefined : (bindTabulated(expr, bindings) ?? bindByValue(expr, bindings));
  return tabulated ?? bindPlain(expr, bindings);
}

/** Looked up instead of worked out row by row, where that is the same. */
function bindTabulated(expr: Expr, bindings: Bindings): NumericKernel | undefined {
  const found = tabulated(expr);
  if (found === undefined || bindings.parameters.has(found.column.name)) return undefined;
  const { column } = found;
  const bindOver = (samples: Column) => {
    const { clients: _, ...alone } = bindings;
    return bindPlain(expr, { ...alone, columns: new Map([[column.name, samples]]), plain: true });
  };
  if (!isTextual(column.type)) {
    return tabulateNumbers(found.with, numericColumn(column, bindings), column, bindOver, memoryOf(bindings));
  }
  const given = columnOf(column, bindings);
  if (!isText(given)) return undefined;
  return tabulateTexts(codesOf(column, bindings), given, given.codes.length, bindOver, memoryOf(bindings));
}

/** What is worked out of one column of few whole numbers, such as the years since a day, is worked out once for each. */
function bindByValue(
  expr: Expr,
  { columns, clients, parameters, memory = newBlocks }: Bindings,
): NumericKernel | undefined {
  if (clients !== undefined || expr.op === 'constant' || expr.op === 'column') return undefined;
  const names = [...columnsOf(expr)].filter((name) => !parameters.has(name));
  const given = names.length === 1 ? columns.get(names[0]) : undefined;
  if (given === undefined || isText(given)) return undefined;
  const { type, values } = given;
  const overflow = new Uint8Array(blockRows);
  const at: NumericKernel = (start, count) => values.subarray(start, start + count);
  const bindOver = (samples: Column) =>
    bindPlain(expr, { columns: new Map([[names[0], samples]]), parameters, overflow, memory, plain: true });
  return tabulateValues(values, type, at, overflow, bindOver, memory);
}

function bindPlain(expr: Expr, bindings: Bindings): NumericKernel {
  const bind = (part: Expr) => bindNumber(part, bindings);
  const memory = memoryOf(bindings);
  switch (expr.op) {
    case 'constant':
      return constantKernel(typeof expr.value === 'number' ? expr.value : Number.NaN, memory);
    case 'column': {
      const parameter = bindings.parameters.get(expr.name);
      if (parameter !== undefined) return constantKernel(parameter, memory);
      return numericColumn(expr, bindings);
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return bindArithmetic(expr, bindings);
    case 'compare':
      return bindCompare(expr, bindings);
    case 'and':
    case 'or':
      return combine(expr.args.map(bind), expr.op, memory);
    case 'not':
      return negate(bind(expr.arg), memory);
    case 'choose':
      return chooseNumbers(
        expr.cases.map((branch) => bind(branch.when)),
        [...expr.cases.map((branch) => bind(branch.then)), bind(expr.otherwise)],
        memory,
      );
    case 'convert':
      return atScale(bind(expr.arg), expr.arg.type.scale, expr.type.scale, bindings.overflow, memory);
    case 'call':
      return bindCall(expr, bindings);
    case 'interpolate':
      return bindInterpolate(expr, bindings);
    case 'lookup':
      throw new Error('a lookup gives text');
    case 'aggregate':
      throw new Error(`${expr.name} over a list stands in a formula; the plan makes a step of it`);
  }
}

/** An expression of text. */
export function bindText(expr: Expr, bindings: Bindings): TextKernel {
  switch (expr.op) {
    case 'constant': {
      const out = memoryOf(bindings)
        .codes()
        .fill(expr.value === null ? -1 : 0);
      return { dictionary: expr.value === null ? [] : [String(expr.value)], codes: () => out };
    }
    case 'column':
      return textColumn(expr, bindings);
    case 'choose':
      return chooseTexts(
        expr.cases.map((branch) => bindNumber(branch.when, bindings)),
        [...expr.cases.map((branch) => bindText(branch.then, bindings)), bindText(expr.otherwise, bindings)],
        memoryOf(bindings),
      );
    case 'convert':
      return bindText(expr.arg, bindings);
    case 'lookup':
      return mapCodes(bindText(expr.arg, bindings), memoryOf(bindings), (text) => {
        const found = expr.classes.find((entry) => entry.values.includes(text));
        return found?.name ?? expr.otherwise;
      });
    default:
      throw new Error(`${expr.op} does not give text`);
  }
}

/** Maps each entry of the dictionary once; null becomes missing. */
function mapCodes(arg: TextKernel, memory: BlockMemory, map: (text: string) => string | null): TextKernel {
  const texts = arg.dictionary.map(map);
  const { dictionary, maps } = mergeDictionaries([texts.filter((text) => text !== null)]);
  const codeOf = new Int32Array(texts.length + 1).fill(-1);
  let next = 0;
  for (let code = 0; code < texts.length; code++) if (texts[code] !== null) codeOf[code + 1] = maps[0][next++];
  const own = memory.codes();
  return {
    dictionary,
    codes: (start, count, out = own) => {
      const codes = arg.codes(start, count);
      readCodes(codeOf, codes, out, count);
      return out;
    },
  };
}

function bindArithmetic(expr: Arithmetic, bindings: Bindings): NumericKernel {
  const [left, right] = [expr.left, expr.right].map((part) => [bindNumber(part, bindings), part.type.scale] as const);
  return arithmetic(expr.op, left, right, expr.type.scale, bindings.overflow, memoryOf(bindings));
}

function bindCompare(expr: Expr & { op: 'compare' }, bindings: Bindings): NumericKernel {
  const { left, right, relation } = expr;
  if (isTextual(left.type) || isTextual(right.type)) {
    return compareTexts(relation, bindText(left, bindings), bindText(right, bindings), memoryOf(bindings));
  }
  return compareNumbers(
    relation,
    bindNumber(left, bindings),
    left.type.scale,
    bindNumber(right, bindings),
    right.type.scale,
    memoryOf(bindings),
  );
}

function bindCall(expr: Call, bindings: Bindings): NumericKernel {
  const known = feelFunctions.get(expr.name);
  if (known === undefined) throw new Error(`the plan calls ${expr.name}, which no registry knows`);
  const args = expr.args.map((arg) => bindNumber(arg, bindings));
  const types = expr.args.map((arg) => arg.type);
  const given = new Array<number>(args.length).fill(0);
  const own = memoryOf(bindings).floats();
  return (start, count, out = own) => {
    const blocks = args.map((arg) => arg(start, count));
    for (let i = 0; i < count; i++) {
      let missing = false;
      for (let index = 0; index < blocks.length; index++) {
        given[index] = blocks[index][i];
        if (Number.isNaN(given[index])) missing = true;
      }
      if (missing) out[i] = Number.NaN;
      else out[i] = known.apply(given, types, expr.type);
    }
    return out;
  };
}

function bindInterpolate(expr: Interpolate, bindings: Bindings): NumericKernel {
  const scale = Math.max(expr.arg.type.scale, expr.xScale);
  const factor = power10(scale - expr.arg.type.scale);
  const xs = expr.knots.map((knot) => knot.x * power10(scale - expr.xScale));
  const ys = expr.knots.map((knot) => knot.y);
  return piecewise(bindNumber(expr.arg, bindings), factor, xs, ys, bindings.overflow, memoryOf(bindings));
}
