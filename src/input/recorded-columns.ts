import type { Column, Table } from '../model/table.ts';
import type { Kind, ValueType } from '../model/value-type.ts';

// Reads `columns/` of a run directory back: the inverse of report/columns.ts, which says how the files are laid out.

interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly scale?: number;
  readonly unit?: 'days' | 'months';
  readonly encoding: 'steps' | 'plain' | 'codes' | 'lines';
  readonly base?: number;
  readonly step?: number;
  readonly bytes?: 1 | 2 | 4 | 8;
  readonly values?: readonly string[];
  readonly file: string;
}

export interface ColumnIndex {
  readonly schemaVersion: number;
  readonly rows: number;
  readonly columns: readonly Entry[];
}

/** The columns that `wanted` names (all without it); `read` gives the bytes of a file of the run directory. */
export async function readColumns(
  read: (name: string) => Promise<Uint8Array>,
  wanted?: ReadonlySet<string>,
): Promise<Table> {
  const index = JSON.parse(Buffer.from(await read('columns/index.json')).toString('utf8')) as ColumnIndex;
  if (index.schemaVersion !== 1) throw new Error(`columns of schema version ${index.schemaVersion} cannot be read`);
  const columns = new Map<string, Column>();
  for (const entry of index.columns) {
    if (wanted === undefined || wanted.has(entry.name)) {
      columns.set(entry.name, decode(entry, await read(entry.file), index.rows));
    }
  }
  return { rows: index.rows, columns };
}

function decode(entry: Entry, bytes: Uint8Array, rows: number): Column {
  const { kind, scale = 0, unit, encoding } = entry;
  const type: ValueType = { kind, scale, ...(unit === undefined ? {} : { unit }) };
  if (encoding === 'lines') {
    const texts = Buffer.from(bytes)
      .toString('utf8')
      .split('\n', rows)
      .map((line) => JSON.parse(line) as string | null);
    const dictionary = texts.filter((text) => text !== null);
    let next = 0;
    return { type, codes: Int32Array.from(texts, (text) => (text === null ? -1 : next++)), dictionary };
  }
  const at = codeReader(bytes, encoding === 'plain' ? 8 : (entry.bytes ?? 8));
  if (encoding === 'codes') {
    return { type, codes: Int32Array.from({ length: rows }, (_, row) => at(row) - 1), dictionary: entry.values ?? [] };
  }
  const { base = 0, step = 1 } = entry;
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = at(row);
    values[row] = encoding === 'plain' ? code : code === 0 ? Number.NaN : base + step * (code - 1);
  }
  return { type, values };
}

function codeReader(bytes: Uint8Array, width: 1 | 2 | 4 | 8): (row: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (width) {
    case 1:
      return (row) => view.getUint8(row);
    case 2:
      return (row) => view.getUint16(row * 2, true);
    case 4:
      return (row) => view.getUint32(row * 4, true);
    case 8:
      return (row) => view.getFloat64(row * 8, true);
  }
}
