import type { Decimal } from '../model/decimal.ts';
import type { LocatedScalar } from '../model/located.ts';
import { maxUnits } from '../model/value-type.ts';
import { formatShort, parseDecimal, toScale } from '../numeric/decimal.ts';
import type { MethodScope } from '../plan/scoring-method.ts';

/** Reads a knot or cut: "0.75", "75%"; exact as written. Reports what is no number. */
export function readNumber(at: LocatedScalar, scope: MethodScope): Decimal | undefined {
  const text = at.text.trim();
  const percent = text.endsWith('%');
  const value = parseDecimal(percent ? text.slice(0, -1) : text);
  if (value === null) {
    const more = { found: at.text, expected: 'a number such as 0.75, or 75%' };
    scope.report('method-number', at.position, `${JSON.stringify(at.text)} is no number`, more);
    return undefined;
  }
  return dropZeros(percent ? { units: value.units, scale: value.scale + 2 } : value);
}

/** The same number with as few digits as hold it. */
function dropZeros({ units, scale }: Decimal): Decimal {
  let [short, digits] = [units, scale];
  while (digits > 0 && short % 10n === 0n) {
    short /= 10n;
    digits -= 1;
  }
  return { units: short, scale: digits };
}

/** Whole units at a scale that holds the number without rounding; reports what no column can hold. */
export function unitsAt(value: Decimal, scale: number, at: LocatedScalar, scope: MethodScope): number | undefined {
  const { units } = toScale(value, scale);
  if (units <= BigInt(maxUnits) && units >= -BigInt(maxUnits)) return Number(units);
  const expected = `a number within ±${formatShort(maxUnits, scale)}`;
  scope.report('method-number', at.position, `${at.text} is out of reach`, { found: at.text, expected });
  return undefined;
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [toScale(a, scale).units, toScale(b, scale).units];
  return x < y ? -1 : x > y ? 1 : 0;
}
