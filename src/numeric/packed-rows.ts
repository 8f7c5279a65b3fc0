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
