import type { ByteBuffer } from './bytes/byte-buffer.ts';
import type { CodeBytes } from './column-layout.ts';

// Codes of one to seven bytes, little-endian. For those of numbers eight are always put, and the next row over what was put too
// much; a ByteBuffer has room for that behind the last. So they are one loop, called for some thousand rows at once, which
// is compiled once and soon.

const blockRows = 4096;

/** One for each thread. */
const steps = new Float64Array(blockRows);

/** (value − base) / step + 1; 0 for a missing value. */
export function putSteps(out: ByteBuffer, values: Float64Array, base: number, step: number, width: CodeBytes): void {
  out.reserve(values.length * width);
  for (let from = 0; from < values.length; from += blockRows) {
    const block = values.subarray(from, from + blockRows);
    // A division costs more than all else.
    if (step !== 1) countSteps(block, base, step);
    putNumbers(out.view, out.at, step === 1 ? block : steps, block.length, step === 1 ? base - 1 : -1, width);
    out.at += block.length * width;
  }
}

function countSteps(values: Float64Array, base: number, step: number): void {
  for (let row = 0; row < values.length; row++) steps[row] = (values[row] - base) / step;
}

/** Missing values come out as NaN, which is 0 as a whole number. */
function putNumbers(
  view: DataView,
  at: number,
  values: Float64Array,
  rows: number,
  before: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const code = values[row] - before;
    view.setUint32(at + width * row, code, true);
    view.setUint32(at + width * row + 4, code * 2 ** -32, true);
  }
}

export function putPlain(out: ByteBuffer, values: Float64Array): void {
  out.reserve(8 * values.length);
  for (let row = 0; row < values.length; row++) out.view.setFloat64(8 * row, values[row], true);
  out.at = 8 * values.length;
}

/** `own` is the code in the file by the given one plus one. */
export function putCodes(out: ByteBuffer, codes: Int32Array, own: Int32Array, width: CodeBytes): void {
  out.reserve(codes.length * width);
  const put = width === 1 ? putByteCodes : width === 2 ? putHalfCodes : putWordCodes;
  for (let from = 0; from < codes.length; from += blockRows) {
    const block = codes.subarray(from, from + blockRows);
    put(out.view, out.at, block, own, width);
    out.at += block.length * width;
  }
}

function putByteCodes(view: DataView, at: number, codes: Int32Array, own: Int32Array): void {
  for (let row = 0; row < codes.length; row++) view.setUint8(at + row, own[codes[row] + 1]);
}

function putHalfCodes(view: DataView, at: number, codes: Int32Array, own: Int32Array): void {
  for (let row = 0; row < codes.length; row++) view.setUint16(at + 2 * row, own[codes[row] + 1], true);
}

function putWordCodes(view: DataView, at: number, codes: Int32Array, own: Int32Array, width: number): void {
  for (let row = 0; row < codes.length; row++) view.setUint32(at + width * row, own[codes[row] + 1], true);
}
