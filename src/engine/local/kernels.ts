import type { Relation } from '../../model/expression.ts';
import { power10 } from '../../numeric/scaled.ts';
import { type BlockMemory, newBlocks } from './block-memory.ts';
import {
  chooseWhere,
  compareBlock,
  countReached,
  multiplyTruths,
  negateBlock,
  readTruths,
  takeCodes,
  takeNumbers,
} from './loops.ts';

// What an expression does with one block of values. Buffers are reused from block to block; NaN is missing.

/**
 * Values of one expression for the rows of a block; only the first `count` are meaningful. What is worked out is written `into`
 * what is given, or into memory of its own.
 */
export type NumericKernel = (start: number, count: number, into?: Float64Array) => Float64Array;

/** Codes into the dictionary of a text expression; −1 is missing. */
export interface TextKernel {
  readonly dictionary: readonly string[];
  readonly codes: (start: number, count: number, into?: Int32Array) => Int32Array;
}

function holds(relation: Relation, order: number): boolean {
  switch (relation) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/**
 * Compares by exact value whatever the scales: shifting the coarser side rounds only past 2^53, beyond any unit on the
 * other side. Equality knows missing as a value; order does not.
 */
export function compareNumbers(
  relation: Relation,
  left: NumericKernel,
  leftScale: number,
  right: NumericKernel,
  rightScale: number,
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const own = memory.floats();
  const leftFactor = power10(Math.max(0, rightScale - leftScale));
  const rightFactor = power10(Math.max(0, leftScale - rightScale));
  const below = holds(relation, -1) ? 1 : 0;
  const equal = holds(relation, 0) ? 1 : 0;
  const above = holds(relation, 1) ? 1 : 0;
  const results = Float64Array.of(
    below,
    equal,
    above,
    relation === '=' ? 0 : relation === '!=' ? 1 : Number.NaN,
    relation === '=' ? 1 : relation === '!=' ? 0 : Number.NaN,
  );
  return (start, count, out = own) => {
    compareBlock(left(start, count), leftFactor, right(start, count), rightFactor, results, out, count);
    return out;
  };
}

/** Three-valued `and` and `or`. */
export function combine(
  args: readonly NumericKernel[],
  op: 'and' | 'or',
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const own = memory.floats();
  return (start, count, out = own) => {
    out.fill(1, 0, count);
    for (const arg of args) multiplyTruths(arg(start, count), op === 'or', out, count);
    readTruths(op === 'or', out, count);
    return out;
  };
}

export function negate(arg: NumericKernel, memory: BlockMemory = newBlocks): NumericKernel {
  const own = memory.floats();
  return (start, count, out = own) => {
    negateBlock(arg(start, count), out, count);
    return out;
  };
}

/** Which case holds a row first, as an index; the number of cases where none does. A missing condition does not hold. */
function firstHolding(conditions: readonly NumericKernel[], which: Int32Array, start: number, count: number): void {
  which.fill(conditions.length, 0, count);
  // From the last one on, so that an earlier one has the last word.
  for (let index = conditions.length - 1; index >= 0; index--) {
    chooseWhere(conditions[index](start, count), index, which, count);
  }
}

/** `branches` has one more entry than `conditions`: the last is taken where none holds. */
export function chooseNumbers(
  conditions: readonly NumericKernel[],
  branches: readonly NumericKernel[],
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const own = memory.floats();
  const which = memory.codes();
  return (start, count, out = own) => {
    firstHolding(conditions, which, start, count);
    const values = branches.map((branch) => branch(start, count));
    takeNumbers(values, which, out, count);
    return out;
  };
}

export function chooseTexts(
  conditions: readonly NumericKernel[],
  branches: readonly TextKernel[],
  memory: BlockMemory = newBlocks,
): TextKernel {
  const { dictionary, maps } = mergeDictionaries(branches.map((branch) => branch.dictionary));
  const fromMissing = maps.map((map) => Int32Array.of(-1, ...map));
  const own = memory.codes();
  const which = memory.codes();
  return {
    dictionary,
    codes: (start, count, out = own) => {
      firstHolding(conditions, which, start, count);
      const codes = branches.map((branch) => branch.codes(start, count));
      takeCodes(codes, fromMissing, which, out, count);
      return out;
    },
  };
}

/** Bounds in groups of four; those that fill the last group are never reached. */
export function inFours(bounds: Iterable<number>): Float64Array {
  const own = [...bounds];
  return Float64Array.from(
    { length: 4 * Math.ceil(own.length / 4) },
    (_, index) => own[index] ?? Number.POSITIVE_INFINITY,
  );
}

/** Adds to each place how many of the bounds, in fours, its value reaches; a missing value reaches none. */
export function countBounds(values: Float64Array, bounds: Float64Array, places: Int32Array, count: number): void {
  for (let at = 0; at < bounds.length; at += 4) {
    countReached(values, bounds[at], bounds[at + 1], bounds[at + 2], bounds[at + 3], places, count);
  }
}

/** One dictionary without repeats, and for each given dictionary the new code of each of its entries. */
export function mergeDictionaries(dictionaries: readonly (readonly string[])[]): {
  dictionary: string[];
  maps: Int32Array[];
} {
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  const maps = dictionaries.map((entries) =>
    Int32Array.from(entries, (text) => {
      let code = codeOf.get(text);
      if (code === undefined) {
        code = dictionary.length;
        codeOf.set(text, code);
        dictionary.push(text);
      }
      return code;
    }),
  );
  return { dictionary, maps };
}
