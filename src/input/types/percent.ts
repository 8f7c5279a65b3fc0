import type { FieldType } from '../../model/field-type.ts';
import { power10 } from '../../numeric/scaled.ts';
import { type NumeralRules, plainNumerals, readNumeral } from './numeral.ts';
import { findUnit, isDecimalComma, numberFormats } from './numeric-field.ts';
import { ratioUnits } from './unit.ts';

/**
 * A ratio: `45%`, `450‰` and a bare `0.45` are 0.45. A bare cell is per cent only where the field or the heading says so
 * (`unit: percent`); without that a bare one beyond ±1.5 is kept, and counted as a finding.
 */
export const percent: FieldType = {
  keyword: 'percent',
  kind: 'percent',
  summary: 'a ratio; 45% and a bare 0.45 are the same',
  units: ratioUnits,
  formats: numberFormats,
  ranged: true,
  listed: false,
  parser(field, headingUnit) {
    const unit = findUnit(field, headingUnit, true);
    const decimalComma = isDecimalComma(field);
    const example = unit === undefined ? '45% or 0.45' : '45% or 45';
    const rules: NumeralRules = {
      scale: field.valueType.scale,
      exponent: unit?.exponent ?? 0,
      decimalComma,
      currency: null,
      amount: false,
      ratio: true,
      whole: false,
      expected: `a percentage such as ${example}${decimalComma ? ' with a decimal comma' : ''}`,
    };
    const bound = 1.5 * power10(rules.scale);
    return {
      parse(text) {
        const value = readNumeral(text, rules);
        const { units, bare } = value;
        if (unit !== undefined || !bare || units === undefined || Math.abs(units) <= bound) return value;
        return { units, finding: 'ratio-above-150-percent' };
      },
      plain: plainNumerals(rules, unit === undefined ? bound : undefined),
    };
  },
};
