import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { ByteSource, Chunk, Format, OpenedSource, ReadOptions, WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { UserError } from '../../model/user-error.ts';
import { ChunkBuilder } from '../chunk-builder.ts';
import { findUnusualDelimiter, type Layout, showDelimiter, sniffLayout } from './delimiter.ts';
import { decodeHead, findIllegalLine, illegalByte, inspectBytes, markedEncoding, readUtf8 } from './encoding.ts';
import { chooseEncoding } from './encoding-choice.ts';
import { findQuotedRows } from './quoted-lines.ts';
import { CsvRecords, type TakeRecord, UnclosedQuote } from './records.ts';
import { canScan, type RowReader, ScannedRows } from './scan/scanned-rows.ts';

// Delimited text as a format. Cells become typed columns as they are read; short and long rows are rejects, blank lines
// are no rows, a quote that is never closed stops the run and is named by the line it opens on.

function refuseEmpty(source: ByteSource): UserError {
  return new UserError([
    {
      code: 'empty-file',
      severity: 'error',
      message: `${source.name} is empty`,
      file: source.name,
      expected: 'headings and rows',
    },
  ]);
}

function refuseHeaderRow(source: ByteSource, headerRow: number): UserError {
  return new UserError([
    {
      code: 'no-heading-row',
      severity: 'error',
      message: `no row begins on line ${headerRow} of ${source.name}`,
      file: source.name,
      line: headerRow,
      expected: 'the line of the headings, from 1',
    },
  ]);
}

async function open(
  source: ByteSource,
  fields: readonly FieldSpec[],
  options: ReadOptions,
  types: FieldTypeRegistry,
  scan: boolean,
): Promise<OpenedSource> {
  const inspection = await inspectBytes(source);
  if (inspection.size === 0) throw refuseEmpty(source);
  const encoding = await chooseEncoding(source, inspection, fields, options);
  const text = decodeHead(inspection.head, encoding);
  if (text === undefined) throw illegalByte(source, encoding, await findIllegalLine(source, encoding));
  const layout = sniffLayout(text, fields, options);
  const { block } = layout;
  if (block === undefined) {
    throw options.headerRow !== undefined && text.trim() !== ''
      ? refuseHeaderRow(source, options.headerRow)
      : refuseEmpty(source);
  }
  const required = fields.filter((field) => field.required).length;
  const hint = block.required < required ? hintAt(text, fields, layout, options) : undefined;
  const settled: Settled = {
    source,
    encoding,
    layout,
    carriageReturns: inspection.carriageReturns || encoding.startsWith('utf-16'),
  };
  return {
    name: source.name,
    encoding,
    delimiter: showDelimiter(layout.delimiter),
    headings: block.headings,
    headingLine: layout.rows[block.first].line,
    findings: [],
    ...(hint === undefined ? {} : { hint }),
    chunks: (wanted) => readChunks(settled, wanted, types, scan && canScan(layout.delimiter)),
  };
}

function hintAt(text: string, fields: readonly FieldSpec[], layout: Layout, options: ReadOptions): string | undefined {
  const other = findUnusualDelimiter(text, fields, layout, options.headerRow);
  if (other !== undefined) return `the headings are found with --delimiter '${showDelimiter(other)}'`;
  return options.headerRow === undefined ? undefined : 'the headings may be on another line than --header-row says';
}

interface Settled {
  readonly source: ByteSource;
  readonly encoding: string;
  readonly layout: Layout;
  readonly carriageReturns: boolean;
}

function isBlank(cells: readonly string[], from = 0): boolean {
  for (let index = from; index < cells.length; index++) if (cells[index].trim() !== '') return false;
  return true;
}

/** Without a line: rows in another order give the same findings. */
function noteQuotedRows(count: number): Problem {
  const message = 'lines inside quoted cells look like rows of their own';
  return {
    code: 'rows-inside-quotes',
    severity: 'finding',
    message,
    count,
    hint: 'look for a quote that is not closed',
  };
}

async function* readChunks(
  settled: Settled,
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
  scan: boolean,
): AsyncIterable<Chunk> {
  const { source, layout } = settled;
  const headings = layout.block?.headings ?? [];
  const width = headings.length;
  const named = headings.findLastIndex((heading) => heading !== '') + 1;
  const builder = new ChunkBuilder(source.name, undefined, wanted, types);
  const ready: Chunk[] = [];
  const headingRows = (layout.block?.last ?? -1) + 1;
  let skip = headingRows;
  const takeIfFull = () => {
    if (builder.full) ready.push(builder.take());
  };
  const take: TakeRecord = (cells, line, lineEndsInside) => {
    if (skip > 0) {
      skip--;
      return;
    }
    if (cells[0].trim() === '' && isBlank(cells, 1)) return;
    const fits = cells.length >= named && (cells.length <= width || isBlank(cells, width));
    if (lineEndsInside > 0) {
      const { rows, lineEndsBefore } = findQuotedRows(cells, layout.delimiter, width);
      // Rows inside a quoted cell of a row that does not fit: the quote was closed by one that opens another cell.
      if (rows > 0 && !fits) throw new UnclosedQuote(line + lineEndsBefore);
      if (rows > 0) builder.addFinding(noteQuotedRows(rows));
    }
    if (fits) builder.addRow(line, cells);
    else builder.addRagged(line, cells.length, width);
    takeIfFull();
  };
  const { delimiter } = layout;
  const { carriageReturns } = settled;
  const records: RowReader = scan
    ? new ScannedRows(
        { delimiter, carriageReturns, headingRows, fewest: named, most: width },
        builder,
        takeIfFull,
        take,
      )
    : new CsvRecords(delimiter, carriageReturns, take);
  try {
    for await (const bytes of readUtf8(source, settled.encoding)) {
      records.write(bytes);
      yield* ready.splice(0);
    }
    records.end();
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    throw await refuseQuote(settled, error.line);
  }
  yield* ready;
  if (!builder.empty) yield builder.take();
}

async function refuseQuote({ source, encoding }: Settled, line: number): Promise<UserError> {
  const excerpt = await findLine(source, encoding, line);
  const column = excerpt.lastIndexOf('"') + 1;
  return new UserError([
    {
      code: 'unclosed-quote',
      severity: 'error',
      message: `a quote opened on line ${line} is not closed, and would swallow the rows behind it`,
      file: source.name,
      line,
      ...(column > 0 ? { column, length: 1 } : {}),
      expected: 'a closing quote before the next delimiter or the end of the line',
      hint: 'close the quote, or write it twice inside a quoted cell where it belongs to the text',
      excerpt: excerpt.slice(0, 400),
    },
  ]);
}

/** The text of one line. Read again from the start: only a run that ends here needs it. */
async function findLine(source: ByteSource, encoding: string, wanted: number): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let line = 1;
  let kept = '';
  for await (const bytes of readUtf8(source, encoding)) {
    const lines = (kept + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    if (line + lines.length - 1 > wanted) return lines[wanted - line];
    line += lines.length - 1;
    kept = lines[lines.length - 1];
  }
  return line === wanted ? kept.replace(/\r$/, '') : '';
}

/** Text has no zero bytes, UTF-16 apart. */
function isText(head: Uint8Array): boolean {
  return !head.includes(0) || markedEncoding(head) !== undefined;
}

/** CSV, TSV and the like; without `scan` by csv-parse alone, which gives the same. */
export function makeCsvFormat(types: FieldTypeRegistry, scan = true): Format {
  return {
    name: 'csv',
    extensions: ['.csv', '.tsv', '.txt', '.asc', '.tab', '.psv'],
    recognises: isText,
    open: (source, fields, options) => open(source, fields, options, types, scan),
  };
}
