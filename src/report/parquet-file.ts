import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { listClientColumns } from './client-columns.ts';
import type { RunReport } from './format.ts';
import { storeColumn } from './parquet-columns.ts';

// clients.parquet: the rows of clients.csv with types, best score first, in groups of rows that are written one by one. The
// bytes depend on the report alone: no clock, and the writer is named without its version. Texts stand as they are, since
// nothing that reads this file takes a text for a formula.

/** Rows of a group: what is in memory at once as values. */
const groupRows = 65_536;

export function* writeClientRows(report: RunReport): Generator<Uint8Array> {
  const columns = listClientColumns(report).map((client) => storeColumn(report, client));
  const elements = columns.map(({ element }) => element);
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: 'clients', num_children: elements.length }, ...elements],
    createdBy: 'tierbook',
  });
  for (let start = 0; start < report.order.length; start += groupRows) {
    const rows = report.order.subarray(start, start + groupRows);
    const columnData = columns.map(({ element, take }) => ({ name: element.name, data: take(rows) }));
    file.write({ columnData, rowGroupSize: groupRows });
    yield takeBytes(writer);
  }
  file.finish();
  yield takeBytes(writer);
}

/** What was written since the last take; the offset in the file goes on. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
