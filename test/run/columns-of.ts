import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readColumns } from '../../src/input/recorded-columns.ts';
import type { Table } from '../../src/model/table.ts';
import { alone, type Crew } from '../../src/parallel/crew.ts';
import { ColumnWriter } from '../../src/run/column-writer.ts';

// `columns/` of a table by name: written to a directory as a run does, without its syncs, and taken from there.

export interface WrittenColumns {
  readonly files: ReadonlyMap<string, Buffer>;
  /** In the order in which they were noted. */
  readonly noted: readonly string[];
}

export async function writeColumnsOf(table: Table, crew: Crew = alone): Promise<WrittenColumns> {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-columns-'));
  try {
    const texts = new Map<string, Buffer>();
    const noted: string[] = [];
    const columns = new ColumnWriter(
      {
        fill: async (name, fill) => {
          mkdirSync(dirname(join(directory, name)), { recursive: true });
          const descriptor = openSync(join(directory, name), 'wx');
          return fill(descriptor).finally(() => closeSync(descriptor));
        },
        note: ({ name }) => void noted.push(name),
        remove: (name) => rmSync(join(directory, name)),
        write: async (name, bytes) => {
          const parts: Buffer[] = [];
          for await (const part of bytes) parts.push(Buffer.from(part));
          texts.set(name, Buffer.concat(parts));
        },
      },
      crew,
    );
    columns.add(table);
    await columns.finish(table.rows);
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
    const files = names.map((name) => [name, readFileSync(join(directory, name))] as const);
    return { files: new Map([...files, ...texts]), noted };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function readColumnsOf({ files }: WrittenColumns): Promise<Table> {
  return readColumns(async (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`no file ${name}`);
    return bytes;
  });
}
