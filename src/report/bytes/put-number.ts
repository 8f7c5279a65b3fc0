import { formatUnits } from '../../numeric/decimal.ts';
import { power10 } from '../../numeric/scaled.ts';

// Numbers as bytes, without a string in between: a large book has tens of millions of number cells. Units of a scale are
// written with all its digits, as formatUnits writes them (test/report proves both equal), three digits at a time.

/** Bytes that a number may take, with those it may put behind its end. */
export const longestNumber = 40;

/** Of a scale past this the digits behind the point are no longer whole numbers of 32 bits. */
const quickScale = 9;

const [minus, point, zero] = [45, 46, 48];

/** 0..999 as three digits, the first in the lowest byte. */
const threeDigits = new Int32Array(1000);
/** The same without zeros in front, and how many digits that makes. */
const leadingDigits = new Int32Array(1000);
const leadingLength = new Uint8Array(1000);
for (let number = 0; number < 1000; number++) {
  const digits = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10].map((digit) => zero + digit);
  const length = number < 10 ? 1 : number < 100 ? 2 : 3;
  threeDigits[number] = packBytes(digits);
  leadingDigits[number] = packBytes(digits.slice(3 - length));
  leadingLength[number] = length;
}

function packBytes(bytes: readonly number[]): number {
  return bytes.reduceRight((packed, byte) => packed * 256 + byte, 0);
}

/** Whole units within ±(2^53 − 1), not missing. Returns where the number ends. */
export function putNumber(view: DataView, from: number, units: number, scale: number): number {
  let at = from;
  let size = units;
  if (units < 0) {
    view.setUint8(at++, minus);
    size = -units;
  }
  if (scale === 0) return putWhole(view, at, size);
  if (scale > quickScale) return putText(view, at, formatUnits(size, scale));
  const power = power10(scale);
  // Below 2^53 a quotient is never rounded up to the next whole number, so the floor is exact.
  const whole = Math.floor(size / power);
  at = whole < 1000 ? putLeading(view, at, whole) : putWhole(view, at, whole);
  return putFraction(view, at, size - whole * power, scale);
}

function putFraction(view: DataView, from: number, digits: number, scale: number): number {
  view.setUint8(from, point);
  const end = from + 1 + scale;
  // Zeros behind, so that the groups of three begin at the point; what is too much is written over.
  if (scale <= 3) {
    view.setInt32(from + 1, threeDigits[digits * (scale === 3 ? 1 : scale === 2 ? 10 : 100)], true);
    return end;
  }
  if (scale <= 6) {
    const six = digits * (scale === 6 ? 1 : scale === 5 ? 10 : 100);
    const high = (six / 1000) | 0;
    view.setInt32(from + 1, threeDigits[high], true);
    view.setInt32(from + 4, threeDigits[six - high * 1000], true);
    return end;
  }
  const nine = digits * power10(quickScale - scale);
  const high = (nine / 1_000_000) | 0;
  const rest = nine - high * 1_000_000;
  const middle = (rest / 1000) | 0;
  view.setInt32(from + 1, threeDigits[high], true);
  view.setInt32(from + 4, threeDigits[middle], true);
  view.setInt32(from + 7, threeDigits[rest - middle * 1000], true);
  return end;
}

function putLeading(view: DataView, at: number, below1000: number): number {
  view.setInt32(at, leadingDigits[below1000], true);
  return at + leadingLength[below1000];
}

function putWhole(view: DataView, from: number, whole: number): number {
  if (whole < 1000) return putLeading(view, from, whole);
  const high = Math.floor(whole / 1000);
  const at = putWhole(view, from, high);
  view.setInt32(at, threeDigits[whole - high * 1000], true);
  return at + 3;
}

function putText(view: DataView, from: number, digits: string): number {
  for (let index = 0; index < digits.length; index++) view.setUint8(from + index, digits.charCodeAt(index));
  return from + digits.length;
}
