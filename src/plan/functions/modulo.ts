import { unbounded } from '../../model/value-type.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { integerType, pointsType } from '../expressions.ts';
import { isNumeric, isPlain, quotient } from './exact.ts';
import type { FeelFunction } from './function.ts';

/** FEEL `modulo(dividend, divisor)`: dividend − divisor·floor(dividend / divisor), so it has the sign of the divisor. */
export const modulo: FeelFunction = {
  name: 'modulo',
  parameters: ['dividend', 'divisor'],
  required: 2,
  summary: 'what is left of the dividend; it has the sign of the divisor',
  example: 'modulo(tenure_years, 5)',
  signature: ([dividend, divisor]) => {
    if (!isNumeric(dividend) || !isNumeric(divisor)) return 'modulo takes two numbers';
    if (isPlain(dividend) !== isPlain(divisor)) return 'modulo takes two numbers, or two sums of money';
    const whole = dividend.type.kind === 'integer' && divisor.type.kind === 'integer';
    return { type: isPlain(dividend) ? (whole ? integerType : pointsType) : dividend.type, bounds: unbounded };
  },
  apply: ([dividend, divisor], [dividendType, divisorType], result) => {
    const scale = Math.max(dividendType.scale, divisorType.scale);
    const a = BigInt(dividend) * bigPower10(scale - dividendType.scale);
    const b = BigInt(divisor) * bigPower10(scale - divisorType.scale);
    if (b === 0n) return Number.NaN;
    const rest = a % b;
    const left = rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
    return quotient(left, 1n, result.scale - scale);
  },
};
