import type { Book, RawBook } from '../../model/book.ts';
import { isText, textAt } from '../../model/table.ts';
import { compareText } from '../../text/text-order.ts';

/**
 * Clients that are the distinct keys of a table, where there is no client file: rows read = kept + left out by `where` +
 * rejected. The rows themselves find their owners as those of any table do, and bring rejects and findings with them.
 */
export function clientsOfTable(raw: RawBook, key: string, counts: Float64Array | undefined): Book {
  const keys = raw.table.columns.get(key);
  if (keys === undefined || !isText(keys)) throw new Error(`no text column "${key}" to take the clients from`);
  const distinct = new Set<string>();
  const totals = { kept: 0, leftOut: 0, rejected: raw.ragged };
  for (let row = 0; row < raw.table.rows; row++) {
    if (raw.spoiled[row] === 1) totals.rejected++;
    else if (counts !== undefined && counts[row] !== 1) totals.leftOut++;
    else {
      totals.kept++;
      distinct.add(textAt(keys, row) as string);
    }
  }
  const dictionary = [...distinct].sort(compareText);
  const rows = dictionary.length;
  const column = { type: keys.type, codes: Int32Array.from({ length: rows }, (_, row) => row), dictionary };
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
