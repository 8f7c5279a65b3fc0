import { type Column, isText, listTexts, type NumericColumn, type Table, type TextColumn } from '../../model/table.ts';
import { alone, type Crew } from '../../parallel/crew.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import { compareText } from '../../text/text-order.ts';
import { poolOf, TextPool } from '../../text/text-pool.ts';
import { gatherCodesJob, gatherTextsJob, gatherValuesJob } from './gather-jobs.ts';

// Some rows of a table in a given order, each column a job. Dictionaries of categories are made anew, each once and in text
// order. Pools of ids and texts stay as they are (to bring 40 MB into another order costs more than all numbers) unless
// most of their texts are of rows that are left out; so the codes of a text say nothing but where it stands.

async function gatherCategory(column: TextColumn, rows: Uint32Array, crew: Crew): Promise<TextColumn> {
  const codes = sharedCodes(rows.length);
  const size = column.dictionary.length;
  const used = await crew.do(gatherCodesJob, { codes: column.codes, rows, into: codes, size });
  const texts = new Set<string>();
  for (let code = 0; code < size; code++) if (used[code] === 1) texts.add(column.dictionary.at(code) as string);
  const dictionary = [...texts].sort(compareText);
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  const newCodes = Int32Array.from(listTexts(column.dictionary), (text) => codeOf.get(text) ?? -1);
  for (let index = 0; index < codes.length; index++) if (codes[index] >= 0) codes[index] = newCodes[codes[index]];
  return { type: column.type, codes, dictionary };
}

async function gatherTexts(column: TextColumn, rows: Uint32Array, crew: Crew): Promise<TextColumn> {
  const { codes, type } = column;
  const into = sharedCodes(rows.length);
  const pool = poolOf(column.dictionary);
  if (2 * rows.length >= pool.length) {
    await crew.do(gatherCodesJob, { codes, rows, into, size: 0 });
    return { type, codes: into, dictionary: pool };
  }
  const { bytes, ends } = pool;
  const own = await crew.do(gatherTextsJob, { codes, pool: { bytes, ends }, rows, into });
  return { type, codes: into, dictionary: new TextPool(own.bytes, own.ends) };
}

async function gatherValues(column: NumericColumn, rows: Uint32Array, crew: Crew): Promise<Float64Array> {
  const into = sharedFloats(rows.length);
  await crew.do(gatherValuesJob, { values: column.values, rows, into });
  return into;
}

/** The named rows of every column, in their order. Columns that share an array, because they are all missing, still do. */
export async function gatherRows(table: Table, rows: Uint32Array, crew: Crew = alone): Promise<Table> {
  const gathered = new Map<Float64Array, Promise<Float64Array>>();
  const gather = async (column: Column): Promise<Column> => {
    if (isText(column))
      return column.type.kind === 'category' ? gatherCategory(column, rows, crew) : gatherTexts(column, rows, crew);
    const known = gathered.get(column.values) ?? gatherValues(column, rows, crew);
    gathered.set(column.values, known);
    return { type: column.type, values: await known };
  };
  const names = [...table.columns.keys()];
  const columns = await Promise.all([...table.columns.values()].map(gather));
  return { rows: rows.length, columns: new Map(names.map((name, index) => [name, columns[index]])) };
}
