import { Utf8Check } from '../encoding.ts';
import type { Range, RangeSurvey } from './parted-file.ts';

// What is to be known of a range before rows are read. Most bytes say nothing: four at a time are passed over where none is
// below `leastQuiet`, as line ends, quotes and few others are.

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

const leastQuiet = quote + 1;
const fourQuiets = leastQuiet * 0x01010101;
const fourTops = 0x80808080 | 0;

class Counts {
  carriageReturns = false;
  quotes = 0;
  lineEnds = 0;
  odd: RangeSurvey['odd'];
  #offset: number;
  /** The byte before the one that is looked at, where that was a carriage return. */
  #isAfterReturn = false;

  constructor(offset: number) {
    this.#offset = offset;
  }

  add(bytes: Uint8Array): void {
    const head = Math.min(bytes.length, -bytes.byteOffset & 3);
    this.#look(bytes, 0, head);
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
    for (let index = 0; index < words.length; index++) {
      const word = words[index];
      // Whether one of four bytes is less than `leastQuiet`.
      if (((word - fourQuiets) & ~word & fourTops) !== 0) this.#look(bytes, head + 4 * index, head + 4 * index + 4);
      else this.#isAfterReturn = false;
    }
    this.#look(bytes, head + 4 * words.length, bytes.length);
    this.#offset += bytes.length;
  }

  #look(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === quote) this.quotes++;
      else if (byte === carriageReturn) {
        this.carriageReturns = true;
        this.lineEnds++;
      } else if (byte === lineFeed) {
        if (!this.#isAfterReturn) this.lineEnds++;
        if (this.odd === undefined && this.quotes % 2 === 1) {
          this.odd = { at: this.#offset + at + 1, lineEnds: this.lineEnds };
        }
      }
      this.#isAfterReturn = byte === carriageReturn;
    }
  }
}

/** Surveys a range of bytes that come piece by piece. */
export function surveyRange({ start }: Pick<Range, 'start'>, pieces: Iterable<Uint8Array>): RangeSurvey {
  const utf8 = new Utf8Check();
  const counts = new Counts(start);
  for (const bytes of pieces) {
    utf8.add(bytes);
    counts.add(bytes);
  }
  const { carriageReturns, quotes, lineEnds, odd } = counts;
  return { utf8: utf8.end(), carriageReturns, quotes, lineEnds, odd };
}
