import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { ByteSource, Chunk, Format, OpenedSource, ReadOptions, WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { UserError } from '../../model/user-error.ts';
import { ChunkBuilder } from '../chunk-builder.ts';
import { TakenOnTrust } from '../on-trust.ts';
import { findUnusualDelimiter, type Layout, showDelimiter, sniffLayout } from './delimiter.ts';
import {
  decodeHead,
  findIllegalLine,
  headSize,
  illegalByte,
  inspectBytes,
  markedEncoding,
  markLength,
  nameEncoding,
  readUtf8,
} from './encoding.ts';
import { chooseEncoding } from './encoding-choice.ts';
import type { FindParts, PartedFile } from './parts/parted-file.ts';
import { type PartedReading, readParts } from './parts/read-parts.ts';
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
  const carriageReturns = inspection.carriageReturns || encoding.startsWith('utf-16');
  const shape = shapeOf(layout.delimiter, block, carriageReturns);
  const settled: Settled = { source, encoding, shape, scan: scan && canScan(layout.delimiter) };
  return {
    ...describe(source, encoding, layout, block),
    ...(hint === undefined ? {} : { hint }),
    chunks: (wanted) => readChunks(settled, wanted, types),
  };
}

/** What the first bytes tell of a file that is read in parts; undefined where they do not suffice. */
async function openOnTrust(
  source: ByteSource,
  file: PartedFile,
  fields: readonly FieldSpec[],
  options: ReadOptions,
  types: FieldTypeRegistry,
): Promise<OpenedSource | undefined> {
  const head = await file.head(headSize);
  if (options.encoding !== undefined && nameEncoding(options.encoding) !== 'utf-8') return undefined;
  if (options.encoding === undefined && (markedEncoding(head) ?? 'utf-8') !== 'utf-8') return undefined;
  const text = decodeHead(head, 'utf-8');
  if (text === undefined) return undefined;
  const layout = sniffLayout(text, fields, options);
  const { block } = layout;
  if (block === undefined || !canScan(layout.delimiter)) return undefined;
  const required = fields.filter((field) => field.required).length;
  if (block.required < required) return undefined;
  // Whether there are carriage returns only the whole file would tell. Where there are none they mean nothing.
  const shape = shapeOf(layout.delimiter, block, true);
  const reading = { name: source.name, head, shape, markLength: markLength(head) };
  return {
    ...describe(source, 'utf-8', layout, block),
    onTrust: true,
    chunks: (wanted) => readParted(source, file, reading, wanted, types),
  };
}

type Block = NonNullable<Layout['block']>;

function shapeOf(delimiter: string, { headings, last }: Block, carriageReturns: boolean): RowShape {
  return {
    delimiter,
    carriageReturns,
    headingRows: last + 1,
    width: headings.length,
    named: headings.findLastIndex((heading) => heading !== '') + 1,
  };
}

function describe({ name }: ByteSource, encoding: string, { delimiter, rows }: Layout, { headings, first }: Block) {
  return {
    name,
    encoding,
    delimiter: showDelimiter(delimiter),
    headings,
    headingLine: rows[first].line,
    findings: [],
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

/** Read in parts, or from the start anew where only csv-parse can judge some row. */
async function* readParted(
  source: ByteSource,
  file: PartedFile,
  reading: PartedReading,
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
): AsyncIterable<Chunk> {
  const chunk = await readParts(file, reading, wanted);
  if (chunk !== undefined) {
    yield chunk;
    return;
  }
  const { head, size, utf8, carriageReturns } = await inspectBytes(source);
  if (size !== file.size || Buffer.compare(head, reading.head) !== 0) throw file.changed();
  if (!utf8) throw new TakenOnTrust();
  const shape = { ...reading.shape, carriageReturns };
  yield* readChunks({ source, encoding: 'utf-8', shape, scan: true }, wanted, types);
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
 * CSV, TSV and the like; without `scan` by csv-parse alone, which gives the same. `partsOf` says which sources are read in parts:
 * their encoding is taken on trust from their first bytes.
 */
export function makeCsvFormat(types: FieldTypeRegistry, scan = true, partsOf?: FindParts): Format {
  const careful: Format = {
    name: 'csv',
    extensions: ['.csv', '.tsv', '.txt', '.asc', '.tab', '.psv'],
    recognises: isText,
    open: (source, fields, options) => open(source, fields, options, types, scan),
  };
  if (partsOf === undefined) return careful;
  return {
    ...careful,
    careful,
    open: async (source, fields, options) => {
      const file = partsOf(source);
      const opened = file && (await openOnTrust(source, file, fields, options, types));
      return opened ?? careful.open(source, fields, options);
    },
  };
}
