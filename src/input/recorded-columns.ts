import type { Column, Table, TextColumn } from '../model/table.ts';
import type { Kind, ValueType } from '../model/value-type.ts';
import { PoolBuilder } from '../text/text-pool.ts';

// Reads `columns/` of a run directory back: the inverse of report/columns.ts, which says how the files are laid out, and how
// they were in version 1.

interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly scale?: number;
  readonly unit?: 'days' | 'months';
  readonly encoding: 'steps' | 'plain' | 'codes' | 'lines';
  readonly base?: number;
  readonly step?: number;
  readonly bytes?: number;
  readonly values?: readonly string[] | readonly number[];
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
  if (index.schemaVersion !== 1 && index.schemaVersion !== 2)
    throw new Error(`columns of schema version ${index.schemaVersion} cannot be read`);
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
  if (encoding === 'lines') return { type, ...readLines(bytes, rows) };
  const read = readCodes(bytes, encoding === 'plain' ? 8 : (entry.bytes ?? 8), rows);
  if (encoding === 'codes' && kind === 'category') {
    const codes = new Int32Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = read[row] - 1;
    return { type, codes, dictionary: (entry.values ?? []) as readonly string[] };
  }
  const { base = 0, step = 1 } = entry;
  if (encoding === 'codes') {
    const values = Float64Array.of(Number.NaN, ...((entry.values ?? []) as readonly number[]));
    for (let row = 0; row < rows; row++) read[row] = values[read[row]];
  } else if (encoding === 'steps') {
    for (let row = 0; row < rows; row++) read[row] = read[row] === 0 ? Number.NaN : base + step * (read[row] - 1);
  }
  return { type, values: read };
}

/** A loop for each kind of word, so that each is compiled for what it does. Eight bytes are a double. */
function readCodes(bytes: Uint8Array, width: number, rows: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = new Float64Array(rows);
  if (width === 1) for (let row = 0; row < rows; row++) codes[row] = view.getUint8(row);
  else if (width === 2) for (let row = 0; row < rows; row++) codes[row] = view.getUint16(2 * row, true);
  else if (width === 4) for (let row = 0; row < rows; row++) codes[row] = view.getUint32(4 * row, true);
  else if (width === 8) for (let row = 0; row < rows; row++) codes[row] = view.getFloat64(8 * row, true);
  else addBytes(view, width, codes);
  return codes;
}

function addBytes(view: DataView, width: number, codes: Float64Array): void {
  for (let row = 0, at = 0; row < codes.length; row++, at += width) {
    let code = 0;
    for (let byte = width - 1; byte >= 0; byte--) code = code * 256 + view.getUint8(at + byte);
    codes[row] = code;
  }
}

const [quote, newline, backslash] = [34, 10, 92];

/** A JSON text or null a line; a text without an escape is the bytes between its quotes. */
function readLines(bytes: Uint8Array, rows: number): Pick<TextColumn, 'codes' | 'dictionary'> {
  const codes = new Int32Array(rows);
  const texts = new PoolBuilder();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  for (let row = 0; row < rows; row++) {
    let end = start;
    let isEscaped = false;
    for (; bytes[end] !== newline; end++) {
      if (end >= bytes.length) throw new Error(`a file of texts ends in row ${row + 1} of ${rows}`);
      if (bytes[end] === backslash) isEscaped = true;
    }
    if (bytes[start] !== quote) codes[row] = -1;
    else if (isEscaped) codes[row] = texts.addText(JSON.parse(buffer.toString('utf8', start, end)) as string);
    else codes[row] = texts.addBytes(bytes, start + 1, end - 1);
    start = end + 1;
  }
  return { codes, dictionary: texts.toPool() };
}
