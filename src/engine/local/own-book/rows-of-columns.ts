import { type Column, isText, listTexts, type TextColumn, type Texts, textAt } from '../../../model/table.ts';

// Some rows of a column, and a column with some rows changed.

/** New values for some rows, in ascending order. */
export interface Patch {
  readonly rows: Uint32Array;
  readonly column: Column;
}

/** The rows that are named, in their order. */
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

function joinTexts(texts: Texts, added: readonly string[]): Texts {
  return {
    length: texts.length + added.length,
    at: (code: number) => (code < texts.length ? texts.at(code) : added[code - texts.length]),
  };
}

/** Places of `now` at which it is not what `before` is at the row of the same place; without rows at that place itself. */
export function findChanges(now: Column, before: Column, rows?: Uint32Array): number[] {
  const changes: number[] = [];
  if (isText(now) && isText(before)) {
    const codeOf = codesIn(now, before);
    const [codes, others] = [now.codes, before.codes];
    for (let place = 0; place < codes.length; place++) {
      const other = others[rows === undefined ? place : rows[place]];
      if (codeOf === undefined ? textAt(now, place) !== textOf(before, other) : codes[place] !== codeOf[other + 1]) {
        changes.push(place);
      }
    }
    return changes;
  }
  if (isText(now) || isText(before)) throw new Error('texts cannot be held against numbers');
  const [values, others] = [now.values, before.values];
  for (let place = 0; place < values.length; place++) {
    const [value, other] = [values[place], others[rows === undefined ? place : rows[place]]];
    // NaN, which is missing, is no change from NaN.
    if (value !== other && !(Number.isNaN(value) && Number.isNaN(other))) changes.push(place);
  }
  return changes;
}

const fewTexts = 1000;

/** By code of `before` and 1 the code that `now` has for the text, −2 where none; undefined where either may repeat texts. */
function codesIn(now: TextColumn, before: TextColumn): Int32Array | undefined {
  if (now.dictionary.length > fewTexts || before.dictionary.length > fewTexts) return undefined;
  const known = new Map(listTexts(now.dictionary).map((text, code) => [text, code]));
  if (known.size < now.dictionary.length) return undefined;
  return Int32Array.from([-1, ...listTexts(before.dictionary).map((text) => known.get(text) ?? -2)]);
}

function textOf({ dictionary }: TextColumn, code: number): string | null {
  return code < 0 ? null : (dictionary.at(code) as string);
}
