import { extname } from 'node:path';
import { type Column, isText, type Table } from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import { columnFileName, describeColumns, isOfLines, type KeptColumn, listKeptColumns } from '../report/columns.ts';
import { type Share, shareColumn, shareFor } from '../report/shared-columns.ts';
import { type ColumnFileMade, columnFileJob } from './column-file.ts';
import type { OutputDirectory } from './output-directory.ts';

// Writes `columns/`, a job a file. Columns are added whenever they stand, by the side of whatever else is done and written;
// the largest of those that wait comes first, so that no hand ends with a long one. What the files are called and where they
// stand in the index follows the order in which columns were added. Of columns with the same file the first has it: those
// that share their memory are written once, others are found by their hash. What goes wrong is thrown at the end.

type Output = Pick<OutputDirectory, 'fill' | 'note' | 'remove' | 'write'>;

interface Begun extends KeptColumn {
  /** Where its file is, from the run directory on. */
  readonly file: string;
  /** The column before it that is the same memory. */
  readonly like: Begun | undefined;
  made?: ColumnFileMade;
}

export class ColumnWriter {
  readonly #output: Output;
  readonly #crew: Crew;
  readonly #folder: string;
  readonly #share: Share;
  readonly #begun = new Map<string, Begun>();
  /** The largest last. */
  #waiting: Begun[] = [];
  readonly #lanes: Promise<void>[] = [];
  #free: number;
  #failure: { readonly error: unknown } | undefined;

  constructor(output: Output, crew: Crew, folder = 'columns') {
    this.#output = output;
    this.#crew = crew;
    this.#folder = folder;
    this.#share = shareFor(crew);
    // Threads are sent jobs beforehand, for this one may not hear of their answers for a while; more would only be open files.
    this.#free = crew.size === 1 ? 1 : 32 * crew.size;
  }

  /** Begins the files of a table's columns that are kept and not begun yet. They must not change any more. */
  add(table: Table, also?: ReadonlySet<string>): void {
    const writing = [...this.#begun.values()].filter(({ like }) => like === undefined);
    for (const kept of listKeptColumns(table, also)) {
      const before = this.#begun.get(kept.name);
      if (before !== undefined) {
        if (!areOne(before.column, kept.column)) throw new Error(`${kept.name} has changed since it was begun`);
        continue;
      }
      const file = `${this.#folder}/${columnFileName(this.#begun.size, kept)}`;
      const begun = { ...kept, file, like: writing.find(({ column }) => areOne(column, kept.column)) };
      this.#begun.set(kept.name, begun);
      if (begun.like !== undefined) continue;
      writing.push(begun);
      this.#waiting.push(begun);
    }
    this.#waiting.sort((a, b) => bytesOf(a) - bytesOf(b));
    for (; this.#free > 0 && this.#waiting.length > 0; this.#free--) this.#lanes.push(this.#work());
  }

  /** Waits for all files, and writes the index. */
  async finish(rows: number): Promise<void> {
    await Promise.all(this.#lanes);
    if (this.#failure !== undefined) throw this.#failure.error;
    const files = new Map<string, string>();
    const entries = [...this.#begun.values()].map(({ name, column, file, like, made }) => {
      const { sha256, size, layout } = (like?.made ?? made) as ColumnFileMade;
      const content = `${sha256}${extname(file)}`;
      const first = files.get(content);
      if (first === undefined) {
        files.set(content, file);
        this.#output.note({ name: file, sha256, size });
      } else if (like === undefined) this.#output.remove(file);
      return { name, column, layout, file: first ?? file };
    });
    await this.#output.write(`${this.#folder}/index.json`, [describeColumns(rows, entries)]);
  }

  async #work(): Promise<void> {
    try {
      for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) await this.#make(next);
    } catch (error) {
      this.#failure ??= { error };
      this.#waiting = [];
    }
    this.#free++;
  }

  async #make(begun: Begun): Promise<void> {
    const column = shareColumn(begun.column, this.#share);
    begun.made = await this.#output.fill(begun.file, (descriptor) =>
      this.#crew.do(columnFileJob, { column, descriptor }),
    );
  }
}

/** Whether two columns are the same memory, and so one file. */
function areOne(a: Column, b: Column): boolean {
  if (!isText(a) || !isText(b)) return !isText(a) && !isText(b) && isOneMemory(a.values, b.values);
  return isOneMemory(a.codes, b.codes) && a.dictionary === b.dictionary && isOfLines(a) === isOfLines(b);
}

function isOneMemory(a: Float64Array | Int32Array, b: Float64Array | Int32Array): boolean {
  return a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.length === b.length;
}

/** About how much there is to do. */
function bytesOf({ column }: KeptColumn): number {
  if (!isText(column)) return column.values.byteLength;
  return column.codes.byteLength * (isOfLines(column) ? 4 : 1);
}
