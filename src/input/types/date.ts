import type { CellValue, FieldType } from '../../model/field-type.ts';
import { daysOf } from '../../numeric/date.ts';
import { toHalfWidth } from './width.ts';

// A calendar day as days since 1970-01-01. Year first is always read (2026-10-31, 2026/10/31, 20261031, 2026年10月31日), and so
// is an English month name with a year of four digits; day or month first, two-digit years and serial numbers only where
// `format:` says so. Two-digit years: 69..99 are 1969..1999, 00..68 are 2000..2068. A time of day is dropped, unconverted.

const time =
  '(?:[T ]\\s*(?:[01]?\\d|2[0-4])(?::[0-5]\\d){1,2}(?:[.,]\\d{1,9})?\\s*(?:[AaPp]\\.?[Mm]\\.?)?\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?$';
const yearFirst = new RegExp(`^(\\d{4})([-/.年])\\s*(\\d{1,2})([-/.月])\\s*(\\d{1,2})[日号]?${time}`);
const yearRun = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${time}`);
const shortRun = new RegExp(`^(\\d{2})(\\d{2})(\\d{2})${time}`);
const threeParts = new RegExp(`^(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})${time}`);
const dayMonthName = new RegExp(`^(\\d{1,2})[- ]([A-Za-z]{3,9})\\.?,?[- ](\\d{4})${time}`);
const monthNameDay = new RegExp(`^([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${time}`);
const serialNumber = /^(-?\d{1,7})(?:\.\d+)?$/;

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** First days of the serial systems, as days since 1970-01-01; each counts from its zero. */
const epochs: Readonly<Record<string, number>> = { excel: -25569, 'excel-1904': -24107, sas: -3653 };
const lastExcelDay = 2932896; // 9999-12-31

const formats: readonly string[] = ['YMD', 'MDY', 'DMY', 'YYMMDD', 'excel', 'excel-1904', 'sas'];

const noSuchDate: CellValue = { problem: { code: 'no-such-date', expected: 'a day that is in the calendar' } };
const expectedOf: Readonly<Record<string, string>> = {
  YMD: 'a date such as 2026-10-31 or 26-10-31',
  MDY: 'a date such as 10/31/2026',
  DMY: 'a date such as 31/10/2026',
  YYMMDD: 'a date such as 261031',
  excel: 'a date such as 2026-10-31, or an Excel day number',
  'excel-1904': 'a date such as 2026-10-31, or an Excel day number of the 1904 system',
  sas: 'a date such as 2026-10-31, or a SAS day number',
};

function dayOf(year: string, month: string | number, day: string): CellValue {
  const short = year.length <= 2;
  const full = short ? Number(year) + (Number(year) >= 69 ? 1900 : 2000) : Number(year);
  const days = daysOf(full, Number(month), Number(day));
  return days === null ? noSuchDate : { units: days };
}

function monthOf(name: string): number {
  const folded = name.toLowerCase();
  return (
    months.findIndex(
      (month) => month === folded || month.slice(0, 3) === folded || (folded === 'sept' && month === 'september'),
    ) + 1
  );
}

/** What nobody can read in two ways: year first, or the month by name. */
function readUnambiguous(text: string): CellValue | undefined {
  const match = yearFirst.exec(text);
  if (match !== null) {
    const [, year, first, month, second, day] = match;
    if (first === '年' ? second === '月' : first === second) return dayOf(year, month, day);
    return undefined;
  }
  const run = yearRun.exec(text);
  if (run !== null) return dayOf(run[1], run[2], run[3]);
  const named = dayMonthName.exec(text);
  if (named !== null && monthOf(named[2]) > 0) return dayOf(named[3], monthOf(named[2]), named[1]);
  const us = monthNameDay.exec(text);
  if (us !== null && monthOf(us[1]) > 0) return dayOf(us[3], monthOf(us[1]), us[2]);
  return undefined;
}

/** A day number; 1900 has no 29 February, though Excel counts one (serial 60). */
function readSerial(text: string, format: string): CellValue | undefined {
  const match = serialNumber.exec(text);
  if (match === null) return undefined;
  const serial = Math.floor(Number(text));
  const system = epochs[format];
  if (format !== 'sas' && serial < (format === 'excel' ? 1 : 0)) return noSuchDate;
  if (format === 'excel' && serial === 60) return noSuchDate;
  const days = serial + system + (format === 'excel' && serial < 60 ? 1 : 0);
  return days > lastExcelDay || days < -719162 ? noSuchDate : { units: days };
}

function readByFormat(text: string, format: string): CellValue | undefined {
  if (Object.hasOwn(epochs, format)) return readSerial(text, format);
  if (format === 'YYMMDD') {
    const run = shortRun.exec(text);
    return run === null ? undefined : dayOf(run[1], run[2], run[3]);
  }
  const match = threeParts.exec(text);
  if (match === null) return undefined;
  const [, first, , second, third] = match;
  if (format === 'YMD') return first.length === 2 && third.length <= 2 ? dayOf(first, second, third) : undefined;
  if (first.length > 2 || (third.length !== 2 && third.length !== 4)) return undefined;
  return format === 'MDY' ? dayOf(third, first, second) : dayOf(third, second, first);
}

/** Why a text without a format cannot be read: it would need one, or it is no date at all. */
function refuse(text: string): CellValue {
  const match = threeParts.exec(text);
  if (match === null || (match[4].length !== 2 && match[4].length !== 4)) {
    return { problem: { code: 'not-a-date', expected: 'a date such as 2026-10-31' } };
  }
  const expected = 'a date such as 2026-10-31, or format: MDY or DMY in the rubric to say which comes first';
  return { problem: { code: 'date-needs-format', expected } };
}

export const date: FieldType = {
  keyword: 'date',
  kind: 'date',
  summary: 'a calendar day; a time of day is dropped',
  formats,
  ranged: true,
  listed: false,
  parser(field) {
    const { format } = field;
    return {
      parse(text) {
        const narrow = toHalfWidth(text);
        const value = readUnambiguous(narrow) ?? (format === undefined ? undefined : readByFormat(narrow, format));
        if (value !== undefined) return value;
        if (format === undefined) return refuse(narrow);
        return { problem: { code: 'not-a-date', expected: expectedOf[format] } };
      },
      plain: { form: 'date' },
    };
  },
};
