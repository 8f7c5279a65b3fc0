import { type Column, isText, listTexts, type Table, type TextColumn } from '../../model/table.ts';
import { alone, type Crew } from '../../parallel/crew.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import { compareText } from '../../text/text-order.ts';
import { poolOf, TextPool } from '../../text/text-pool.ts';
import { gatherCodesJob, gatherTextsJob, gatherValuesJob } from './gather-jobs.ts';

// Some rows of a table in a given order, each column a job. Dictionaries of categories are made anew, each once and in text
// order. Pools of ids and texts stay as they are (to bring 40 MB into another order costs more than all numbers) unless
// most of their texts are of rows that are left out; so the codes of a text say nothing but where it stands. What a column
// stood in is where the next one goes: shared memory is given back late, and a table must not stand in memory twice.

/** Memory of columns that have been gathered, for those that have not. */
class Spare {
  readonly #rows: number;
  readonly #floats: Float64Array[] = [];
  readonly #codes: Int32Array[] = [];

  constructor(rows: number) {
    this.#rows = rows;
  }

  floats(): Float64Array {
    return this.#floats.pop() ?? sharedFloats(this.#rows);
  }

  codes(): Int32Array {
    return this.#codes.pop() ?? sharedCodes(this.#rows);
  }

  take(memory: Float64Array | Int32Array): void {
    if (!(memory.buffer instanceof SharedArrayBuffer) || memory.length < this.#rows) return;
    if (memory instanceof Float64Array) this.#floats.push(memory.subarray(0, this.#rows));
    else this.#codes.push(memory.subarray(0, this.#rows));
  }
}

async function gatherCategory(column: TextColumn, rows: Uint32Array, into: Int32Array, crew: Crew) {
  const size = column.dictionary.length;
  const used = await crew.do(gatherCodesJob, { codes: column.codes, rows, into, size });
  const texts = new Set<string>();
  for (let code = 0; code < size; code++) if (used[code] === 1) texts.add(column.dictionary.at(code) as string);
  const dictionary = [...texts].sort(compareText);
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  const newCodes = Int32Array.from(listTexts(column.dictionary), (text) => codeOf.get(text) ?? -1);
  for (let index = 0; index < into.length; index++) if (into[index] >= 0) into[index] = newCodes[into[index]];
  return dictionary;
}

async function gatherPool(column: TextColumn, rows: Uint32Array, into: Int32Array, crew: Crew): Promise<TextPool> {
  const { codes } = column;
  const pool = poolOf(column.dictionary);
  if (2 * rows.length >= pool.length) {
    await crew.do(gatherCodesJob, { codes, rows, into, size: 0 });
    return pool;
  }
  const { bytes, ends } = pool;
  const own = await crew.do(gatherTextsJob, { codes, pool: { bytes, ends }, rows, into });
  return new TextPool(own.bytes, own.ends);
}

async function gatherColumn(column: Column, rows: Uint32Array, spare: Spare, crew: Crew): Promise<Column> {
  const { type } = column;
  if (!isText(column)) {
    const values = spare.floats();
    await crew.do(gatherValuesJob, { values: column.values, rows, into: values });
    return { type, values };
  }
  const codes = spare.codes();
  const gather = type.kind === 'category' ? gatherCategory : gatherPool;
  return { type, codes, dictionary: await gather(column, rows, codes, crew) };
}

const memoryOf = (column: Column) => (isText(column) ? column.codes : column.values);

/**
 * The named rows of every column, in their order; the memory of the table is used for them, so that it is one no longer.
 * Columns that share an array, because they are all missing, still do.
 */
export async function gatherRows(table: Table, rows: Uint32Array, crew: Crew = alone): Promise<Table> {
  const spare = new Spare(rows.length);
  const gathered = new Map<Float64Array | Int32Array, Column>();
  const waiting = new Map([...table.columns.values()].map((column) => [memoryOf(column), column]));
  // One column for each thread and one that waits for them: all at once would all need memory.
  async function work(): Promise<void> {
    for (const [memory, column] of waiting) {
      waiting.delete(memory);
      gathered.set(memory, await gatherColumn(column, rows, spare, crew));
      spare.take(memory);
    }
  }
  await Promise.all(Array.from({ length: crew.size + 1 }, work));
  const columns = [...table.columns].map(([name, column]): [string, Column] => {
    const own = gathered.get(memoryOf(column)) as Column;
    return [name, { ...own, type: column.type }];
  });
  return { rows: rows.length, columns: new Map(columns) };
}
