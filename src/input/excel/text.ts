import { formatDate } from '../../numeric/date.ts';
import { formatShort, parseDecimal } from '../../numeric/decimal.ts';

// What a cell holds as text, as a CSV of the same sheet would have it at full precision: numbers with 15 significant digits
// and no exponent, dates in ISO without a time zone, texts without their `_x000D_` escapes.

/** What the number format of a cell makes of its number. */
export type NumberStyle = 'plain' | 'percent' | 'date';

/** Number formats that have a number but no code in the file: dates and times of all locales, 9 and 10 percent. */
export function builtInStyle(id: number): NumberStyle {
  if (id === 9 || id === 10) return 'percent';
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
  return isDate ? 'date' : 'plain';
}

/** The style of a format code such as `yyyy-mm-dd`; elapsed times ([h]:mm) are numbers. */
export function styleOfCode(code: string): NumberStyle {
  const bare = code.replace(/"[^"]*"|\\.|[_*]./gs, '').split(';')[0];
  if (/^general$/i.test(bare.trim()) || /\[(?:h+|m+|s+)\]/i.test(bare)) return 'plain';
  const letters = bare.replace(/\[[^\]]*\]/g, '');
  if (/[ymdhs]/i.test(letters)) return 'date';
  return letters.includes('%') ? 'percent' : 'plain';
}

const wholeNumber = /^-?(?:0|[1-9]\d*)$/;

/** Whether the number is plain, of at most 15 digits and without needless zeros: then its 15 digits are what is written. */
function isPlain(written: string): boolean {
  const begin = written.charCodeAt(0) === 45 ? 1 : 0;
  const last = written.length - 1;
  if (last - begin > 15 || written.charCodeAt(last) === 48) return false;
  if (written.charCodeAt(begin) === 48 && written.charCodeAt(begin + 1) !== 46) return false;
  let point = -1;
  for (let at = begin; at <= last; at++) {
    const code = written.charCodeAt(at);
    if (code === 46 && point < 0 && at > begin && at < last) point = at;
    else if (code < 48 || code > 57) return false;
  }
  return point > 0;
}

/** The number of a cell: integers as written, others by the 15 digits that a spreadsheet shows. */
export function numberText(written: string): string {
  if (isPlain(written)) return written;
  if (wholeNumber.test(written)) return written === '-0' ? '0' : written;
  const value = Number(written);
  if (!Number.isFinite(value) || written.trim() === '') return written;
  const exact = parseDecimal(value.toPrecision(15));
  return exact === null ? written : formatShort(exact.units, exact.scale);
}

/** "0.455" as "45.5%": what a cell with a percent format says to its reader. */
export function percentText(number: string): string {
  const ratio = parseDecimal(number);
  if (ratio === null) return number;
  const units = ratio.scale < 2 ? ratio.units * 10n ** BigInt(2 - ratio.scale) : ratio.units;
  return `${formatShort(units, Math.max(0, ratio.scale - 2))}%`;
}

const dayMilliseconds = 86_400_000;

/**
 * ISO text of a day number: the 1900 system, whose day 60 is a 29 February that never was (and stays one here, to be
 * refused as a date), or the 1904 system. A number that is no date there stays a number.
 */
export function dateText(written: string, is1904: boolean): string {
  const serial = Number(written);
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2958466) return numberText(written);
  const rounded = Math.round(serial * dayMilliseconds);
  const day = Math.floor(rounded / dayMilliseconds);
  const seconds = Math.floor((rounded - day * dayMilliseconds) / 1000);
  const pad = (part: number) => String(part).padStart(2, '0');
  const time = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  if (day === 0 && !is1904) return seconds === 0 ? '1900-01-00' : time;
  const date = isoDay(day, is1904);
  return seconds === 0 ? date : `${date}T${time}`;
}

function isoDay(day: number, is1904: boolean): string {
  if (is1904) return formatDate(day - 24107);
  if (day === 60) return '1900-02-29';
  return formatDate(day - 25569 + (day < 60 ? 1 : 0));
}

/** Text without the escapes that stand for characters XML cannot hold (`_x000D_`; `_x005F_` is the underscore itself). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * The same text in memory of its own. A text of 13 characters and more that was cut out of a piece of XML keeps the whole
 * piece alive as long as it lives; a book of names would hold its sheet.
 */
export function detachText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
