import { Utf8Check } from '../encoding.ts';
import type { Range, RangeSurvey } from './parted-file.ts';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** Surveys a range of bytes that come piece by piece. */
export function surveyRange({ start }: Pick<Range, 'start'>, pieces: Iterable<Uint8Array>): RangeSurvey {
  const utf8 = new Utf8Check();
  let carriageReturns = false;
  let quotes = 0;
  let lineEnds = 0;
  let odd: RangeSurvey['odd'];
  let before = 0;
  let offset = start;
  for (const bytes of pieces) {
    utf8.add(bytes);
    const returns = bytes.includes(carriageReturn);
    carriageReturns ||= returns;
    if (!returns && !bytes.includes(quote) && (quotes % 2 === 0 || odd !== undefined)) {
      lineEnds += countLineFeeds(bytes) - (before === carriageReturn && bytes[0] === lineFeed ? 1 : 0);
    } else {
      let last = before;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at];
        if (byte === quote) quotes++;
        else if (byte === carriageReturn) lineEnds++;
        else if (byte === lineFeed) {
          if (last !== carriageReturn) lineEnds++;
          if (odd === undefined && quotes % 2 === 1) odd = { at: offset + at + 1, lineEnds };
        }
        last = byte;
      }
    }
    if (bytes.length > 0) before = bytes[bytes.length - 1];
    offset += bytes.length;
  }
  return { utf8: utf8.end(), carriageReturns, quotes, lineEnds, odd };
}

const fourFeeds = 0x0a0a0a0a;
const fourOnes = 0x01010101;
const fourTops = 0x80808080 | 0;

/** Four bytes at a time, of which few have one among them. */
function countLineFeeds(bytes: Uint8Array): number {
  const words = bytes.byteOffset % 4 === 0 ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : [];
  let count = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ^ fourFeeds;
    if (((word - fourOnes) & ~word & fourTops) !== 0) count += countFrom(bytes, 4 * index, 4 * index + 4);
  }
  return count + countFrom(bytes, 4 * words.length, bytes.length);
}

function countFrom(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === lineFeed) count++;
  return count;
}
