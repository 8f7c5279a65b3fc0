import type { Chunk, WantedColumn } from '../../../model/reader.ts';
import { sharedBytes } from '../../../parallel/shared-memory.ts';
import { TakenOnTrust } from '../../on-trust.ts';
import type { RowShape } from '../rows.ts';
import { longestRow } from '../scan/scanned-rows.ts';
import type { FileReading, OddPart, PartedFile, PartMemory, PartToScan } from './parted-file.ts';
import { endScanning } from './scan-part.ts';
import { type LearntPart, makeRows, WholeColumns } from './whole-columns.ts';

// A file read once, in parts that end behind line feeds, by several threads into one chunk. That a part begins where a row does is
// a guess: it is one if the part before ends there. Where that one has a row over (a line feed stood between quotes), the row
// is put before the part, which is scanned anew.

/** What is known of the file besides its bytes. */
export interface PartedReading {
  readonly name: string;
  /** The first bytes, which the headings were found in. */
  readonly head: Uint8Array;
  readonly shape: RowShape;
  /** Bytes of a byte order mark. */
  readonly markLength: number;
}

/** A part that was begun. */
interface BegunPart {
  readonly part: PartToScan;
  readonly result: Promise<LearntPart | OddPart>;
}

/** Before the bytes of a part there is room for a row that the one before has over. */
const roomBefore = longestRow;

const lineFeed = 10;

/**
 * The whole file as one chunk; undefined where only csv-parse can judge some row. Throws where the head is not what it was, and
 * TakenOnTrust where the file is not UTF-8.
 */
export async function readParts(
  file: PartedFile,
  reading: PartedReading,
  wanted: readonly WantedColumn[],
): Promise<Chunk | undefined> {
  const cutter = new Cutter(file, reading, wanted);
  const whole = new WholeColumns(wanted, file.size);
  const begun: BegunPart[] = [];
  let scan = 0;
  const begin = (part: PartToScan): BegunPart => {
    const result = file.scan({ ...part, scan: scan++ }).then((scanned) => {
      // At once: what a hand scans later may speak of texts of this part.
      return typeof scanned === 'string' ? scanned : whole.learn(scanned);
    });
    // Whoever stops early does not ask for what the others come to.
    result.catch(() => {});
    return { part, result };
  };
  try {
    for (;;) {
      while (begun.length < file.ahead && !cutter.isDone) begun.push(begin(cutter.next()));
      const first = begun.shift();
      if (first === undefined) break;
      const { part } = first;
      const scanned = await first.result;
      if (scanned === 'not-utf-8') throw new TakenOnTrust();
      // Without a line feed in it, a part is no part.
      if (scanned === 'odd' || cutter.isStuck) return undefined;
      whole.add(scanned, part.memory.rows, part.end - part.start);
      if (scanned.next < part.end) {
        const second = begun.shift();
        if (second === undefined) return undefined;
        await second.result;
        begun.unshift(begin(putBefore(second.part, part.memory.bytes.subarray(scanned.next, part.end))));
      }
      cutter.giveBack(part.memory);
    }
    cutter.end();
    return whole.finish();
  } finally {
    await Promise.allSettled(begun.map(({ result }) => result));
    cutter.close();
    endScanning();
  }
}

/** The part with a row in front of it that the one before began. */
function putBefore(part: PartToScan, row: Uint8Array): PartToScan {
  const start = part.start - row.length;
  part.memory.bytes.set(row, start);
  return { ...part, start };
}

let readings = 0;

/** Cuts the file into parts behind line feeds, each in memory that is free. */
class Cutter {
  readonly #file: PartedFile;
  readonly #reading: PartedReading;
  readonly #wanted: readonly WantedColumn[];
  readonly #pass: FileReading;
  readonly #free: PartMemory[] = [];
  readonly #number = ++readings;
  /** Bytes that were read, and those of them that stand behind the last line feed. */
  #read = 0;
  #rest: Uint8Array = new Uint8Array(0);
  /** Whether bytes have come to an end before the size of the file, which `end` refuses. */
  #isShort = false;
  #parts = 0;
  isStuck = false;

  constructor(file: PartedFile, reading: PartedReading, wanted: readonly WantedColumn[]) {
    this.#file = file;
    this.#reading = reading;
    this.#wanted = wanted;
    this.#pass = file.read();
  }

  get isDone(): boolean {
    return this.isStuck || this.#isShort || this.#read === this.#file.size;
  }

  next(): PartToScan {
    const { name, shape, head, markLength } = this.#reading;
    const memory = this.#free.pop() ?? this.#makeMemory();
    const { bytes } = memory;
    bytes.set(this.#rest, roomBefore);
    const from = roomBefore + this.#rest.length;
    const wanted = bytes.subarray(
      from,
      from + Math.min(this.#file.partSize - this.#rest.length, this.#file.size - this.#read),
    );
    const length = this.#pass.next(wanted);
    const known = head.subarray(this.#read, this.#read + length);
    if (Buffer.compare(known, wanted.subarray(0, known.length)) !== 0) throw this.#file.changed();
    this.#read += length;
    this.#isShort = length < wanted.length;
    const isLast = this.isDone;
    let end = from + length;
    if (!isLast) {
      const feed = bytes.subarray(0, end).lastIndexOf(lineFeed, end - 1);
      this.isStuck = feed < roomBefore;
      this.#rest = bytes.slice(feed + 1, end);
      end = feed + 1;
    }
    const isFirst = this.#parts++ === 0;
    return {
      reading: this.#number,
      scan: 0,
      name,
      memory,
      start: roomBefore + (isFirst ? markLength : 0),
      end,
      isLast,
      shape: isFirst ? shape : { ...shape, headingRows: 0 },
      wanted: this.#wanted,
    };
  }

  /** Takes memory for a later part. */
  giveBack(memory: PartMemory): void {
    this.#free.push(memory);
  }

  /** Throws where the file did not end where it was found to. */
  end(): void {
    if (this.#isShort) throw this.#file.changed();
    this.#pass.end();
  }

  close(): void {
    this.#pass.close();
  }

  #makeMemory(): PartMemory {
    const size = roomBefore + this.#file.partSize;
    // A row has a byte that is seen, one behind each cell, and as many cells as there are headings.
    const rows = Math.floor(size / (this.#reading.shape.named + 1)) + 2;
    return { bytes: sharedBytes(size + 1), rows: makeRows(rows, this.#wanted), texts: sharedBytes(size) };
  }
}
