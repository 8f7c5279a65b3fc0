import type { Reject } from '../../../model/book.ts';
import type { Problem } from '../../../model/problem.ts';
import type { Chunk, WantedColumn } from '../../../model/reader.ts';
import type { Column } from '../../../model/table.ts';
import { listTexts } from '../../../model/table.ts';
import { sharedBytes, sharedCodes, sharedFloats, sharedRows } from '../../../parallel/shared-memory.ts';
import { DistinctTexts } from '../../../text/distinct-texts.ts';
import { PoolBuilder, type PooledTexts, TextPool } from '../../../text/text-pool.ts';
import { type ChunkMemory, hasCodes } from '../../chunk-builder.ts';
import type { ScannedPart } from './parted-file.ts';

// Whole columns, in shared memory, from parts that come in the order of the file. The first part says how much memory the others
// may need; memory that no row comes to is never touched, and so costs nothing.

/** What is asked for beside what the first part makes likely, and by how much memory grows where that was too little. */
const spare = 1.1;
const growth = 1.5;

const sliceRows = 4096;

type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array;

function enlarge<Kind extends Numbers>(old: Kind, make: (length: number) => Kind, used: number, needed: number): Kind {
  if (needed <= old.length) return old;
  const larger = make(Math.ceil(Math.max(needed, old.length * growth)));
  larger.set(old.subarray(0, used) as never);
  return larger;
}

/** The texts of all parts, one behind the other. */
class JoinedTexts {
  #bytes: Uint8Array = sharedBytes(0);
  #ends: Uint32Array = sharedRows(0);
  #size = 0;
  #count = 0;

  /** Adds texts of which there will be about `times` as many; how many there were. */
  add({ bytes, ends }: PooledTexts, times: number): number {
    const before = this.#count;
    const size = this.#size;
    const count = before + ends.length;
    this.#bytes = enlarge(this.#bytes, sharedBytes, size, size + likely(bytes.length, times, size));
    this.#ends = enlarge(this.#ends, sharedRows, before, before + likely(ends.length, times, before));
    this.#bytes.set(bytes, size);
    inSlices(ends.length, (from, to) => copyShifted(ends, this.#ends, before, size, from, to));
    this.#size += bytes.length;
    this.#count = count;
    return before;
  }

  finish(): TextPool {
    return new TextPool(this.#bytes.subarray(0, this.#size), this.#ends.subarray(0, this.#count));
  }
}

/** How much to make room for: at first for all that is likely to come, later for what has. */
function likely(length: number, times: number, used: number): number {
  return used === 0 && length > 0 ? Math.ceil(length * times) : length;
}

/** The texts of a category as a hand knows them. */
class HandTexts {
  readonly pool = new PoolBuilder();
  /** By its codes those of all texts, -1 where they were not asked for yet. */
  own = new Int32Array(0);

  learn({ bytes, ends }: PooledTexts): void {
    const first = this.pool.length;
    for (let code = 0; code < ends.length; code++)
      this.pool.addBytes(bytes, code === 0 ? 0 : ends[code - 1], ends[code]);
    this.own = enlarge(this.own, (length) => new Int32Array(length), first, this.pool.length);
    this.own.fill(-1, first);
  }
}

/** A part whose codes of categories are those of its hand. */
export interface LearntPart extends Omit<ScannedPart, 'texts'> {
  readonly texts: readonly (PooledTexts | HandTexts | null)[];
}

export class WholeColumns {
  readonly #wanted: readonly WantedColumn[];
  readonly #size: number;
  #memory: ChunkMemory;
  readonly #texts: (JoinedTexts | DistinctTexts | undefined)[];
  /** By hand and column. */
  readonly #hands = new Map<number, (HandTexts | undefined)[]>();
  #rows = 0;
  #line = 1;
  readonly #rejects: Reject[] = [];
  readonly #findings: Problem[] = [];
  readonly #converted: (readonly [string, number])[] = [];
  #ragged = 0;

  /** `size`: bytes of the file. */
  constructor(wanted: readonly WantedColumn[], size: number) {
    this.#wanted = wanted;
    this.#size = size;
    this.#memory = makeRows(0, wanted);
    this.#texts = wanted.map((column) => {
      if (!hasCodes(column)) return undefined;
      return column.field.valueType.kind === 'category' ? new DistinctTexts() : new JoinedTexts();
    });
  }

  /** Takes the texts that are new to a hand; of each hand in the order in which it scanned. */
  learn(part: ScannedPart): LearntPart {
    const hand = this.#hands.get(part.hand) ?? [];
    this.#hands.set(part.hand, hand);
    const texts = part.texts.map((pool, index) => {
      if (pool === null || !(this.#texts[index] instanceof DistinctTexts)) return pool;
      const known = (pool.known === 0 ? undefined : hand[index]) ?? new HandTexts();
      hand[index] = known;
      known.learn(pool);
      return known;
    });
    return { ...part, texts };
  }

  /** Adds the rows of a part of so many bytes. Codes of categories are in the order of their first rows, whoever scanned them. */
  add(part: LearntPart, memory: ChunkMemory, bytes: number): void {
    const times = (this.#size / bytes) * spare;
    const first = this.#rows;
    const rows = first + part.rows;
    this.#makeRoom(first + likely(part.rows, times, first));
    const { lines, spoiled, columns } = this.#memory;
    const lag = this.#line - 1;
    inSlices(part.rows, (from, to) => copyShifted(memory.lines, lines, first, lag, from, to));
    spoiled.set(memory.spoiled.subarray(0, part.rows), first);
    columns.forEach((column, index) => {
      const texts = this.#texts[index];
      const own = memory.columns[index].subarray(0, part.rows);
      if (texts === undefined) column.set(own, first);
      else {
        const codes = column as Int32Array;
        const given = own as Int32Array;
        const known = part.texts[index];
        if (known instanceof HandTexts) {
          const pool = known.pool.toPool();
          const all = texts as DistinctTexts;
          inSlices(part.rows, (from, to) => mapCodes(given, codes, first, known.own, pool, all, from, to));
        } else {
          const shift = (texts as JoinedTexts).add(known as PooledTexts, times);
          inSlices(part.rows, (from, to) => shiftCodes(given, codes, first, shift, from, to));
        }
      }
    });
    for (const reject of part.rejects) this.#rejects.push({ ...reject, line: reject.line + lag });
    this.#findings.push(...part.findings);
    this.#converted.push(...(part.converted ?? []));
    this.#ragged += part.ragged;
    this.#rows = rows;
    this.#line += part.nextLine - 1;
  }

  finish(): Chunk {
    const rows = this.#rows;
    const { lines, spoiled, columns } = this.#memory;
    return {
      rows,
      columns: this.#wanted.map(({ field }, index): Column => {
        const numbers = columns[index].subarray(0, rows);
        if (numbers instanceof Float64Array) return { type: field.valueType, values: numbers };
        const texts = this.#texts[index];
        const dictionary = texts instanceof DistinctTexts ? listTexts(texts.texts) : (texts as JoinedTexts).finish();
        return { type: field.valueType, codes: numbers, dictionary };
      }),
      lines: lines.subarray(0, rows),
      spoiled: spoiled.subarray(0, rows),
      rejects: this.#rejects,
      ragged: this.#ragged,
      findings: this.#findings,
      converted: this.#converted,
    };
  }

  #makeRoom(needed: number): void {
    const { lines, spoiled, columns } = this.#memory;
    if (needed <= lines.length) return;
    const rows = this.#rows;
    this.#memory = {
      lines: enlarge(lines, sharedRows, rows, needed),
      spoiled: enlarge(spoiled, sharedBytes, rows, needed),
      columns: columns.map((column) =>
        column instanceof Float64Array
          ? enlarge<Float64Array>(column, sharedFloats, rows, needed)
          : enlarge<Int32Array>(column, sharedCodes, rows, needed),
      ),
    };
  }
}

/** Memory for the rows of a chunk that all threads see. */
export function makeRows(rows: number, wanted: readonly WantedColumn[]): ChunkMemory {
  return {
    lines: sharedRows(rows),
    spoiled: sharedBytes(rows),
    columns: wanted.map((column) => (hasCodes(column) ? sharedCodes(rows) : sharedFloats(rows))),
  };
}

/**
 * Does something for so many rows, some thousand at a time: a loop that is entered often is compiled properly; of one that is entered
 * once a part, code was compiled for the middle of it that had to be given up at each of its ends.
 */
function inSlices(rows: number, work: (from: number, to: number) => void): void {
  for (let from = 0; from < rows; from += sliceRows) work(from, Math.min(rows, from + sliceRows));
}

/** Numbers from `start` to before `end`, each with `shift` added, to `first` places behind where they are. */
function copyShifted(
  from: ArrayLike<number>,
  to: Uint32Array,
  first: number,
  shift: number,
  start: number,
  end: number,
): void {
  for (let index = start; index < end; index++) to[first + index] = from[index] + shift;
}

function shiftCodes(from: Int32Array, to: Int32Array, first: number, shift: number, start: number, end: number): void {
  for (let row = start; row < end; row++) {
    const code = from[row];
    to[first + row] = code < 0 ? -1 : (code + shift) | 0;
  }
}

/** Codes of a hand to those of all, of which each text has one. */
function mapCodes(
  from: Int32Array,
  to: Int32Array,
  first: number,
  become: Int32Array,
  pool: TextPool,
  all: DistinctTexts,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    const code = from[row];
    if (code >= 0 && become[code] < 0) become[code] = all.add(pool.bytes, pool.startOf(code), pool.ends[code]);
    to[first + row] = code < 0 ? -1 : become[code];
  }
}
