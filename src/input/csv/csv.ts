import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { ByteSource, Chunk, Format, OpenedSource, ReadOptions, WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { UserError } from '../../model/user-error.ts';
import { ChunkBuilder } from '../chunk-builder.ts';
import { findUnusualDelimiter, type Layout, showDelimiter, sniffLayout } from './delimiter.ts';
import {
  decodeHead,
  findIllegalLine,
  type Inspection,
  illegalByte,
  inspectBytes,
  markedEncoding,
  markLength,
  readUtf8,
} from './encoding.ts';
import { chooseEncoding } from './encoding-choice.ts';
import { inspectParts, type PartedInspection } from './parts/cut.ts';
import type { FindParts, PartedFile } from './parts/parted-file.ts';
import { readParts } from './parts/read-parts.ts';
import { UnclosedQuote } from './records.ts';
import { type RowShape, readRowsInto } from './rows.ts';
import { canScan } from './scan/scanned-rows.ts';

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
  file: PartedFile | undefined,
): Promise<OpenedSource> {
  const parted = file === undefined ? undefined : await inspectParts(file);
  const inspection = parted ?? (await inspectBytes(source));
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
  const carriageReturns = inspection.carriageReturns || encoding.startsWith('utf-16');
  const { headings } = block;
  const settled: Settled = {
    source,
    encoding,
    shape: {
      delimiter: layout.delimiter,
      carriageReturns,
      headingRows: block.last + 1,
      width: headings.length,
      named: headings.findLastIndex((heading) => heading !== '') + 1,
    },
    scan: scan && canScan(layout.delimiter),
  };
  const headingLine = layout.rows[block.last].line;
  const chunks = (wanted: readonly WantedColumn[]) =>
    file === undefined || parted === undefined
      ? readChunks(settled, wanted, types)
      : readParted(file, parted, { ...settled, headingLine }, wanted, types);
  return {
    name: source.name,
    encoding,
    delimiter: showDelimiter(layout.delimiter),
    headings,
    headingLine: layout.rows[block.first].line,
    findings: [],
    ...(hint === undefined ? {} : { hint }),
    chunks,
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
  readonly shape: RowShape;
  readonly scan: boolean;
}

/** Read by several threads, or by one where that cannot be. */
async function* readParted(
  file: PartedFile,
  parted: PartedInspection,
  settled: Settled & { readonly headingLine: number },
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
): AsyncIterable<Chunk> {
  const { source, encoding, shape, headingLine } = settled;
  if (settled.scan && encoding === 'utf-8' && parted.cuts.length > 1) {
    const reading = { name: source.name, shape, headingLine, markLength: markLength(parted.head) };
    const chunk = await readParts(file, parted, reading, wanted);
    if (chunk !== undefined) {
      yield chunk;
      return;
    }
  }
  // What was found by other threads must hold for the bytes that are hashed and read from here on.
  if (!isSame(await inspectBytes(source), parted)) throw file.changed();
  yield* readChunks(settled, wanted, types);
}

function isSame(a: Inspection, b: Inspection): boolean {
  return (
    a.size === b.size &&
    a.utf8 === b.utf8 &&
    a.carriageReturns === b.carriageReturns &&
    Buffer.compare(a.head, b.head) === 0
  );
}

async function* readChunks(
  settled: Settled,
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
): AsyncIterable<Chunk> {
  const { source, shape, scan } = settled;
  const builder = new ChunkBuilder(source.name, undefined, wanted, types);
  const ready: Chunk[] = [];
  const records = readRowsInto(builder, shape, scan ? 'scanner' : 'csv-parse', () => {
    if (builder.full) ready.push(builder.take());
  });
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

/**
 * CSV, TSV and the like; without `scan` by csv-parse alone, which gives the same. `partsOf` says which sources several threads
 * read.
 */
export function makeCsvFormat(types: FieldTypeRegistry, scan = true, partsOf: FindParts = () => undefined): Format {
  return {
    name: 'csv',
    extensions: ['.csv', '.tsv', '.txt', '.asc', '.tab', '.psv'],
    recognises: isText,
    open: (source, fields, options) => open(source, fields, options, types, scan, partsOf(source)),
  };
}
