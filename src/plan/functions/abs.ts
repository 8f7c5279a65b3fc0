import { rescale } from '../../numeric/scaled.ts';
import { isNumeric, settledType } from './exact.ts';
import type { FeelFunction } from './function.ts';

/** FEEL `abs(n)`. */
export const abs: FeelFunction = {
  name: 'abs',
  parameters: ['n'],
  required: 1,
  summary: 'n without its sign',
  example: 'abs(annual_margin)',
  signature: ([value]) => {
    if (!isNumeric(value)) return 'abs takes a number';
    const type = settledType(value.type);
    const [min, max] = [value.bounds.min, value.bounds.max].map((end) => rescale(end, value.type.scale, type.scale));
    const most = Math.max(-min, max);
    const least = min <= 0 && max >= 0 ? 0 : Math.min(Math.abs(min), Math.abs(max));
    return { type, bounds: { min: least + 0, max: most + 0 } };
  },
  apply: ([value], [type], result) => rescale(Math.abs(value), type.scale, result.scale),
};
