import { ByteLines, encodeText } from './byte-lines.ts';
import { type Choice, type ClientColumn, joinChoices, listChoices, listClientColumns } from './client-columns.ts';
import { blockRows, type Cells, cellsOf, emptyCells, fetchBlock, textCell, type WriteCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { reasonCells } from './reason-cells.ts';

// clients.csv: a line per client, best score first, in blocks of rows.

const comma = 44;

export function* writeClients(report: RunReport): Generator<Uint8Array> {
  const columns = listClientColumns(report).map((client) => ({
    heading: client.heading,
    cells: cellsOfColumn(report, client),
  }));
  const out = new ByteLines();
  const end = encodeText(report.csv.crlf ? '\r\n' : '\n');
  if (report.csv.bom) out.text('\ufeff');
  out.text(columns.map(({ heading }) => textCell(heading)).join(','));
  out.bytes(end);
  for (let start = 0; start < report.order.length; start += blockRows) {
    const rows = report.order.subarray(start, start + blockRows);
    const writers = columns.map(({ cells }) => cells(rows));
    for (let place = 0; place < rows.length; place++) {
      for (let index = 0; index < writers.length; index++) {
        if (index > 0) out.byte(comma);
        writers[index](place, out);
      }
      out.bytes(end);
    }
    if (out.full) yield out.take();
  }
  yield out.take();
}

function cellsOfColumn(report: RunReport, client: ClientColumn): Cells {
  if (!('made' in client)) return cellsOf(client.column);
  return client.made === 'reasons' ? reasonCells(report) : joinedCells(listChoices(report, client.made));
}

/** The texts that a row has, joined. Rows share few combinations, so a cell is made once for each. */
function joinedCells(choices: readonly Choice[]): Cells {
  if (choices.length === 0) return emptyCells;
  const blocks = choices.map(({ texts }): Choice => ({ values: new Float64Array(blockRows), texts }));
  const write = joinedWriter(blocks);
  return (rows) => {
    choices.forEach(({ values }, index) => {
      fetchBlock(values, rows, blocks[index].values);
    });
    return write;
  };
}

function joinedWriter(choices: readonly Choice[]): WriteCell {
  const joined = (place: number) => encodeText(textCell(joinChoices(choices, place)));
  const combinations = choices.reduce((product, { texts }) => product * (texts.length + 1), 1);
  if (combinations > 2 ** 50) return (place, out) => out.bytes(joined(place));
  const kept = new Map<number, Uint8Array>();
  return (place, out) => {
    let key = 0;
    for (const { values, texts } of choices) {
      key = key * (texts.length + 1) + (Number.isNaN(values[place]) ? 0 : values[place] + 1);
    }
    let cell = kept.get(key);
    if (cell === undefined) {
      cell = joined(place);
      if (kept.size < 2 ** 16) kept.set(key, cell);
    }
    out.bytes(cell);
  };
}
