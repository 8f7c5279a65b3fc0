import type { RawBook, Reject, TableTotals } from '../../model/book.ts';
import { type Column, isText, type OwnedTable, type Table, type TextColumn } from '../../model/table.ts';
import { UserError } from '../../model/user-error.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import { compareText } from '../../text/text-order.ts';
import { poolOf } from '../../text/text-pool.ts';
import { Owners } from './owners.ts';
import { placeRejects } from './reject-order.ts';

// Rows of a further table find the client they belong to: by the client's key, or through a row of another table. Keys match
// byte by byte. A row whose owner is not in the book is a reject; a key that stands for several clients stops the run.

export interface OwnedRows {
  readonly table: OwnedTable;
  readonly rejects: readonly Reject[];
  readonly totals: TableTotals;
}

export interface OwnRowsRequest {
  readonly name: string;
  readonly key: string;
  /** What the key was looked for in: "the book", or the table it goes through. */
  readonly within: string;
  /** Per row 1 where the table's `where` holds; without it every row counts. */
  readonly counts?: Float64Array;
}

/** Owners by the key of the clients themselves. */
export function ownersByKey({ codes, dictionary }: TextColumn): Owners {
  const owners = new Owners();
  const pool = poolOf(dictionary);
  for (let row = 0; row < codes.length; row++) owners.set(pool, codes[row], row);
  return owners;
}

/** Owners by a field of a table that has found its own. Throws a UserError where one value has several clients. */
export function ownersThrough(table: OwnedTable, name: string, field: string): Owners {
  const { codes, dictionary } = textColumn(table, field);
  const pool = poolOf(dictionary);
  const owners = new Owners();
  const several = new Set<string>();
  for (let row = 0; row < table.rows; row++) {
    const code = codes[row];
    if (code < 0) continue;
    const before = owners.set(pool, code, table.owner[row]);
    if (before >= 0 && before !== table.owner[row]) several.add(pool.at(code) as string);
  }
  if (several.size === 0) return owners;
  const [first] = [...several].sort(compareText);
  throw new UserError([
    {
      code: 'several-owners',
      severity: 'error',
      message: `in table ${name}, "${field}" of several clients is the same: "${first}"${several.size > 1 ? ` and ${several.size - 1} more` : ''}`,
      hint: `let "where" of table ${name} pick one owner, such as type = "OWNER"`,
    },
  ]);
}

/** Keeps the rows that count and have an owner. */
export function ownRows(raw: RawBook, owners: Owners, request: OwnRowsRequest): OwnedRows {
  const { rows } = raw.table;
  const { codes, dictionary } = textColumn(raw.table, request.key);
  const pool = poolOf(dictionary);
  const ownerOf = Int32Array.from({ length: pool.length }, (_, code) => owners.get(pool, code));
  const kept = new Uint32Array(rows);
  const owner = sharedCodes(rows);
  const strangers: { row: number; reject: Reject }[] = [];
  const totals = { read: rows + raw.ragged, kept: 0, leftOut: 0, rejected: raw.ragged };
  for (let row = 0; row < rows; row++) {
    if (raw.spoiled[row] === 1) {
      totals.rejected++;
      continue;
    }
    if (request.counts !== undefined && request.counts[row] !== 1) {
      totals.leftOut++;
      continue;
    }
    const found = ownerOf[codes[row]];
    if (found < 0) {
      totals.rejected++;
      strangers.push({ row, reject: refuseRow(raw, row, dictionary.at(codes[row]) as string, request) });
      continue;
    }
    kept[totals.kept] = row;
    owner[totals.kept++] = found;
  }
  return {
    table: { ...takeRows(raw.table, kept.subarray(0, totals.kept)), owner: owner.subarray(0, totals.kept) },
    rejects: placeRejects(raw, strangers),
    totals: { table: request.name, ...totals },
  };
}

function refuseRow(raw: RawBook, row: number, key: string, { key: field, within }: OwnRowsRequest): Reject {
  const { name, sheet } = raw.files[raw.sources[row]];
  return {
    file: name,
    ...(sheet === undefined ? {} : { sheet }),
    line: raw.lines[row],
    // Through another table the key is not the client's.
    ...(within === 'the book' ? { client: key } : {}),
    field,
    value: key,
    code: 'unknown-owner',
    expected: `a key of ${within}`,
    whole: true,
  };
}

function textColumn(table: Table, name: string): TextColumn {
  const found = table.columns.get(name);
  if (found === undefined || !isText(found)) throw new Error(`no text column "${name}" to match keys with`);
  return found;
}

/** The named rows; dictionaries are shared, since nothing of a table is written out. */
function takeRows(table: Table, rows: Uint32Array): Table {
  if (rows.length === table.rows) return table;
  // Columns of which no source has anything are one array, and stay one.
  const taken = new Map<Float64Array | Int32Array, Float64Array | Int32Array>();
  const take = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
    const known = taken.get(from);
    if (known !== undefined) return known as T;
    for (let index = 0; index < rows.length; index++) to[index] = from[rows[index]];
    taken.set(from, to);
    return to;
  };
  const columns = [...table.columns].map(([name, column]): [string, Column] => {
    if (!isText(column)) return [name, { ...column, values: take(column.values, sharedFloats(rows.length)) }];
    return [name, { ...column, codes: take(column.codes, sharedCodes(rows.length)) }];
  });
  return { rows: rows.length, columns: new Map(columns) };
}
