import { type Column, isText, type Table } from '../model/table.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import type { PackedColumn } from '../parallel/packed-column.ts';
import { type Layout, layOutJob } from './column-layout.ts';
import { columnRowsJob } from './column-rows.ts';
import type { ReportFile } from './format.ts';
import { orderPieces } from './ordered-pieces.ts';
import { shareColumn, shareFor } from './shared-columns.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// `columns/`: what a later run, `explain` or `verify` reads again. One little-endian file a column, rows in id order,
// described by `columns/index.json`. A number is base + step·(code − 1), code 0 is missing; codes take 1, 2 or 4 bytes,
// or 8 as doubles; a span too wide for codes is kept `plain`, as doubles with NaN for missing. Texts are codes into
// `values`, or, for ids and free text, the texts themselves, one JSON string a line.

/** Rows of one piece of a file. */
const pieceRows = 2 ** 17;

interface Kept {
  readonly name: string;
  readonly column: Column;
  readonly file: string;
}

/**
 * The columns of a table except the plan's own (`$…`) and those derived from the rest (`lost.…`, `reason.…`); `also` names
 * those of the plan's own that are kept too. The crew works on some files ahead, so they are read in their order, once.
 */
export function columnFiles(
  table: Table,
  also: ReadonlySet<string> = new Set(),
  folder = 'columns',
  crew: Crew = alone,
): ReportFile[] {
  const columns = listKept(table, also, folder);
  const work = new ColumnWork(columns, table.rows, crew);
  const files = columns.map(({ file }, index) => ({ name: file, content: work.piecesOf(index) }));
  return [...files, { name: `${folder}/index.json`, content: describeAll(columns, table.rows, work) }];
}

function listKept(table: Table, also: ReadonlySet<string>, folder: string): Kept[] {
  const names = [...table.columns.keys()].filter((name) => also.has(name) || !/^(\$|lost\.|reason\.)/.test(name));
  return names.map((name, index) => {
    const column = table.columns.get(name) as Column;
    const extension = isText(column) && column.type.kind !== 'category' ? 'jsonl' : 'bin';
    const file = `${String(index + 1).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}_.-]/gu, '_')}.${extension}`;
    return { name, column, file: `${folder}/${file}` };
  });
}

async function* describeAll(columns: readonly Kept[], rows: number, work: ColumnWork): AsyncGenerator<string> {
  const layouts = await work.layouts();
  const entries = columns.map((column, index) => describe(column, layouts[index]));
  yield `${writeJson({ schemaVersion: 1, rows, columns: entries })}\n`;
}

function describe({ name, column, file }: Kept, layout: Layout): JsonValue {
  const { kind, scale, unit } = column.type;
  const about = { name, kind, ...(scale === 0 ? {} : { scale }), ...(unit === undefined ? {} : { unit }) };
  if (layout.encoding !== 'codes') return { ...about, ...layout, file };
  const { encoding, bytes, values } = layout;
  return { ...about, encoding, bytes, values, file };
}

/** The pieces of all files, one file after the other, as a crew makes them. */
class ColumnWork {
  readonly #columns: readonly Kept[];
  readonly #rows: number;
  readonly #crew: Crew;
  readonly #piecesEach: number;
  #shared: readonly PackedColumn[] = [];
  #layouts: readonly Promise<Layout>[] | undefined;
  #pieces: AsyncGenerator<Uint8Array> | undefined;
  #taken = 0;

  constructor(columns: readonly Kept[], rows: number, crew: Crew) {
    this.#columns = columns;
    this.#rows = rows;
    this.#crew = crew;
    this.#piecesEach = Math.ceil(rows / pieceRows);
  }

  async layouts(): Promise<Layout[]> {
    return Promise.all(this.#begin());
  }

  async *piecesOf(column: number): AsyncGenerator<Uint8Array> {
    for (let piece = 0; piece < this.#piecesEach; piece++) {
      if (this.#taken++ !== column * this.#piecesEach + piece) throw new Error('files of columns/ are read in order');
      this.#pieces ??= this.#makePieces();
      yield (await this.#pieces.next()).value;
    }
  }

  #begin(): readonly Promise<Layout>[] {
    if (this.#layouts !== undefined) return this.#layouts;
    const share = shareFor(this.#crew);
    this.#shared = this.#columns.map(({ column }) => shareColumn(column, share));
    this.#layouts = this.#shared.map((column) => {
      const layout = this.#crew.do(layOutJob, column);
      // Whoever waits for it is told; until then it is nobody's rejection.
      layout.catch(() => undefined);
      return layout;
    });
    return this.#layouts;
  }

  #makePieces(): AsyncGenerator<Uint8Array> {
    const layouts = this.#begin();
    return orderPieces(this.#columns.length * this.#piecesEach, this.#crew, async (index, memory) => {
      const at = Math.floor(index / this.#piecesEach);
      const start = (index % this.#piecesEach) * pieceRows;
      const end = Math.min(start + pieceRows, this.#rows);
      const layout = await layouts[at];
      // The texts of a category are for the index alone.
      const own = layout.encoding === 'codes' ? { ...layout, values: [] } : layout;
      return this.#crew.do(columnRowsJob, { column: this.#shared[at], layout: own, start, end, memory });
    });
  }
}
