import type { RawBook, Reject } from '../../model/book.ts';
import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { Rate, Rates } from '../../model/rates.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { isText, textAt } from '../../model/table.ts';
import { UserError } from '../../model/user-error.ts';
import { formatDate, parseIsoDate } from '../../numeric/date.ts';
import { parseDecimal, toScale } from '../../numeric/decimal.ts';
import { compareText } from '../../text/text-order.ts';
import { readBook } from '../read-book.ts';

// The rate file: `currency,rate,date`, units of the rubric's currency for one unit of `currency`. Of each currency the latest
// rate on or before a day is taken. Every line that is no rate is told, and two rates of one day that differ; then nothing runs.

interface RateLine extends Rate {
  readonly line: number;
}

/** At most 15 digits, so that a rate is exact in a double. */
const plainRate = /^\d+(?:\.\d+)?$/;
const mostDigits = 15;

function column(name: string, heading: string): FieldSpec {
  return {
    name,
    type: 'text',
    valueType: { kind: 'text', scale: 0 },
    from: [name, heading],
    required: true,
    missingMarks: [],
    currency: '',
    label: {},
    position: { file: '', line: 1, column: 1, length: 1 },
  };
}

const columns = [column('currency', '币种'), column('rate', '汇率'), column('date', '日期')];

/** What is the same for all lines. */
interface RateRules {
  /** The rubric's currency. */
  readonly currency: string;
  /** Days since 1970-01-01; undefined takes the latest rate of each currency. */
  readonly asOf: number | undefined;
  /** Digits behind the point of a currency; undefined where there is no such code. */
  readonly digitsOf: (code: string) => number | undefined;
}

/** Reads a rate file in any format that a book may have. Throws a UserError with every line that cannot be used. */
export async function readRates(source: ByteSource, rules: RateRules, types: FieldTypeRegistry): Promise<Rates> {
  const raw = await readBook([source], columns, 'currency', { passThrough: false }, types);
  const problems = raw.rejects.map(refuseReject);
  const lines: RateLine[] = [];
  for (let row = 0; row < raw.table.rows; row++) {
    if (raw.spoiled[row] === 1) continue;
    const read = readLine(raw, row, rules, problems, source.name);
    if (read !== undefined) lines.push(read);
  }
  problems.push(...findConflicts(lines, source.name));
  if (problems.length > 0) throw new UserError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  return { ...rules, byCurrency: latestOf(lines, rules.asOf) };
}

function refuseReject({ file, line, field, value, expected }: Reject): Problem {
  const what = field === undefined ? 'the line has other cells than the headings' : `the line has no ${field}`;
  return {
    ...badRate(file, line, what, expected),
    ...(value === undefined ? {} : { found: value }),
  };
}

function badRate(file: string, line: number, message: string, expected: string): Problem {
  return { code: 'bad-rate', severity: 'error', file, line, message, expected };
}

function readLine(
  raw: RawBook,
  row: number,
  { currency, digitsOf }: RateRules,
  problems: Problem[],
  file: string,
): RateLine | undefined {
  const [code, rateText, dateText] = columns.map(({ name }) => {
    const cells = raw.table.columns.get(name);
    return cells !== undefined && isText(cells) ? (textAt(cells, row) ?? '') : '';
  });
  const line = raw.lines[row];
  const before = problems.length;
  if (digitsOf(code) === undefined) {
    problems.push(badRate(file, line, `"${code}" is no currency`, 'a code of ISO 4217 such as USD'));
  }
  const rate = readRate(rateText);
  if (rate === undefined) {
    const expected = `a positive number such as 7.1205, of at most ${mostDigits} digits`;
    problems.push(badRate(file, line, `"${rateText}" is no rate`, expected));
  } else if (code === currency && toScale(rate, mostDigits).units !== 10n ** BigInt(mostDigits)) {
    problems.push(badRate(file, line, `the rate of ${code}, the currency of the rubric, is ${rateText}`, '1'));
  }
  const date = parseIsoDate(dateText);
  if (date === null) problems.push(badRate(file, line, `"${dateText}" is no date`, 'a calendar date as YYYY-MM-DD'));
  if (problems.length > before || rate === undefined || date === null) return undefined;
  return { currency: code, rate, date, line };
}

function readRate(text: string): Rate['rate'] | undefined {
  const rate = plainRate.test(text) && text.length <= mostDigits + 1 ? parseDecimal(text) : null;
  if (rate === null || rate.units <= 0n || rate.units >= 10n ** BigInt(mostDigits)) return undefined;
  return rate;
}

/** Rates of one currency and day that differ; the same one given twice is none. */
function findConflicts(lines: readonly RateLine[], file: string): Problem[] {
  const first = new Map<string, RateLine>();
  return lines.flatMap((line) => {
    const key = `${line.currency} ${line.date}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, line);
    if (known === undefined || isSameRate(known, line)) return [];
    const { currency, date, line: at } = line;
    return [
      {
        code: 'two-rates',
        severity: 'error' as const,
        file,
        line: at,
        message: `${currency} has another rate of ${formatDate(date)} in line ${known.line}`,
        expected: 'one rate for a currency and day',
      },
    ];
  });
}

function isSameRate({ rate: a }: Rate, { rate: b }: Rate): boolean {
  const scale = Math.max(a.scale, b.scale);
  return toScale(a, scale).units === toScale(b, scale).units;
}

/** By currency, in text order. */
function latestOf(lines: readonly RateLine[], asOf: number | undefined): Map<string, Rate> {
  const latest = new Map<string, Rate>();
  for (const { currency, rate, date } of lines) {
    const known = latest.get(currency);
    if (asOf !== undefined && date > asOf) continue;
    if (known === undefined || date > known.date) latest.set(currency, { currency, rate, date });
  }
  return new Map([...latest].sort(([a], [b]) => compareText(a, b)));
}
