// Columns of numbers that have few different values, as most points, contributions and flags do: a byte a row says which. Rows
// are looked up in a small table that stays in the nearest cache; what it does not have is put there, once a value.

/** What a byte can tell apart, 0 being a missing value. */
export const mostFew = 255;

const slots = 1024;

/**
 * The different values in the order of their first row, and in `codes` for each row its place there plus one, 0 where it is
 * missing; undefined where they are too many.
 */
export function findFewValues(values: Float64Array, codes: Uint8Array): number[] | undefined {
  // Nothing equals NaN, so that no row is found where nothing was put.
  const keys = new Float64Array(slots).fill(Number.NaN);
  const codesByKey = new Uint8Array(slots);
  const found: number[] = [];
  for (let row = lookUp(values, 0, keys, codesByKey, codes); row < values.length; ) {
    if (found.length === mostFew) return undefined;
    // As it is read again: without the sign of a zero.
    found.push(values[row] + 0);
    const slot = findSlot(values[row], firstSlot(values[row]), keys);
    keys[slot] = values[row];
    codesByKey[slot] = found.length;
    row = lookUp(values, row, keys, codesByKey, codes);
  }
  return found;
}

/** Rows from `first` on, up to the first whose value is new; returns which. */
function lookUp(
  values: Float64Array,
  first: number,
  keys: Float64Array,
  codesByKey: Uint8Array,
  codes: Uint8Array,
): number {
  for (let row = first; row < values.length; row++) {
    const value = values[row];
    let slot = firstSlot(value);
    // Nearly always it is there.
    if (keys[slot] !== value) {
      if (Number.isNaN(value)) {
        codes[row] = 0;
        continue;
      }
      slot = findSlot(value, slot, keys);
      if (keys[slot] !== value) return row;
    }
    codes[row] = codesByKey[slot];
  }
  return values.length;
}

function firstSlot(value: number): number {
  return Math.imul(value, 0x9e3779b1) >>> 22;
}

/** Where a value is, or goes, from `first` on. */
function findSlot(value: number, first: number, keys: Float64Array): number {
  let slot = first;
  while (keys[slot] !== value && !Number.isNaN(keys[slot])) slot = (slot + 1) & (slots - 1);
  return slot;
}
