import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet';
import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { ByteSource, Chunk, OpenedSource, WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { UserError } from '../../model/user-error.ts';
import { describeFinding } from '../cell-findings.ts';
import { ChunkBuilder } from '../chunk-builder.ts';
import { matchHeadings } from '../headings/headings.ts';
import { canUnpack } from './codecs.ts';
import { ColumnTexts, rangeOf } from './pages.ts';
import { DamagedParquet, refuseCodec, refuseColumns, refuseDamaged, refuseEncrypted } from './refusals.ts';
import { skipStructure } from './thrift.ts';
import { describeColumn, type Plain, plainOf, type TextOf } from './values.ts';

// A Parquet file as a source: its columns are the headings, its rows count from 1. Of a row group the bytes of the wanted
// columns are in memory, packed as they are, and one page of each as values. Columns of lists, structures, maps and raw
// bytes are refused where a field wants them and passed over with a finding where none does.

/** A column at the top of the schema, and where its bytes stand among those of a row group. */
interface FileColumn {
  readonly node: SchemaTree;
  readonly heading: string;
  /** Index among the leaves of the schema, which is that among the columns of a row group. */
  readonly leaf: number;
  readonly plain: Plain | undefined;
}

interface ParquetFile {
  readonly name: string;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly FileColumn[];
}

function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** Random access where the source has it; otherwise the whole file is taken into memory. */
async function bufferOf(source: ByteSource): Promise<AsyncBuffer> {
  const { size, slice } = source;
  if (size !== undefined && slice !== undefined) {
    return { byteLength: size, slice: async (start, end) => wholeBuffer(await slice(start, end ?? size)) };
  }
  const parts: Uint8Array[] = [];
  for await (const part of source.bytes()) parts.push(part.slice());
  const bytes = wholeBuffer(Buffer.concat(parts));
  return { byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end) };
}

function countLeaves(node: SchemaTree): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + countLeaves(child), 0);
}

function columnsOf(root: SchemaTree): FileColumn[] {
  let leaf = 0;
  return root.children.map((node) => {
    const column = { node, heading: node.element.name.trim(), leaf, plain: plainOf(node) };
    leaf += countLeaves(node);
    return column;
  });
}

async function readFooter(source: ByteSource): Promise<ParquetFile> {
  const buffer = await bufferOf(source);
  const { byteLength } = buffer;
  const tail = Buffer.from(await buffer.slice(Math.max(0, byteLength - 8), byteLength));
  const mark = tail.toString('latin1', tail.length - 4);
  if (mark === 'PARE') throw refuseEncrypted(source.name);
  if (mark !== 'PAR1' || byteLength < 12) throw refuseDamaged(source.name, 'it is cut short');
  const length = tail.readUInt32LE(0) + 8;
  if (length > byteLength - 4) throw refuseDamaged(source.name, 'its footer is longer than it');
  try {
    const footer = new Uint8Array(await buffer.slice(byteLength - length, byteLength));
    if (skipStructure(footer.subarray(0, -8), 0) > length - 8) throw new DamagedParquet('its footer runs past its end');
    const metadata = parquetMetadata(footer, { geoparquet: false });
    checkCounts(metadata);
    return { name: source.name, buffer, metadata, columns: columnsOf(parquetSchema(metadata)) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refuseDamaged(source.name, (error as Error).message);
  }
}

/** Rows are counted three times over; where the counts differ, none can be trusted. */
function checkCounts({ num_rows: rows, row_groups: groups }: FileMetaData): void {
  let sum = 0n;
  for (const { num_rows: count } of groups) {
    if (typeof count !== 'bigint' || count < 0n)
      throw new DamagedParquet('a row group does not say how many rows it has');
    sum += count;
  }
  if (sum !== rows) throw new DamagedParquet('its row groups have not as many rows as it says');
}

/** Refuses columns that fields want and that hold no plain values. */
function judgeColumns({ name, columns }: ParquetFile, fields: readonly FieldSpec[]): void {
  const { wanted, doubled } = matchHeadings(
    columns.map(({ heading }) => heading),
    fields,
  );
  const found = [...wanted.map(({ field, index }) => ({ field, indexes: [index] })), ...doubled];
  const refused = found.flatMap(({ field, indexes }) =>
    indexes
      .map((index) => columns[index])
      .filter(({ plain }) => plain === undefined)
      .map(({ heading, node }) => ({ field: field.name, heading, holds: describeColumn(node) })),
  );
  if (refused.length > 0) throw refuseColumns(name, refused);
}

function notePassedOver(columns: readonly FileColumn[]): Problem[] {
  return columns
    .filter(({ plain }) => plain === undefined)
    .map(({ heading, node }) => ({
      code: 'column-passed-over',
      severity: 'finding',
      message: `the column "${heading}", which no field takes, holds ${describeColumn(node)} and is passed over`,
    }));
}

export async function openParquet(
  source: ByteSource,
  fields: readonly FieldSpec[],
  types: FieldTypeRegistry,
): Promise<OpenedSource> {
  const file = await readFooter(source);
  judgeColumns(file, fields);
  return {
    name: source.name,
    // A column without plain values is no heading, so that it cannot be passed through either.
    headings: file.columns.map(({ heading, plain }) => (plain === undefined ? '' : heading)),
    headingLine: 1,
    findings: notePassedOver(file.columns),
    chunks: (wanted) => readChunks(file, wanted, types),
  };
}

/** A wanted column of the file, with the text its field reads, and the instants that are days elsewhere on earth. */
interface Reading {
  readonly wanted: WantedColumn;
  readonly column: FileColumn;
  readonly textOf: TextOf;
}

async function* readChunks(
  file: ParquetFile,
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
): AsyncGenerator<Chunk> {
  const builder = new ChunkBuilder(file.name, undefined, wanted, types);
  const readings = wanted.map((column) => readingOf(column, file.columns[column.index]));
  const cells: (string | undefined)[] = file.columns.map(() => undefined);
  const inUtc = readings.filter(({ wanted: { field }, column }) => field.type === 'date' && column.plain?.instants);
  const counts = inUtc.map(() => 0);
  let line = 0;
  for (const group of file.metadata.row_groups.keys()) {
    const columns = await openGroup(file, group, readings);
    const rows = Number(file.metadata.row_groups[group].num_rows);
    for (let row = 0; row < rows; row++) {
      try {
        for (const { index, texts } of columns) cells[index] = texts.next();
      } catch (error) {
        throw error instanceof DamagedParquet ? refuseDamaged(file.name, error.message) : error;
      }
      inUtc.forEach(({ wanted: { index } }, at) => {
        if (cells[index] !== undefined && !/T00:00:00Z?$/.test(cells[index])) counts[at]++;
      });
      builder.addRow(++line, cells);
      if (builder.full) yield builder.take();
    }
  }
  inUtc.forEach(({ wanted: { field } }, at) => {
    if (counts[at] > 0) builder.addFinding(describeFinding('day-in-utc', field.name, counts[at]));
  });
  yield builder.take();
}

/** Numbers are spelled as the field's `format` asks for. */
function readingOf(wanted: WantedColumn, column: FileColumn): Reading {
  const { textOf, kind } = column.plain as Plain;
  const comma = kind === 'number' && wanted.field.format === '1.234,56';
  return { wanted, column, textOf: comma ? (value) => textOf(value)?.replace('.', ',') : textOf };
}

interface GroupColumn {
  readonly index: number;
  readonly texts: ColumnTexts;
}

async function openGroup(file: ParquetFile, group: number, readings: readonly Reading[]): Promise<GroupColumn[]> {
  const { columns, num_rows: rows } = file.metadata.row_groups[group];
  return Promise.all(
    readings.map(async ({ wanted: { index }, column, textOf }) => {
      const chunk = columns[column.leaf];
      if (chunk?.crypto_metadata !== undefined) throw refuseEncrypted(file.name, column.heading);
      const about = chunk?.meta_data;
      const { element } = column.node;
      if (about === undefined || chunk.file_path !== undefined || about.type !== element.type) {
        throw refuseDamaged(file.name, `the column "${column.heading}" is not in it`);
      }
      if (about.num_values !== rows) {
        throw refuseDamaged(file.name, `the column "${column.heading}" has not as many rows as its row group`);
      }
      if (about.codec === undefined) {
        throw refuseDamaged(file.name, `the column "${column.heading}" is compressed in no way that is known`);
      }
      if (!canUnpack(about.codec)) throw refuseCodec(file.name, column.heading, String(about.codec));
      const { start, end } = rangeOf(about);
      if (!(start >= 4 && end > start && end <= file.buffer.byteLength)) {
        throw refuseDamaged(file.name, `the column "${column.heading}" runs past its end`);
      }
      const bytes = new Uint8Array(await file.buffer.slice(start, end));
      return { index, texts: new ColumnTexts(bytes, about.codec, element, textOf, Number(rows)) };
    }),
  );
}
