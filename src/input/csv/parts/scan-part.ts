import { isUtf8 } from 'node:buffer';
import type { FieldTypeRegistry } from '../../../model/field-type.ts';
import { isText } from '../../../model/table.ts';
import { sharedBytes } from '../../../parallel/shared-memory.ts';
import { poolOf, type TextPool } from '../../../text/text-pool.ts';
import { ChunkBuilder } from '../../chunk-builder.ts';
import { UnclosedQuote } from '../records.ts';
import { readRowsInto } from '../rows.ts';
import { OddBytes, type ScannedRows } from '../scan/scanned-rows.ts';
import type { OddPart, PartTexts, PartToScan, ScannedPart } from './parted-file.ts';

/**
 * What this thread scans the parts of one reading by: it has learnt bytes, and has memory that need not be asked for again. The
 * next reading takes its place.
 */
let kept: Kept | undefined;

interface Kept {
  readonly reading: number;
  /** The first scan that it was there for. */
  readonly hand: number;
  readonly builder: ChunkBuilder;
}

function keptFor({ reading, scan, name, wanted, memory }: PartToScan, types: FieldTypeRegistry): Kept {
  if (kept?.reading === reading) kept.builder.restart(memory.rows);
  else kept = { reading, hand: scan, builder: new ChunkBuilder(name, undefined, wanted, types, memory.rows) };
  return kept;
}

/** Lets go of what this thread scanned parts by. */
export function endScanning(): void {
  kept = undefined;
}

/** Reads the rows of a part into its memory, by the scanner alone, up to the first that it does not end. */
export function scanPart(part: PartToScan, types: FieldTypeRegistry): ScannedPart | OddPart {
  const { memory, start, end, shape, isLast } = part;
  const { buffer, byteOffset, byteLength } = memory.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (!isUtf8(bytes.subarray(start, end))) return 'not-utf-8';
  memory.rows.spoiled.fill(0);
  const { builder, hand } = keptFor(part, types);
  const rows = readRowsInto(builder, shape, 'scanner-alone', () => {}) as ScannedRows;
  try {
    const next = rows.readHere(bytes, start, end, isLast);
    if (builder.rows > memory.rows.lines.length || rows.rowsSeen < shape.headingRows) throw new OddBytes();
    const { rows: count, columns, rejects, ragged, findings, converted = [] } = builder.take();
    const arena = new Arena(memory.texts);
    const texts = columns.map(
      (column, index): PartTexts =>
        isText(column) ? arena.put(poolOf(column.dictionary), builder.known[index]) : null,
    );
    return { rows: count, texts, hand, rejects, ragged, findings, converted, next, nextLine: rows.line };
  } catch (error) {
    // What was read of the part is still in the builder.
    endScanning();
    if (error instanceof OddBytes || error instanceof UnclosedQuote) return 'odd';
    throw error;
  }
}

/** Puts texts one behind the other, in memory of their own where there is no more room. */
class Arena {
  readonly #memory: Uint8Array;
  #used = 0;

  constructor(memory: Uint8Array) {
    this.#memory = memory;
  }

  /** Puts the texts of a pool behind the first `known`. */
  put(pool: TextPool, known: number): PartTexts {
    const { bytes, ends, length } = pool;
    const from = known < length ? pool.startOf(known) : bytes.length;
    const own = this.#take(bytes.length - from);
    own.set(bytes.subarray(from));
    const ownEnds = this.#take(4 * (length - known));
    const put = new Uint32Array(ownEnds.buffer, ownEnds.byteOffset, length - known);
    for (let code = known; code < length; code++) put[code - known] = ends[code] - from;
    return { bytes: own, ends: put, known };
  }

  #take(length: number): Uint8Array {
    const at = this.#used;
    if (at + length > this.#memory.length) return sharedBytes(length);
    // Numbers of four bytes stand at multiples of four.
    this.#used = (at + length + 3) & ~3;
    return this.#memory.subarray(at, at + length);
  }
}
