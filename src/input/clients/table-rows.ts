import { type Column, isText, listTexts, type Table, type TextColumn } from '../../model/table.ts';
import { compareText } from '../../text/text-order.ts';

// Some rows of a table in a given order. Dictionaries are made anew, so that codes do not depend on how rows were read:
// categories in text order, each once; ids and texts one entry a row.

function gatherCategory(column: TextColumn, rows: Uint32Array): TextColumn {
  const codes = new Int32Array(rows.length);
  const used = new Uint8Array(column.dictionary.length);
  for (let index = 0; index < rows.length; index++) {
    const code = column.codes[rows[index]];
    codes[index] = code;
    if (code >= 0) used[code] = 1;
  }
  const texts = new Set<string>();
  for (let code = 0; code < used.length; code++) if (used[code] === 1) texts.add(column.dictionary.at(code) as string);
  const dictionary = [...texts].sort(compareText);
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  const newCodes = Int32Array.from(listTexts(column.dictionary), (text) => codeOf.get(text) ?? -1);
  for (let index = 0; index < codes.length; index++) if (codes[index] >= 0) codes[index] = newCodes[codes[index]];
  return { type: column.type, codes, dictionary };
}

function gatherTexts(column: TextColumn, rows: Uint32Array): TextColumn {
  const codes = new Int32Array(rows.length);
  const dictionary: string[] = [];
  for (let index = 0; index < rows.length; index++) {
    const code = column.codes[rows[index]];
    codes[index] = code < 0 ? -1 : dictionary.length;
    if (code >= 0) dictionary.push(column.dictionary.at(code) as string);
  }
  return { type: column.type, codes, dictionary };
}

/** The named rows of every column, in their order. Columns that share an array, because they are all missing, still do. */
export function gatherRows(table: Table, rows: Uint32Array): Table {
  const gathered = new Map<Float64Array, Float64Array>();
  const gather = (column: Column): Column => {
    if (isText(column))
      return column.type.kind === 'category' ? gatherCategory(column, rows) : gatherTexts(column, rows);
    let values = gathered.get(column.values);
    if (values === undefined) {
      values = new Float64Array(rows.length);
      for (let index = 0; index < rows.length; index++) values[index] = column.values[rows[index]];
      gathered.set(column.values, values);
    }
    return { type: column.type, values };
  };
  return { rows: rows.length, columns: new Map([...table.columns].map(([name, column]) => [name, gather(column)])) };
}
