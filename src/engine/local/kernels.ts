import type { Relation } from '../../model/expression.ts';
import { power10 } from '../../numeric/scaled.ts';

// Loops over one block of values. Buffers are reused from block to block; NaN is missing.

/** Rows a block holds: a few buffers of this size stay in the cache. */
export const blockRows = 4096;

/** Values of one expression for the rows of a block; only the first `count` are meaningful. */
export type NumericKernel = (start: number, count: number) => Float64Array;

/** Codes into the dictionary of a text expression; −1 is missing. */
export interface TextKernel {
  readonly dictionary: readonly string[];
  readonly codes: (start: number, count: number) => Int32Array;
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
): NumericKernel {
  const out = new Float64Array(blockRows);
  const leftFactor = power10(Math.max(0, rightScale - leftScale));
  const rightFactor = power10(Math.max(0, leftScale - rightScale));
  const equality = relation === '=' || relation === '!=';
  const below = holds(relation, -1) ? 1 : 0;
  const equal = holds(relation, 0) ? 1 : 0;
  const above = holds(relation, 1) ? 1 : 0;
  return (start, count) => {
    const a = left(start, count);
    const b = right(start, count);
    for (let i = 0; i < count; i++) {
      const x = a[i] * leftFactor;
      const y = b[i] * rightFactor;
      if (x < y) out[i] = below;
      else if (x > y) out[i] = above;
      else if (x === y) out[i] = equal;
      else if (!equality) out[i] = Number.NaN;
      else out[i] = (Number.isNaN(x) && Number.isNaN(y)) === (relation === '=') ? 1 : 0;
    }
    return out;
  };
}

/** Three-valued `and` (`decisive` = 0) and `or` (`decisive` = 1). */
export function combine(args: readonly NumericKernel[], decisive: 0 | 1): NumericKernel {
  const out = new Float64Array(blockRows);
  return (start, count) => {
    out.fill(1 - decisive, 0, count);
    for (const arg of args) {
      const values = arg(start, count);
      for (let i = 0; i < count; i++) {
        if (values[i] === decisive) out[i] = decisive;
        else if (Number.isNaN(values[i]) && out[i] !== decisive) out[i] = Number.NaN;
      }
    }
    return out;
  };
}

export function negate(arg: NumericKernel): NumericKernel {
  const out = new Float64Array(blockRows);
  return (start, count) => {
    const values = arg(start, count);
    for (let i = 0; i < count; i++) out[i] = 1 - values[i];
    return out;
  };
}

/** Which case holds a row first, as an index; the number of cases where none does. A missing condition does not hold. */
function firstHolding(conditions: readonly NumericKernel[], which: Uint16Array, start: number, count: number): void {
  which.fill(conditions.length, 0, count);
  for (let index = 0; index < conditions.length; index++) {
    const values = conditions[index](start, count);
    for (let i = 0; i < count; i++) if (values[i] === 1 && which[i] === conditions.length) which[i] = index;
  }
}

/** `branches` has one more entry than `conditions`: the last is taken where none holds. */
export function chooseNumbers(conditions: readonly NumericKernel[], branches: readonly NumericKernel[]): NumericKernel {
  const out = new Float64Array(blockRows);
  const which = new Uint16Array(blockRows);
  return (start, count) => {
    firstHolding(conditions, which, start, count);
    for (let index = 0; index < branches.length; index++) {
      const values = branches[index](start, count);
      for (let i = 0; i < count; i++) if (which[i] === index) out[i] = values[i];
    }
    return out;
  };
}

export function chooseTexts(conditions: readonly NumericKernel[], branches: readonly TextKernel[]): TextKernel {
  const { dictionary, maps } = mergeDictionaries(branches.map((branch) => branch.dictionary));
  const out = new Int32Array(blockRows);
  const which = new Uint16Array(blockRows);
  return {
    dictionary,
    codes: (start, count) => {
      firstHolding(conditions, which, start, count);
      for (let index = 0; index < branches.length; index++) {
        const codes = branches[index].codes(start, count);
        const map = maps[index];
        for (let i = 0; i < count; i++) if (which[i] === index) out[i] = codes[i] < 0 ? -1 : map[codes[i]];
      }
      return out;
    },
  };
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
