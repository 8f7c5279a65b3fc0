import type { CellParser } from '../../model/field-type.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { type NumeralRules, plainNumerals, readNumeral } from './numeral.ts';
import { isLoneM, readUnit, type Unit } from './unit.ts';

// What number, integer and money share: the rules of a field from its settings and the unit in its heading.

/** How `format:` says which sign is the decimal one. Spaces, thin spaces and apostrophes group thousands in both. */
export const numberFormats: readonly string[] = ['1,234.56', '1.234,56'];

export function isDecimalComma(field: FieldSpec): boolean {
  return field.format === '1.234,56';
}

/**
 * The unit of bare cells: the field's own, else the heading's. A ratio unit belongs to percent fields and no other; one
 * that does not belong to the type, or that nobody knows, says nothing about the cells; nor does `(m)` in the heading of what
 * is no money: it may be months.
 */
export function findUnit(field: FieldSpec, headingUnit: string | undefined, ratio: boolean): Unit | undefined {
  const mayBeMonths = headingUnit !== undefined && isLoneM(headingUnit) && field.valueType.kind !== 'money';
  const said = field.unit ?? (mayBeMonths ? undefined : headingUnit);
  const unit = said === undefined ? undefined : readUnit(said);
  return unit?.ratio === ratio ? unit : undefined;
}

/** A parser of plain numbers: `whole` refuses digits behind the point, `expected` is said of what is no number. */
export function numericParser(
  field: FieldSpec,
  headingUnit: string | undefined,
  settings: { readonly whole: boolean; readonly expected: string },
): CellParser {
  const unit = findUnit(field, headingUnit, false);
  if (unit?.currencies !== undefined && !unit.currencies.includes(field.currency)) {
    const problem = { code: 'other-currency', expected: `an amount in ${field.currency}` };
    return { parse: () => ({ problem }) };
  }
  const decimalComma = isDecimalComma(field);
  const rules: NumeralRules = {
    scale: field.valueType.scale,
    exponent: unit?.exponent ?? 0,
    decimalComma,
    currency: field.currency,
    amount: field.valueType.kind === 'money',
    ratio: false,
    whole: settings.whole,
    expected: decimalComma ? `${settings.expected} with a decimal comma` : settings.expected,
  };
  return { parse: (text) => readNumeral(text, rules), plain: plainNumerals(rules) };
}
