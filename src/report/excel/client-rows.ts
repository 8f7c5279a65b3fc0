import { formatDate } from '../../numeric/date.ts';
import { formatShort } from '../../numeric/decimal.ts';
import { disarmFormula } from '../cell-text.ts';
import { serialOf } from './cell-values.ts';
import { columnLetters } from './chart-data.ts';
import type { ClientField } from './client-fields.ts';
import { patternTail } from './client-sheet.ts';
import { escapeXml, storedText } from './safe-text.ts';

// The rows of the sheet of clients as XML, piece by piece: exceljs's streaming writer takes ten times as long for them. Numbers
// stand as exact numerals (a reader takes the nearest double), texts as inline strings, so nothing of a row is kept.

/** Excel's last row. */
export const lastSheetRow = 1_048_576;
/** Without zip64 a part ends below 4 GiB; room is left for a row and the rest of the sheet. */
const mostBytes = 2 ** 32 - 2 ** 26;
const rowsAPiece = 256;

export interface ClientRowsTask {
  readonly fields: readonly ClientField[];
  readonly order: Uint32Array;
  /** Style of each column and then of `patternTail`. */
  readonly styles: readonly string[];
  /** The last row that may be written. */
  readonly lastRow: number;
  readonly mostBytes?: number;
  /** What the last row says where so many clients did not fit. */
  readonly furtherText: (clients: number) => string;
}

const encoder = new TextEncoder();

/** Rows from the second on; the last one says where the rest is, if there is one. */
export function* writeClientRows(task: ClientRowsTask): Generator<Uint8Array> {
  const { order, styles, furtherText } = task;
  const room = task.lastRow - 1;
  const shown = order.length <= room ? order.length : room - 1;
  const most = task.mostBytes ?? mostBytes;
  const cells = task.fields.map((field, place) => cellWriter(field, place, styles, task.fields.length));
  let bytes = 0;
  let piece = '';
  let place = 0;
  while (place < shown && bytes < most) {
    const end = Math.min(shown, place + rowsAPiece);
    piece = '';
    for (; place < end; place++) piece += rowXml(cells, order[place], place + 2);
    const encoded = encoder.encode(piece);
    bytes += encoded.length;
    yield encoded;
  }
  if (place < order.length) {
    const text = escapeXml(storedText(furtherText(order.length - place)));
    yield encoder.encode(`<row r="${place + 2}">${inline(`A${place + 2}`, styles[0], text)}</row>`);
  }
}

type CellWriter = (row: number, at: number) => string;

function rowXml(cells: readonly CellWriter[], row: number, at: number): string {
  let xml = `<row r="${at}">`;
  for (const cell of cells) xml += cell(row, at);
  return `${xml}</row>`;
}

function cellWriter(
  { value, format }: ClientField,
  place: number,
  styles: readonly string[],
  columns: number,
): CellWriter {
  const letters = columnLetters(place + 1);
  const style = styles[place];
  const start = `<c r="${letters}`;
  const empty = `" s="${style}"/>`;
  if (value.kind === 'text') {
    const { textOf, markOf } = value;
    const guarded = format === '@' ? style : styles[columns + patternTail.guarded];
    return (row, at) => {
      const text = textOf(row);
      if (text === null || text === '') return `${start}${at}${empty}`;
      const stored = storedText(text);
      const mark = markOf?.(row) ?? null;
      const plain = mark === null ? style : styles[columns + patternTail[mark]];
      const own = disarmFormula(stored) === stored ? plain : guarded;
      return inline(`${letters}${at}`, own, escapeXml(stored));
    };
  }
  const { values } = value;
  if (value.kind === 'flag') {
    return (row, at) =>
      Number.isNaN(values[row])
        ? `${start}${at}${empty}`
        : `${start}${at}" s="${style}" t="b"><v>${values[row]}</v></c>`;
  }
  if (value.kind === 'date') {
    return (row, at) => {
      if (Number.isNaN(values[row])) return `${start}${at}${empty}`;
      const serial = serialOf(values[row]);
      return serial === null
        ? inline(`${letters}${at}`, style, formatDate(values[row]))
        : `${start}${at}" s="${style}"><v>${serial}</v></c>`;
    };
  }
  const { scale } = value;
  return (row, at) => {
    const units = values[row];
    // -0 has no place in a report.
    return Number.isNaN(units)
      ? `${start}${at}${empty}`
      : `${start}${at}" s="${style}"><v>${formatShort(units + 0, scale)}</v></c>`;
  };
}

function inline(address: string, style: string, escaped: string): string {
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}
