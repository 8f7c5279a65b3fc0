import { type Column, isText, listTexts, type Table, type TextColumn } from '../../model/table.ts';
import { alone, type Crew } from '../../parallel/crew.ts';
import { sharedCodes, sharedFloats, sharedRows } from '../../parallel/shared-memory.ts';
import { compareText } from '../../text/text-order.ts';
import { poolOf, TextPool } from '../../text/text-pool.ts';
import { findCodesJob, gatherTextsJob, placeCodesJob, placeValuesJob } from './gather-jobs.ts';

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

/** The rows that stay, in their order: where each goes (negative where it does not stay), and how many there are. */
export interface RowPlaces {
  readonly places: Int32Array;
  readonly count: number;
}

class Gathering {
  readonly #spare: Spare;
  readonly #to: RowPlaces;
  readonly #crew: Crew;
  #rows: Uint32Array | undefined;

  constructor(to: RowPlaces, crew: Crew) {
    this.#spare = new Spare(to.count);
    this.#to = to;
    this.#crew = crew;
  }

  async gather(column: Column): Promise<Column> {
    const { type } = column;
    const { places } = this.#to;
    if (!isText(column)) {
      const values = this.#spare.floats();
      await this.#crew.do(placeValuesJob, { values: column.values, places, into: values });
      this.#spare.take(column.values);
      return { type, values };
    }
    const codes = this.#spare.codes();
    const dictionary = await (type.kind === 'category' ? this.#category(column, codes) : this.#pool(column, codes));
    this.#spare.take(column.codes);
    return { type, codes, dictionary };
  }

  async #category({ codes, dictionary }: TextColumn, into: Int32Array): Promise<string[]> {
    const { places } = this.#to;
    const used = await this.#crew.do(findCodesJob, { codes, places, size: dictionary.length });
    const texts = new Set<string>();
    for (let code = 0; code < used.length; code++) if (used[code] === 1) texts.add(dictionary.at(code) as string);
    const sorted = [...texts].sort(compareText);
    const codeOf = new Map(sorted.map((text, code) => [text, code]));
    const become = Int32Array.from([-1, ...listTexts(dictionary).map((text) => codeOf.get(text) ?? -1)]);
    await this.#crew.do(placeCodesJob, { codes, places, into, become });
    return sorted;
  }

  async #pool({ codes, dictionary }: TextColumn, into: Int32Array): Promise<TextPool> {
    const { places, count } = this.#to;
    const pool = poolOf(dictionary);
    if (2 * count >= pool.length) {
      await this.#crew.do(placeCodesJob, { codes, places, into });
      return pool;
    }
    this.#rows ??= rowsAt(this.#to);
    const { bytes, ends } = pool;
    const own = await this.#crew.do(gatherTextsJob, { codes, pool: { bytes, ends }, rows: this.#rows, into });
    return new TextPool(own.bytes, own.ends);
  }
}

function rowsAt({ places, count }: RowPlaces): Uint32Array {
  const rows = sharedRows(count);
  for (let row = 0; row < places.length; row++) if (places[row] >= 0) rows[places[row]] = row;
  return rows;
}

const memoryOf = (column: Column) => (isText(column) ? column.codes : column.values);

/**
 * The rows of every column that stay, in their order; the memory of the table is used for them, so that it is one no longer.
 * Columns that share an array, because they are all missing, still do.
 */
export async function gatherRows(table: Table, to: RowPlaces, crew: Crew = alone): Promise<Table> {
  const gathering = new Gathering(to, crew);
  const gathered = new Map<Float64Array | Int32Array, Column>();
  const waiting = new Map([...table.columns.values()].map((column) => [memoryOf(column), column]));
  // One column for each thread and one that waits for them: all at once would all need memory.
  async function work(): Promise<void> {
    for (const [memory, column] of waiting) {
      waiting.delete(memory);
      gathered.set(memory, await gathering.gather(column));
    }
  }
  await Promise.all(Array.from({ length: crew.size + 1 }, work));
  const columns = [...table.columns].map(([name, column]): [string, Column] => {
    const own = gathered.get(memoryOf(column)) as Column;
    return [name, { ...own, type: column.type }];
  });
  return { rows: to.count, columns: new Map(columns) };
}
