import { type Column, isText, textAt } from '../../../model/table.ts';

// Some rows of a column, and a column with some rows changed.

/** New values for some rows, in ascending order. */
export interface Patch {
  readonly rows: Uint32Array;
  readonly column: Column;
}

export function rowsAt(column: Column, rows: ArrayLike<number>): Column {
  if (isText(column)) return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) };
}

/** Rows of a patched column, ascending; those of the patch must be among them or not be asked for. */
export function patchedRows(column: Column, patch: Patch | undefined, rows: Uint32Array): Column {
  const found = rowsAt(column, rows);
  if (patch === undefined) return found;
  const places: number[] = [];
  let place = 0;
  for (const row of patch.rows) {
    while (place < rows.length && rows[place] < row) place++;
    places.push(rows[place] === row ? place : -1);
  }
  return overwrite(found, places, patch.column);
}

export function patchedWhole(column: Column, { rows, column: changed }: Patch): Column {
  const own = isText(column)
    ? { ...column, codes: column.codes.slice() }
    : { ...column, values: column.values.slice() };
  return overwrite(own, rows, changed);
}

/** Writes into `column`, which is the caller's own; places of −1 are passed over. */
function overwrite(column: Column, places: ArrayLike<number>, by: Column): Column {
  if (isText(column) !== isText(by)) throw new Error('texts cannot stand in a column of numbers');
  if (!isText(column) || !isText(by)) {
    const [into, from] = [column, by].map((one) => (isText(one) ? new Float64Array() : one.values));
    for (let at = 0; at < places.length; at++) if (places[at] >= 0) into[places[at]] = from[at];
    return column;
  }
  const added: string[] = [];
  const { dictionary, codes } = column;
  const codeOf = Int32Array.from({ length: by.dictionary.length }, (_, code) => {
    added.push(by.dictionary.at(code) as string);
    return dictionary.length + code;
  });
  for (let at = 0; at < places.length; at++) {
    if (places[at] >= 0) codes[places[at]] = by.codes[at] < 0 ? -1 : codeOf[by.codes[at]];
  }
  return { ...column, codes, dictionary: joinTexts(dictionary, added) };
}

function joinTexts(texts: { readonly length: number; at(code: number): string | undefined }, added: readonly string[]) {
  return {
    length: texts.length + added.length,
    at: (code: number) => (code < texts.length ? texts.at(code) : added[code - texts.length]),
  };
}

/** Places of `now` at which it is not what `before` is at the row of the same place. */
export function findChanges(now: Column, before: Column, rows: ArrayLike<number> | undefined): number[] {
  const count = isText(now) ? now.codes.length : now.values.length;
  const rowAt = (place: number) => (rows === undefined ? place : rows[place]);
  const changes: number[] = [];
  if (isText(now) && isText(before)) {
    for (let place = 0; place < count; place++) {
      if (textAt(now, place) !== textAt(before, rowAt(place))) changes.push(place);
    }
    return changes;
  }
  if (isText(now) || isText(before)) throw new Error('texts cannot be held against numbers');
  for (let place = 0; place < count; place++) {
    if (!Object.is(now.values[place], before.values[rowAt(place)])) changes.push(place);
  }
  return changes;
}
