// Values and their rows as one whole number each, for sorting: some bits of the value (`key`) above those of the row. The key
// is ⌊value · factor⌋ − start, of that the lowest `keyBits`; all of these are exact. NaN is left out.

export interface Packing {
  /** ±2^−n: what is left of a value when its n lowest bits are left out; negative for the largest first. */
  readonly factor: number;
  readonly start: number;
  readonly keyBits: number;
  /** 0 where the row is not needed. */
  readonly rowBits: number;
}

/** 1 for a row that takes part; without it all rows do. A row without a value never does. */
export type Include = ArrayLike<number>;

/** How many of the rows take part, and their least and largest value. */
export function surveyRows(values: Float64Array, include?: Include): { count: number; least: number; most: number } {
  let count = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value) || (include !== undefined && include[row] !== 1)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    count++;
  }
  return { count, least, most };
}

/** Packs the rows that take part, in their order; gives whether the numbers are sorted as they are. */
export function packRows(
  values: Float64Array,
  include: Include | undefined,
  numbers: Float64Array,
  { factor, start, keyBits, rowBits }: Packing,
): boolean {
  const [room, wrap, unwrap] = [2 ** rowBits, 2 ** keyBits, 2 ** -keyBits];
  const rowUnit = rowBits > 0 ? 1 : 0;
  let count = 0;
  let before = -1;
  let isSorted = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value) || (include !== undefined && include[row] !== 1)) continue;
    const high = Math.floor(value * factor) - start;
    const number = (high - Math.floor(high * unwrap) * wrap) * room + row * rowUnit;
    if (number < before) isSorted = false;
    before = number;
    numbers[count++] = number;
  }
  return isSorted;
}

const halves = new DataView(new ArrayBuffer(8));
const one = 1023 << 20;

/** Sign, exponent and 20 bits of a whole number, as a whole number that never falls as the other grows; within ±2^26. */
export function roughKey(units: number): number {
  if (units === 0) return 0;
  halves.setFloat64(0, units);
  const size = (halves.getInt32(0) & 0x7fffffff) - one + 1;
  return units < 0 ? -size : size;
}

/** Packs the rows that take part, in their order, by rough keys, counted from `first` on by `sign`. */
export function packRoughly(
  values: Float64Array,
  include: Include | undefined,
  numbers: Float64Array,
  { first, sign, rowBits }: { readonly first: number; readonly sign: 1 | -1; readonly rowBits: number },
): void {
  const room = 2 ** rowBits;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value) || (include !== undefined && include[row] !== 1)) continue;
    numbers[count++] = (roughKey(value) - first) * sign * room + row;
  }
}

/** Settles an order that is right but for values near each other; false where that would take more than a few moves a row. */
export function settleOrder(values: Float64Array, rows: Uint32Array, sign: 1 | -1): boolean {
  let moves = 4 * rows.length;
  for (let place = 1; place < rows.length; place++) {
    const value = values[place];
    const row = rows[place];
    let to = place;
    for (; to > 0 && (values[to - 1] - value) * sign > 0; to--) {
      values[to] = values[to - 1];
      rows[to] = rows[to - 1];
    }
    moves -= place - to;
    if (moves < 0) return false;
    values[to] = value;
    rows[to] = row;
  }
  return true;
}

/** Packs other bits of the values of rows that are packed, in the order they stand in. */
export function packAgain(
  values: Float64Array,
  numbers: Float64Array,
  { factor, start, keyBits, rowBits }: Packing,
): void {
  const [room, wrap, unwrap] = [2 ** rowBits, 2 ** keyBits, 2 ** -keyBits];
  const mask = room - 1;
  const pack = (row: number, value: number) => {
    const high = Math.floor(value * factor) - start;
    return (high - Math.floor(high * unwrap) * wrap) * room + row;
  };
  // Values of rows in any order are waited for: four are asked for before the first is needed.
  const even = numbers.length - (numbers.length % 4);
  for (let index = 0; index < even; index += 4) {
    const rowA = numbers[index] & mask;
    const rowB = numbers[index + 1] & mask;
    const rowC = numbers[index + 2] & mask;
    const rowD = numbers[index + 3] & mask;
    const valueA = values[rowA];
    const valueB = values[rowB];
    const valueC = values[rowC];
    const valueD = values[rowD];
    numbers[index] = pack(rowA, valueA);
    numbers[index + 1] = pack(rowB, valueB);
    numbers[index + 2] = pack(rowC, valueC);
    numbers[index + 3] = pack(rowD, valueD);
  }
  for (let index = even; index < numbers.length; index++) {
    const row = numbers[index] & mask;
    numbers[index] = pack(row, values[row]);
  }
}

export function unpackRows(numbers: Float64Array, rowBits: number, into: Uint32Array): void {
  const mask = 2 ** rowBits - 1;
  for (let place = 0; place < numbers.length; place++) into[place] = numbers[place] & mask;
}

/** Puts the keys, counted from `first` on by `sign`, in place of the numbers. */
export function unpackValues(numbers: Float64Array, rowBits: number, first: number, sign: 1 | -1): void {
  const factor = 2 ** -rowBits;
  for (let place = 0; place < numbers.length; place++)
    numbers[place] = first + Math.floor(numbers[place] * factor) * sign;
}
