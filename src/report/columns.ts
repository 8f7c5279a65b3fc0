import { type Column, isText, type Table } from '../model/table.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import type { PackedColumn } from '../parallel/packed-column.ts';
import { sharedBytes } from '../parallel/shared-memory.ts';
import type { Layout } from './column-layout.ts';
import { columnRowsJob, pieceBytes, rowsOfPiece, type StartedColumn, startColumnJob } from './column-rows.ts';
import type { ReportFile } from './format.ts';
import type { PieceOf } from './ordered-pieces.ts';
import { type Share, shareColumn, shareFor } from './shared-columns.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// `columns/`: what a later run, `explain` or `verify` reads again. One little-endian file a column, rows in id order,
// described by `columns/index.json`. A number is base + step·(code − 1), code 0 is missing; codes take 1, 2 or 4 bytes,
// or 8 as doubles; a span too wide for codes is kept `plain`, as doubles with NaN for missing. Texts are codes into
// `values`, or, for ids and free text, the texts themselves, one JSON string a line.

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

function* describeAll(columns: readonly Kept[], rows: number, work: ColumnWork): Generator<string> {
  const entries = columns.map((column, index) => describe(column, work.layoutOf(index)));
  yield `${writeJson({ schemaVersion: 1, rows, columns: entries })}\n`;
}

function describe({ name, column, file }: Kept, layout: Layout): JsonValue {
  const { kind, scale, unit } = column.type;
  const about = { name, kind, ...(scale === 0 ? {} : { scale }), ...(unit === undefined ? {} : { unit }) };
  if (layout.encoding !== 'codes') return { ...about, ...layout, file };
  const { encoding, bytes, values } = layout;
  return { ...about, encoding, bytes, values, file };
}

interface BegunColumn {
  readonly column: PackedColumn;
  readonly start: Promise<StartedColumn>;
}

/**
 * The pieces of all files, one file after the other, as a crew makes them. A few columns are begun ahead, and a few pieces
 * of the one whose turn it is, so that the hands are never idle and memory stays flat; it is used again for later pieces.
 */
class ColumnWork {
  readonly #columns: readonly Kept[];
  readonly #rows: number;
  readonly #crew: Crew;
  readonly #share: Share;
  readonly #ahead: number;
  readonly #layouts: Layout[] = [];
  readonly #begun: BegunColumn[] = [];
  readonly #spare: Uint8Array[] = [];
  #next = 0;

  constructor(columns: readonly Kept[], rows: number, crew: Crew) {
    this.#columns = columns;
    this.#rows = rows;
    this.#crew = crew;
    this.#share = shareFor(crew);
    this.#ahead = crew.size === 1 ? 1 : 4 * crew.size;
  }

  /** Of a column whose file has been read. */
  layoutOf(column: number): Layout {
    if (column >= this.#layouts.length) throw new Error('the files of columns/ are read before their index');
    return this.#layouts[column];
  }

  async *piecesOf(index: number): AsyncGenerator<Uint8Array> {
    if (index !== this.#layouts.length) throw new Error('files of columns/ are read in order');
    this.#beginColumns();
    const { column, start } = this.#begun.shift() as BegunColumn;
    const { layout, piece } = await start;
    this.#layouts.push(layout);
    // The texts of a category are for the index alone.
    const own = layout.encoding === 'codes' ? { ...layout, values: [] } : layout;
    const pieces = Math.ceil(this.#rows / rowsOfPiece(layout));
    const making = [Promise.resolve(piece)];
    let begun = 1;
    for (let taken = 0; taken < pieces; taken++) {
      for (; begun < Math.min(taken + this.#ahead, pieces); begun++) {
        const given = { column, layout: own, start: begun * rowsOfPiece(layout), memory: this.#takeMemory() };
        making.push(expect(this.#crew.do(columnRowsJob, given)));
      }
      const { memory, length } = await (making.shift() as Promise<PieceOf>);
      yield memory.subarray(0, length);
      this.#spare.push(memory);
    }
  }

  #beginColumns(): void {
    const end = Math.min(this.#layouts.length + this.#ahead, this.#columns.length);
    for (; this.#next < end; this.#next++) {
      const column = shareColumn(this.#columns[this.#next].column, this.#share);
      const start = expect(this.#crew.do(startColumnJob, { column, memory: this.#takeMemory() }));
      this.#begun.push({ column, start });
    }
  }

  #takeMemory(): Uint8Array {
    return this.#spare.pop() ?? sharedBytes(pieceBytes + room);
  }
}

/** What a piece of exactly `pieceBytes` needs besides. */
const room = 64;

/** Whoever waits for it is told what went wrong; until then it is nobody's rejection. */
function expect<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}
