import { stringify } from 'csv-stringify/sync';

// Lines of a CSV file. csv-stringify says how a cell is quoted; it is asked only for cells that need it, and once for a
// text that many rows share, because asking for every cell of a million rows costs a minute.

export interface CsvOptions {
  /** A UTF-8 byte order mark in front. Default: none. */
  readonly bom: boolean;
  /** Lines end in CR LF. Default: LF. */
  readonly crlf: boolean;
}

export const plainCsv: CsvOptions = { bom: false, crlf: false };

const needsCare = /[",\n\r]/;

/** A cell as it stands in the file. */
export function encodeCell(text: string): string {
  return needsCare.test(text) ? stringify([[text]], { eof: false }) : text;
}

/** Lines as blocks of text, so that a file is written in pieces of some hundred kilobytes. */
export function* joinLines(lines: Iterable<string>, options: CsvOptions): Generator<string> {
  const end = options.crlf ? '\r\n' : '\n';
  let block = options.bom ? '\ufeff' : '';
  for (const line of lines) {
    block += line + end;
    if (block.length < 2 ** 18) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}
