import type { Book, RawBook } from '../../model/book.ts';
import { isText, type TextColumn } from '../../model/table.ts';
import { sharedCodes } from '../../parallel/shared-memory.ts';
import { DistinctTexts } from '../../text/distinct-texts.ts';
import { poolOf, TextPool } from '../../text/text-pool.ts';
import { orderByText } from '../order-texts.ts';
import { gatherTexts } from './gather-jobs.ts';

/**
 * Clients that are the distinct keys of a table, where there is no client file: rows read = kept + left out by `where` +
 * rejected. The rows themselves find their owners as those of any table do, and bring rejects and findings with them.
 */
export function clientsOfTable(raw: RawBook, key: string, counts: Float64Array | undefined): Book {
  const keys = raw.table.columns.get(key);
  if (keys === undefined || !isText(keys)) throw new Error(`no text column "${key}" to take the clients from`);
  const used = new Uint8Array(keys.dictionary.length);
  const totals = { kept: 0, leftOut: 0, rejected: raw.ragged };
  for (let row = 0; row < raw.table.rows; row++) {
    if (raw.spoiled[row] === 1) totals.rejected++;
    else if (counts !== undefined && counts[row] !== 1) totals.leftOut++;
    else {
      totals.kept++;
      used[keys.codes[row]] = 1;
    }
  }
  const column = distinctTexts(keys, used);
  const rows = column.codes.length;
  const { kept, leftOut, rejected } = totals;
  return {
    table: { rows, columns: new Map([[key, column]]) },
    files: raw.files,
    rejects: [],
    findings: [],
    totals: {
      rows: { read: raw.table.rows + raw.ragged, clients: rows, rejected, merged: 0, ofTable: { kept, leftOut } },
      measure: null,
    },
  };
}

/** The texts of the codes that are used, each once, in byte order. */
function distinctTexts({ type, dictionary }: TextColumn, used: Uint8Array): TextColumn {
  const pool = poolOf(dictionary);
  const distinct = new DistinctTexts();
  for (let code = 0; code < used.length; code++) {
    if (used[code] === 1) distinct.add(pool.bytes, pool.startOf(code), pool.ends[code]);
  }
  const texts = distinct.texts.toPool();
  const codes = Int32Array.from({ length: texts.length }, (_, code) => code);
  const into = sharedCodes(codes.length);
  const ordered = gatherTexts({ codes, pool: texts, rows: orderByText(codes, texts).rows, into });
  return { type, codes: into, dictionary: new TextPool(ordered.bytes, ordered.ends) };
}
