import { formatShort, formatUnits } from '../../numeric/decimal.ts';
import { power10 } from '../../numeric/scaled.ts';

// Numbers as bytes, without a string in between: a large book has tens of millions of number cells. What is written is what
// formatUnits and formatShort write (test/report proves it), from tables of up to three digits with the point in front or a
// comma behind. The comma behind the number is there already where it is asked for.

/** Bytes that a number may take, with those it may put behind its end. */
export const longestNumber = 40;

/** Of a scale past this the digits behind the point are no longer whole numbers of 32 bits. */
const quickScale = 9;

const [minus, point, zero, comma] = [45, 46, 48, 44];

/** 0..999 as three digits and a comma, the first in the lowest byte. */
const threeDigits = new Int32Array(1000);
/** The same with a point in front and no comma. */
const pointAndThree = new Int32Array(1000);
/** 0..99 as a point, two digits and a comma. */
const pointAndTwo = new Int32Array(100);
/** 0..999 without zeros in front, a comma behind, and how many digits that makes. */
const leadingDigits = new Int32Array(1000);
const leadingLength = new Int32Array(1000);
/** 1..999 without zeros at the end, a comma behind; and how many digits that makes. */
const lastDigits = new Int32Array(1000);
const lastLength = new Int32Array(1000);
for (let number = 0; number < 1000; number++) {
  const ones = zero + (number % 10);
  const tens = zero + (((number / 10) | 0) % 10);
  const hundreds = zero + ((number / 100) | 0);
  const length = number < 10 ? 1 : number < 100 ? 2 : 3;
  const kept = number % 100 === 0 ? 1 : number % 10 === 0 ? 2 : 3;
  const all = packBytes(hundreds, tens, ones, comma);
  threeDigits[number] = all;
  pointAndThree[number] = packBytes(point, hundreds, tens, ones);
  if (number < 100) pointAndTwo[number] = packBytes(point, tens, ones, comma);
  leadingDigits[number] = all >>> (8 * (3 - length));
  leadingLength[number] = length;
  lastDigits[number] = (all & ((1 << (8 * kept)) - 1)) | (comma << (8 * kept));
  lastLength[number] = kept;
}

function packBytes(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24);
}

// Both take whole units within ±(2^53 − 1), not missing, and return where the number ends, behind which they put a comma.

/** With all digits of the scale, as money is written. */
export function putUnits(view: DataView, from: number, units: number, scale: number): number {
  const at = putSign(view, from, units);
  const size = Math.abs(units);
  if (scale === 0) return putWhole(view, at, size);
  // Divisions by constants, in 32 bits.
  if (scale === 2 && size <= 0x7fffffff) return putHundredths(view, at, size | 0);
  if (scale > quickScale) return putText(view, at, formatUnits(size, scale));
  const power = power10(scale);
  // Below 2^53 a quotient is never rounded up to the next whole number, so the floor is exact.
  const whole = Math.floor(size / power);
  return putFraction(view, putWhole(view, at, whole), size - whole * power, scale);
}

/** Without zeros at the end of the fraction, as every other number is. */
export function putShort(view: DataView, from: number, units: number, scale: number): number {
  const at = putSign(view, from, units);
  const size = Math.abs(units);
  if (scale === 0) return putWhole(view, at, size);
  if (scale === 6 && size <= mostMillionths) return putMillionths(view, at, size | 0);
  if (scale > quickScale) return putText(view, at, formatShort(size, scale));
  const power = power10(scale);
  const whole = Math.floor(size / power);
  const nine = (size - whole * power) * power10(quickScale - scale);
  return putShortNine(view, putWhole(view, at, whole), nine);
}

export const mostMillionths = 999_999_999;

/** 6300000 as 6.3; 0 to `mostMillionths`. */
export function putMillionths(view: DataView, from: number, millionths: number): number {
  const whole = (millionths / 1_000_000) | 0;
  return putShortSix(view, putLeading(view, from, whole), millionths - Math.imul(whole, 1_000_000));
}

/** 630 as 6.30; 0 to 2^31 − 1. */
export function putHundredths(view: DataView, from: number, hundredths: number): number {
  const whole = (hundredths / 100) | 0;
  const at = whole < 1000 ? putLeading(view, from, whole) : putWhole(view, from, whole);
  view.setInt32(at, pointAndTwo[hundredths - Math.imul(whole, 100)], true);
  return at + 3;
}

function putFraction(view: DataView, at: number, digits: number, scale: number): number {
  const end = at + 1 + scale;
  // Zeros behind, so that the groups of three begin at the point; what is too much is written over.
  if (scale <= 3) view.setInt32(at, pointAndThree[digits * (scale === 3 ? 1 : scale === 2 ? 10 : 100)], true);
  else if (scale <= 6) putSix(view, at, digits * (scale === 6 ? 1 : scale === 5 ? 10 : 100));
  else {
    const nine = digits * power10(quickScale - scale);
    const high = (nine / 1000) | 0;
    putSix(view, at, high);
    view.setInt32(at + 7, threeDigits[nine - high * 1000], true);
  }
  view.setUint8(end, comma);
  return end;
}

function putSix(view: DataView, at: number, six: number): number {
  const high = (six / 1000) | 0;
  view.setInt32(at, pointAndThree[high], true);
  view.setInt32(at + 4, threeDigits[six - Math.imul(high, 1000)], true);
  return at + 7;
}

/** What stands behind the whole number, whose comma is there already. */
function putShortSix(view: DataView, at: number, six: number): number {
  const high = (six / 1000) | 0;
  const low = six - Math.imul(high, 1000);
  if (low === 0) return putShortThree(view, at, high);
  view.setInt32(at, pointAndThree[high], true);
  return putLast(view, at + 4, low);
}

function putShortThree(view: DataView, at: number, three: number): number {
  if (three === 0) return at;
  view.setUint8(at, point);
  return putLast(view, at + 1, three);
}

function putShortNine(view: DataView, at: number, nine: number): number {
  const high = (nine / 1000) | 0;
  const low = nine - high * 1000;
  return low === 0 ? putShortSix(view, at, high) : putLast(view, putSix(view, at, high), low);
}

function putLast(view: DataView, at: number, below1000: number): number {
  view.setInt32(at, lastDigits[below1000], true);
  return at + lastLength[below1000];
}

function putSign(view: DataView, at: number, units: number): number {
  if (units >= 0) return at;
  view.setUint8(at, minus);
  return at + 1;
}

function putLeading(view: DataView, at: number, below1000: number): number {
  view.setInt32(at, leadingDigits[below1000], true);
  return at + leadingLength[below1000];
}

function putWhole(view: DataView, from: number, whole: number): number {
  if (whole < 1000) return putLeading(view, from, whole);
  if (whole > 0x7fffffff) {
    const high = Math.floor(whole / 1000);
    return putGroup(view, putWhole(view, from, high), whole - high * 1000);
  }
  const thousands = (whole / 1000) | 0;
  const last = whole - Math.imul(thousands, 1000);
  if (thousands < 1000) return putGroup(view, putLeading(view, from, thousands), last);
  const millions = (thousands / 1000) | 0;
  const at = millions < 1000 ? putLeading(view, from, millions) : putWhole(view, from, millions);
  return putGroup(view, putGroup(view, at, thousands - Math.imul(millions, 1000)), last);
}

function putGroup(view: DataView, at: number, below1000: number): number {
  view.setInt32(at, threeDigits[below1000], true);
  return at + 3;
}

function putText(view: DataView, from: number, digits: string): number {
  for (let index = 0; index < digits.length; index++) view.setUint8(from + index, digits.charCodeAt(index));
  view.setUint8(from + digits.length, comma);
  return from + digits.length;
}
