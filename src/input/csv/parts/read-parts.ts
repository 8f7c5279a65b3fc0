import type { Chunk, WantedColumn } from '../../../model/reader.ts';
import type { FieldSpec } from '../../../model/rubric.ts';
import { type Column, listTexts, type Texts } from '../../../model/table.ts';
import { sharedBytes, sharedCodes, sharedFloats, sharedRows } from '../../../parallel/shared-memory.ts';
import { DistinctTexts } from '../../../text/distinct-texts.ts';
import { joinPools } from '../../../text/text-pool.ts';
import { type ChunkMemory, hasCodes } from '../../chunk-builder.ts';
import type { RowShape } from '../rows.ts';
import type { PartedInspection } from './cut.ts';
import type { PartedFile, PartToScan, ScannedPart } from './parted-file.ts';

// A file read by several threads into one chunk. Line ends say beforehand how many rows a part has at most, so that all parts
// are set straight into whole columns; what is missing between two (blank rows, line ends inside cells) is closed up behind.

/** What is known of the file besides its inspection. */
export interface PartedReading {
  readonly name: string;
  readonly shape: RowShape;
  /** The line that the last heading begins on. */
  readonly headingLine: number;
  /** Bytes of a byte order mark. */
  readonly markLength: number;
}

/** The whole file as one chunk; undefined where some part is odd, or not a part. Throws where the file has changed. */
export async function readParts(
  file: PartedFile,
  inspection: PartedInspection,
  reading: PartedReading,
  wanted: readonly WantedColumn[],
): Promise<Chunk | undefined> {
  const { cuts, lineEnds, size, head } = inspection;
  const firstRows = cuts.map(({ line }, index) => (index === 0 ? 0 : line - 1 - reading.headingLine));
  if (firstRows.some((row) => row < 0)) return undefined;
  const whole = makeMemory(lineEnds + 1 - Math.min(reading.headingLine, lineEnds), wanted);
  const stop = sharedCodes(1);
  const parts = cuts.map(({ at, line }, index): PartToScan => {
    const next = cuts[index + 1];
    return {
      name: reading.name,
      start: index === 0 ? reading.markLength : at,
      end: next?.at ?? size,
      isLast: next === undefined,
      shape: index === 0 ? reading.shape : { ...reading.shape, headingRows: 0 },
      line,
      nextLine: next?.line ?? 0,
      wanted,
      memory: sliceMemory(whole, firstRows[index], firstRows[index + 1] ?? whole.lines.length),
      stop,
    };
  });
  const [[headSum, ...sums], ...results] = await Promise.all([
    file.hash([{ start: 0, end: head.length }, ...parts]),
    ...parts.map((part) => file.scan(part)),
  ]);
  const scanned = results.flatMap((result) => result.scanned ?? []);
  if (scanned.length < parts.length) return undefined;
  if (headSum !== file.checksum(head) || results.some(({ checksum }, index) => checksum !== sums[index])) {
    throw file.changed();
  }
  const rows = closeUp(whole, firstRows, scanned);
  const { lines, spoiled, columns } = sliceMemory(whole, 0, rows);
  return {
    rows,
    columns: wanted.map(({ field }, index): Column => {
      const memory = columns[index];
      if (memory instanceof Float64Array) return { type: field.valueType, values: memory };
      return { type: field.valueType, codes: memory, dictionary: joinTexts(field, memory, scanned, index) };
    }),
    lines,
    spoiled,
    rejects: scanned.flatMap((part) => part.rejects),
    ragged: scanned.reduce((sum, part) => sum + part.ragged, 0),
    findings: scanned.flatMap((part) => part.findings),
    converted: scanned.flatMap((part) => part.converted ?? []),
  };
}

function makeMemory(rows: number, wanted: readonly WantedColumn[]): ChunkMemory {
  return {
    lines: sharedRows(rows),
    spoiled: sharedBytes(rows),
    columns: wanted.map((column) => (hasCodes(column) ? sharedCodes(rows) : sharedFloats(rows))),
  };
}

function sliceMemory({ lines, spoiled, columns }: ChunkMemory, from: number, to: number): ChunkMemory {
  return {
    lines: lines.subarray(from, to),
    spoiled: spoiled.subarray(from, to),
    columns: columns.map((column) => column.subarray(from, to)),
  };
}

/** Moves the rows of each part behind those of the part before; how many there are. */
function closeUp(
  { lines, spoiled, columns }: ChunkMemory,
  firstRows: readonly number[],
  parts: readonly ScannedPart[],
): number {
  let rows = 0;
  parts.forEach((part, index) => {
    const first = firstRows[index];
    if (first > rows) {
      for (const array of [lines, spoiled, ...columns]) array.copyWithin(rows, first, first + part.rows);
    }
    rows += part.rows;
  });
  return rows;
}

/** One dictionary for the texts of all parts, which the codes of the column are changed to: of a category each text once. */
function joinTexts({ valueType }: FieldSpec, codes: Int32Array, parts: readonly ScannedPart[], column: number): Texts {
  const pools = parts.flatMap(({ texts }) => texts[column] ?? []);
  const distinct = valueType.kind === 'category' ? new DistinctTexts() : undefined;
  let row = 0;
  let offset = 0;
  for (const [index, { rows }] of parts.entries()) {
    const { bytes, ends } = pools[index];
    if (distinct === undefined) {
      if (offset > 0) for (let at = row; at < row + rows; at++) if (codes[at] >= 0) codes[at] += offset;
    } else {
      const own = Int32Array.from(ends, (end, code) => distinct.add(bytes, code === 0 ? 0 : ends[code - 1], end));
      for (let at = row; at < row + rows; at++) if (codes[at] >= 0) codes[at] = own[codes[at]];
    }
    row += rows;
    offset += ends.length;
  }
  return distinct === undefined ? joinPools(pools) : listTexts(distinct.texts);
}
