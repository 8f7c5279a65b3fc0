// Values of some rows, one behind the other. Rows in another order than the table's jump about in a column, so that nearly
// every value is waited for; eight are asked for before the first is put down, which is three times as fast as one by one.

export function gatherFloats(values: Float64Array, rows: Uint32Array, into: Float64Array): void {
  const { length } = rows;
  const even = length - (length % 8);
  for (let at = 0; at < even; at += 8) {
    const a = values[rows[at]];
    const b = values[rows[at + 1]];
    const c = values[rows[at + 2]];
    const d = values[rows[at + 3]];
    const e = values[rows[at + 4]];
    const f = values[rows[at + 5]];
    const g = values[rows[at + 6]];
    const h = values[rows[at + 7]];
    into[at] = a;
    into[at + 1] = b;
    into[at + 2] = c;
    into[at + 3] = d;
    into[at + 4] = e;
    into[at + 5] = f;
    into[at + 6] = g;
    into[at + 7] = h;
  }
  for (let at = even; at < length; at++) into[at] = values[rows[at]];
}

// The same lines for each type of array: one function for all would be compiled for none.
export function gatherCodes(codes: Int32Array, rows: Uint32Array, into: Int32Array): void {
  const { length } = rows;
  const even = length - (length % 8);
  for (let at = 0; at < even; at += 8) {
    const a = codes[rows[at]];
    const b = codes[rows[at + 1]];
    const c = codes[rows[at + 2]];
    const d = codes[rows[at + 3]];
    const e = codes[rows[at + 4]];
    const f = codes[rows[at + 5]];
    const g = codes[rows[at + 6]];
    const h = codes[rows[at + 7]];
    into[at] = a;
    into[at + 1] = b;
    into[at + 2] = c;
    into[at + 3] = d;
    into[at + 4] = e;
    into[at + 5] = f;
    into[at + 6] = g;
    into[at + 7] = h;
  }
  for (let at = even; at < length; at++) into[at] = codes[rows[at]];
}

export function gatherSmall(codes: Uint16Array, rows: Uint32Array, into: Int32Array): void {
  const { length } = rows;
  const even = length - (length % 8);
  for (let at = 0; at < even; at += 8) {
    const a = codes[rows[at]];
    const b = codes[rows[at + 1]];
    const c = codes[rows[at + 2]];
    const d = codes[rows[at + 3]];
    const e = codes[rows[at + 4]];
    const f = codes[rows[at + 5]];
    const g = codes[rows[at + 6]];
    const h = codes[rows[at + 7]];
    into[at] = a;
    into[at + 1] = b;
    into[at + 2] = c;
    into[at + 3] = d;
    into[at + 4] = e;
    into[at + 5] = f;
    into[at + 6] = g;
    into[at + 7] = h;
  }
  for (let at = even; at < length; at++) into[at] = codes[rows[at]];
}
