import type { CellProblem, CellValue, PlainForm } from '../../model/field-type.ts';
import { maxUnits } from '../../model/value-type.ts';
import { formatUnits, parseDecimal, toScale } from '../../numeric/decimal.ts';
import { power10 } from '../../numeric/scaled.ts';
import { readCurrency } from './currency.ts';
import { isLoneM, readCellUnit, type Unit } from './unit.ts';
import { toHalfWidth } from './width.ts';

// The text of a number to whole units, once and exactly: plain digits (at most 15) without BigInt, everything else by a
// strict grammar: [sign or bracket][currency] digits in groups of three [unit][currency][%][bracket or minus].
// Refused: groups of other sizes or beginning with 0, two signs, hexadecimal, `_`, words such as "infinity".

/** What a field makes of a numeral. */
export interface NumeralRules {
  readonly scale: number;
  /** Power of ten for cells that name no unit of their own. */
  readonly exponent: number;
  /** Whether `format` says that the comma is the decimal sign. */
  readonly decimalComma: boolean;
  /** The field's currency, or null where no currency may stand in a cell. */
  readonly currency: string | null;
  /** Whether `m` behind the digits is a million; elsewhere it may be months or metres, and is refused. */
  readonly amount: boolean;
  /** Whether cells may carry %, ‰ or bp (and then no 万 or million). */
  readonly ratio: boolean;
  /** Whether digits behind the point other than zeros are refused (rather than rounded to the scale). */
  readonly whole: boolean;
  readonly expected: string;
}

const minus = 45;
const comma = 44;
const zero = 48;

/** `bare` tells whether the cell named no unit of its own. */
export interface Numeral extends CellValue {
  readonly bare?: boolean;
}

/** Units from digits (whole, at most 15 of them) times 10^shift; undefined where that leaves the exact range. */
function shiftDigits(digits: number, shift: number, rules: NumeralRules, negative: boolean): Numeral | undefined {
  if (shift >= 0) {
    if (shift > 22) return undefined;
    const units = digits * power10(shift);
    if (units > maxUnits) return undefined;
    return { units: negative ? 0 - units : units, bare: true };
  }
  if (shift < -15) return undefined;
  const divisor = power10(-shift);
  const rest = digits % divisor;
  const floor = (digits - rest) / divisor;
  if (rest === 0) return { units: negative ? 0 - floor : floor, bare: true };
  if (rules.whole) return undefined;
  const units = rest * 2 >= divisor ? floor + 1 : floor;
  return { units: negative ? 0 - units : units, bare: true, finding: 'rounded' };
}

/**
 * The fast path: `-?digits[.digits]` of at most 15 digits, with commas in groups of three where the comma is not the decimal
 * sign; undefined where the text is anything else (and so may still be a number).
 */
function readPlain(text: string, rules: NumeralRules): Numeral | undefined {
  const { length } = text;
  if (length > 21) return undefined;
  const negative = text.charCodeAt(0) === minus;
  const begin = negative ? 1 : 0;
  const point = rules.decimalComma ? comma : 46;
  let pointAt = -1;
  let groupFrom = -1;
  let digits = 0;
  let count = 0;
  for (let at = begin; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= 57) {
      digits = digits * 10 + (code - zero);
      count++;
    } else if (code === point && pointAt < 0 && at > begin && at < length - 1) {
      if (groupFrom >= 0 && at - groupFrom !== 4) return undefined;
      pointAt = at;
    } else if (code === comma && pointAt < 0 && endsGroup(text, begin, groupFrom, at)) {
      groupFrom = at;
    } else {
      return undefined;
    }
  }
  if (count < 1 || count > 15) return undefined;
  if (pointAt < 0 && groupFrom >= 0 && length - groupFrom !== 4) return undefined;
  const fraction = pointAt < 0 ? 0 : length - pointAt - 1;
  return shiftDigits(digits, rules.scale + rules.exponent - fraction, rules, negative);
}

/** Whether a comma may stand here: behind one to three digits that do not begin with 0, or three behind another comma. */
function endsGroup(text: string, begin: number, groupFrom: number, at: number): boolean {
  if (groupFrom >= 0) return at - groupFrom === 4;
  return at > begin && at - begin <= 3 && text.charCodeAt(begin) !== zero;
}

// From the first digit (or a point before one) to the last sign that can belong to a number.
const anatomy = /^(\D*?)((?:[.,](?=\d))?\d(?:[\d.,'’ \u00a0\u2009\u202f]*[\d.,])?(?:[eE][+-]?\d{1,4}(?!\d))?)(\D*)$/;
const grouped = {
  point: /^[1-9]\d{0,2}([,'’ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?$/,
  comma: /^[1-9]\d{0,2}([.'’ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:,\d+)?$/,
};
const plain = { point: /^\d*\.?\d*(?:[eE][+-]?\d+)?$/, comma: /^\d*,?\d*(?:[eE][+-]?\d+)?$/ };

/** The digits as plain decimal text, or null where separators stand where none may. */
function ungroup(body: string, decimalComma: boolean): string | null {
  const style = decimalComma ? 'comma' : 'point';
  if (plain[style].test(body)) return decimalComma ? body.replace(',', '.') : body;
  const match = grouped[style].exec(body);
  if (match === null) return null;
  const digits = body.replaceAll(match[1], '');
  return decimalComma ? digits.replace(',', '.') : digits;
}

interface Affixes {
  readonly negative: boolean;
  readonly unit?: Unit;
  readonly currencies: readonly (readonly string[])[];
}

/** Reads what stands before and behind the digits; null where any of it is unknown. */
function readAffixes(lead: string, trail: string): Affixes | null {
  const open = lead.includes('(');
  const close = trail.includes(')');
  let before = lead.replace('(', ' ').trim();
  let behind = trail.replace(')', ' ').trim();
  let signs = open ? 1 : 0;
  let negative = open;
  if (open !== close) return null;
  const sign = /^[+-]|[+-]$/.exec(before);
  if (sign !== null) {
    before = before.replace(sign[0], '').trim();
    negative ||= sign[0] === '-';
    signs++;
  }
  if (behind.endsWith('-')) {
    behind = behind.slice(0, -1).trim();
    negative = true;
    signs++;
  }
  if (signs > 1) return null;
  const currencies: (readonly string[])[] = [];
  if (before !== '') {
    const currency = readCurrency(before);
    if (currency === undefined) return null;
    currencies.push(currency);
  }
  if (behind === '') return { negative, currencies };
  const unit = readCellUnit(behind);
  if (unit === undefined) return null;
  if (unit.currencies !== undefined) currencies.push(unit.currencies);
  return { negative, unit, currencies };
}

/** Whether what follows the digits says how large they are: 元 alone does (it is not 万元), a code such as USD does not. */
function namesMagnitude(unit: Unit, trail: string): boolean {
  return unit.currencies === undefined || unit.exponent !== 0 || /[元圆円]/.test(trail);
}

function outOfBounds(scale: number): CellProblem {
  const bound = formatUnits(maxUnits, scale);
  return { code: 'out-of-bounds', expected: `a number from -${bound} to ${bound}` };
}

/** The strict grammar, in BigInt. */
function readWritten(text: string, rules: NumeralRules): Numeral {
  const problem = { problem: { code: 'not-a-number', expected: rules.expected } };
  const match = text.length > 400 ? null : anatomy.exec(toHalfWidth(text));
  if (match === null) return problem;
  const [, lead, body, trail] = match;
  const digits = ungroup(body, rules.decimalComma);
  const affixes = readAffixes(lead, trail);
  const value = digits === null ? null : parseDecimal(digits);
  if (affixes === null || value === null) return problem;
  const { currency } = rules;
  if (affixes.currencies.length > 0) {
    if (currency === null) return problem;
    if (!affixes.currencies.every((among) => among.includes(currency))) {
      return { problem: { code: 'other-currency', expected: `an amount in ${currency}` } };
    }
  }
  const { unit } = affixes;
  if (unit !== undefined && unit.ratio !== rules.ratio) return problem;
  if (!rules.amount && isLoneM(trail)) return problem;
  const bare = unit === undefined || !namesMagnitude(unit, trail);
  const exponent = bare ? rules.exponent : unit.exponent;
  const shifted = { units: value.units, scale: value.scale - exponent };
  const { units, exact } = toScale(shifted, rules.scale);
  if (!exact && rules.whole) return { problem: { code: 'not-an-integer', expected: 'a whole number' } };
  const size = Number(units);
  if (size > maxUnits) return { problem: outOfBounds(rules.scale) };
  const signed = affixes.negative ? 0 - size : size;
  return exact ? { units: signed, bare } : { units: signed, bare, finding: 'rounded' };
}

/** What `readPlain` does with ungrouped digits that need no rounding. */
export function plainNumerals(rules: NumeralRules, bound = maxUnits): PlainForm {
  return { form: 'numeral', shift: rules.scale + rules.exponent, sign: rules.decimalComma ? ',' : '.', bound };
}

/** Reads one cell. The text is trimmed and not empty. */
export function readNumeral(text: string, rules: NumeralRules): Numeral {
  return readPlain(text, rules) ?? readWritten(text, rules);
}
