import type { TextPool } from '../text/text-pool.ts';

// Texts of a pool lie in no order of the rows: asking for several at once lets the machine wait for them together, which is
// most of the time of copying them.

/** Turns codes of texts into where they start, and their lengths; −1 for none. */
export function gatherSpans(codes: Int32Array, ends: TextPool['ends'], count: number, starts: Float64Array): void {
  const even = count - (count % 4);
  for (let at = 0; at < even; at += 4) {
    const [a, b, c, d] = [codes[at], codes[at + 1], codes[at + 2], codes[at + 3]];
    const fromA = a > 0 ? ends[a - 1] : 0;
    const fromB = b > 0 ? ends[b - 1] : 0;
    const fromC = c > 0 ? ends[c - 1] : 0;
    const fromD = d > 0 ? ends[d - 1] : 0;
    const toA = a < 0 ? -1 : ends[a];
    const toB = b < 0 ? -1 : ends[b];
    const toC = c < 0 ? -1 : ends[c];
    const toD = d < 0 ? -1 : ends[d];
    starts[at] = fromA;
    starts[at + 1] = fromB;
    starts[at + 2] = fromC;
    starts[at + 3] = fromD;
    codes[at] = toA - fromA;
    codes[at + 1] = toB - fromB;
    codes[at + 2] = toC - fromC;
    codes[at + 3] = toD - fromD;
  }
  for (let at = even; at < count; at++) {
    const code = codes[at];
    starts[at] = code > 0 ? ends[code - 1] : 0;
    codes[at] = (code < 0 ? -1 : ends[code]) - starts[at];
  }
}

/** The same where all texts are of one length, as ids mostly are: nothing has to be looked up. */
export function placeSpans(codes: Int32Array, width: number, count: number, starts: Float64Array): void {
  for (let at = 0; at < count; at++) {
    const code = codes[at];
    starts[at] = code < 0 ? 0 : code * width;
    codes[at] = code < 0 ? -1 : width;
  }
}

/** The first bytes of texts, which also brings the rest of them near. */
export function gatherFirsts(bytes: Uint8Array, starts: Float64Array, count: number, firsts: Int32Array): void {
  const even = count - (count % 4);
  for (let at = 0; at < even; at += 4) {
    const a = bytes[starts[at]];
    const b = bytes[starts[at + 1]];
    const c = bytes[starts[at + 2]];
    const d = bytes[starts[at + 3]];
    firsts[at] = a;
    firsts[at + 1] = b;
    firsts[at + 2] = c;
    firsts[at + 3] = d;
  }
  for (let at = even; at < count; at++) firsts[at] = bytes[starts[at]];
}

/** What texts ask for; nothing where there is none. */
export function gatherCares(known: Uint8Array, codes: Int32Array, count: number, cares: Int32Array): void {
  for (let at = 0; at < count; at++) cares[at] = codes[at] < 0 ? 0 : known[codes[at]];
}
