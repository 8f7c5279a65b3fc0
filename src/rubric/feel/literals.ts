import type { Constant, Expr } from '../../model/expression.ts';
import { maxUnits, type ValueType } from '../../model/value-type.ts';
import { daysOf, parseIsoDate } from '../../numeric/date.ts';
import { parseDecimal } from '../../numeric/decimal.ts';
import { constant } from '../../plan/expressions.ts';
import type { Setting } from './setting.ts';
import type { Syntax } from './syntax.ts';

// Literals as constants. A number keeps the digits it is written with as its scale, so that comparing with it is exact;
// dates are days since 1970-01-01, durations whole days or whole months.

/** More digits behind the point than this cannot be shifted exactly beside a column. */
const mostDigits = 15;

const dateType: ValueType = { kind: 'date', scale: 0 };

/** The text of a FEEL string literal, its escapes resolved. */
export function unescapeText(text: string): string {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
  return text.replace(
    /\\(?:(["\\nrt])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))/g,
    (whole: string, sign?: string, short?: string, long?: string) => {
      if (sign !== undefined) return plain[sign];
      const code = Number.parseInt(short ?? long!, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** An exact number as a constant, without idle zeros; undefined where it has more digits than a column holds. */
export function numberConstant(units: bigint, scale: number): Constant | undefined {
  let shortened = units;
  let digits = scale;
  while (digits > 0 && shortened % 10n === 0n) {
    shortened /= 10n;
    digits -= 1;
  }
  if (digits > mostDigits || shortened > maxUnits || shortened < -maxUnits) return undefined;
  return constant(Number(shortened), { kind: digits === 0 ? 'integer' : 'number', scale: digits });
}

export function compileNumber(syntax: Syntax & { node: 'number' }, within: Setting): Expr | undefined {
  const value = parseDecimal(syntax.text);
  const made = value === null ? undefined : numberConstant(value.units, value.scale);
  if (made === undefined) {
    within.report('bad-literal', syntax, `${syntax.text} has more digits than can be kept`, {
      found: syntax.text,
      expected: `at most ${mostDigits} digits`,
    });
  }
  return made;
}

/** "P30D", "P1Y6M", "-P3D": days or months; null for anything else (times are outside the language). */
function parseDuration(text: string): { units: number; unit: 'days' | 'months' } | null {
  const match = /^(-?)P(?:(\d{1,7})D|(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?)$/.exec(text);
  if (match === null) return null;
  const sign = match[1] === '-' ? -1 : 1;
  if (match[2] !== undefined) return { units: sign * Number(match[2]) + 0, unit: 'days' };
  return { units: sign * (Number(match[3] ?? 0) * 12 + Number(match[4] ?? 0)) + 0, unit: 'months' };
}

function dateFromParts(args: readonly Syntax[]): number | null {
  const parts = args.map((arg) => (arg.node === 'number' && /^\d+$/.test(arg.text) ? Number(arg.text) : Number.NaN));
  return parts.length === 3 && parts.every(Number.isFinite) ? daysOf(parts[0], parts[1], parts[2]) : null;
}

/** `date("2026-01-31")`, `date(2026, 1, 31)`, `duration("P30D")`, `@"2026-01-31"`, `@"P18M"`. */
export function compileTemporal(syntax: Syntax & { node: 'temporal' }, within: Setting): Expr | undefined {
  const [first] = syntax.args;
  const text = syntax.args.length === 1 && first.node === 'string' ? first.value : undefined;
  if (text === undefined && !(syntax.form === 'date' && syntax.args.every((arg) => arg.node === 'number'))) {
    within.report('not-in-subset', syntax, `${syntax.form}(…) takes a literal text only`, {
      hint: 'declare the column as a date under fields; a date literal is date("2026-01-31")',
    });
    return undefined;
  }
  if (syntax.form !== 'duration') {
    const days = text === undefined ? dateFromParts(syntax.args) : parseIsoDate(text);
    if (days !== null) return constant(days, dateType);
  }
  if (syntax.form !== 'date' && text !== undefined) {
    const length = parseDuration(text);
    if (length !== null) return constant(length.units, { kind: 'duration', scale: 0, unit: length.unit });
  }
  const expected = {
    date: 'a day of the calendar such as date("2026-01-31")',
    duration: 'whole days or whole months such as duration("P30D") or duration("P18M")',
    '@': 'a day such as @"2026-01-31" or a duration such as @"P30D"',
  }[syntax.form];
  const found = text ?? 'these numbers';
  within.report('bad-literal', syntax, `${text === undefined ? found : `"${found}"`} is not ${expected}`, {
    found,
    expected,
  });
  return undefined;
}
