// Rows numbered by what they have, a block in one call, so that each loop is compiled once for all columns. What is found goes
// into a table; a block may find more classes than are wanted, after which the table is of no use.

/** Classes of rows, and so cells of a book: it must stay in the cache. */
export const mostClasses = 1024;

export interface ClassTable {
  /** A row of each class. */
  readonly firsts: number[];
}

/** By slot the value and its class, −1 where there is none yet. */
export interface ValueTable extends ClassTable {
  readonly keys: Float64Array;
  readonly known: Int32Array;
}

/** By text and 1, its class. */
export interface TextTable extends ClassTable {
  readonly known: Int32Array;
}

/** By pair, its class: in few bytes, there are many pairs. */
export interface PairTable extends ClassTable {
  readonly known: Int16Array;
}

export const slots = 4 * mostClasses;
const slotShift = 32 - Math.log2(slots);
/** Values are whole. */
const missingKey = 0.5;

export function classifyValues(
  values: Float64Array,
  from: number,
  end: number,
  { keys, known, firsts }: ValueTable,
  codes: Uint16Array,
): void {
  for (let row = from; row < end; row++) {
    const value = values[row];
    const key = Number.isNaN(value) ? missingKey : value;
    let slot = Math.imul(key, 0x9e3779b1) >>> slotShift;
    let code = known[slot];
    while (code >= 0 && keys[slot] !== key) {
      slot = (slot + 1) & (slots - 1);
      code = known[slot];
    }
    if (code < 0) {
      code = firsts.push(row) - 1;
      if (code === mostClasses) return;
      keys[slot] = key;
      known[slot] = code;
    }
    codes[row] = code;
  }
}

export function classifyTexts(
  texts: Int32Array,
  from: number,
  end: number,
  { known, firsts }: TextTable,
  codes: Uint16Array,
): void {
  for (let row = from; row < end; row++) {
    const text = texts[row] + 1;
    let code = known[text];
    if (code < 0) {
      code = firsts.push(row) - 1;
      known[text] = code;
    }
    codes[row] = code;
  }
}

/** By class in one column and another, of which there are `width`. */
export function classifyPairs(
  ones: Uint16Array,
  others: Uint16Array,
  width: number,
  from: number,
  end: number,
  { known, firsts }: PairTable,
  codes: Uint16Array,
): void {
  for (let row = from; row < end; row++) {
    const pair = Math.imul(ones[row], width) + others[row];
    let code = known[pair];
    if (code < 0) {
      code = firsts.push(row) - 1;
      if (code === mostClasses) return;
      known[pair] = code;
    }
    codes[row] = code;
  }
}
