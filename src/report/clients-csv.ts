import { isText } from '../model/table.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import type { PooledTexts } from '../text/text-pool.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { findCares, widthOf } from './bytes/pool-care.ts';
import { type CellSource, sourceOfValues } from './cell-source.ts';
import { mostKept } from './client-cells.ts';
import { type ClientColumn, listChoices, listClientColumns } from './client-columns.ts';
import { clientRowsJob } from './client-rows.ts';
import { textCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { orderPieces } from './ordered-pieces.ts';
import { prepareCells } from './prepare-cells.ts';
import { listReasons } from './reason-cells.ts';
import { type Share, shareFor, shareTexts } from './shared-columns.ts';

// clients.csv: a line per client, best score first, in ranges of rows that a crew writes at the same time.

/** Rows of a range, a few megabytes. */
const rangeRows = 2 ** 14;

/** A column of the table, or the number of the line. */
export type LineColumn = ClientColumn | { readonly heading: string; readonly line: true };

export function writeClients(report: RunReport, crew: Crew = alone): AsyncGenerator<Uint8Array> {
  return writeRows(report, listClientColumns(report), report.order, crew);
}

/** A line for each row of `order`, below the headings. */
export async function* writeRows(
  report: RunReport,
  columns: readonly LineColumn[],
  order: Uint32Array,
  crew: Crew,
): AsyncGenerator<Uint8Array> {
  const { csv } = report;
  const lineEnd = csv.crlf ? '\r\n' : '\n';
  const headings = columns.map(({ heading }) => textCell(heading)).join(',');
  yield encodeText((csv.bom ? '\ufeff' : '') + headings + lineEnd);

  const share = shareFor(crew);
  const sources = columns.map((client) => sourceOf(report, client, share));
  const prepared = await prepareCells(sources, report.table.rows, order.length, crew);
  const given = { columns: prepared, order: share(order), lineEnd: encodeText(lineEnd) };
  const { length } = order;
  yield* orderPieces(Math.ceil(length / rangeRows), crew, (index, memory) => {
    const start = index * rangeRows;
    return crew.do(clientRowsJob, { ...given, start, end: Math.min(start + rangeRows, length), memory });
  });
}

function sourceOf(report: RunReport, client: LineColumn, share: Share): CellSource {
  if ('line' in client) return { kind: 'line' };
  if ('made' in client) {
    if (client.made === 'reasons') {
      const reasons = listReasons(report).map(({ codes, lost, ...own }) => ({
        ...own,
        codes: share(codes),
        lost: typeof lost === 'number' ? lost : share(lost),
      }));
      return { kind: 'reasons', reasons };
    }
    const choices = listChoices(report, client.made);
    return { kind: 'choices', choices: choices.map(({ values, texts }) => ({ values: share(values), texts })) };
  }
  const { column } = client;
  if (column === undefined) return { kind: 'empty' };
  if (isText(column)) {
    const codes = share(column.codes);
    const texts = shareTexts(column.dictionary, share);
    if (!('bytes' in texts) || texts.ends.length <= mostKept) return { kind: 'text', codes, texts };
    return { kind: 'pool', codes, texts, ...surveyOf(texts) };
  }
  return sourceOfValues(column, share(column.values));
}

interface Survey {
  readonly cares: Uint8Array | undefined;
  readonly width: number;
}

/** By the bytes of a pool: files of one run write the same texts. */
const surveys = new WeakMap<Uint8Array, Survey>();

function surveyOf(texts: PooledTexts): Survey {
  const known = surveys.get(texts.bytes) ?? { cares: findCares(texts), width: widthOf(texts) };
  surveys.set(texts.bytes, known);
  return known;
}
