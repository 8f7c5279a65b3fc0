import type { Decimal } from '../model/decimal.ts';
import { toScale } from '../numeric/decimal.ts';

/** The exact sum at the finest scale among the values; null (n/a) adds nothing. */
export function addDecimals(values: readonly (Decimal | null)[]): Decimal {
  const present = values.filter((value) => value !== null);
  const scale = Math.max(0, ...present.map((value) => value.scale));
  return { units: present.reduce((sum, value) => sum + toScale(value, scale).units, 0n), scale };
}
