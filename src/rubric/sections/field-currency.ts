import type { LocatedScalar } from '../../model/located.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';

// Which field of the same file names the currency of the amounts of another: `currency` of the money field, else that of
// the portfolio. It must be a text or category; a field that is no money takes no currency.

interface CurrencyDraft {
  readonly name: string;
  readonly value: { readonly currency?: LocatedScalar | undefined };
}

/** The portfolio's own setting, and what is to be done with the field that it or another setting names. */
export interface FileCurrency {
  readonly byDefault?: LocatedScalar | undefined;
  /** Called for every name that is used. */
  readonly use?: (name: string) => void;
}

export function nameCurrencies(
  fields: readonly FieldSpec[],
  drafts: readonly CurrencyDraft[],
  check: Check,
  { byDefault, use }: FileCurrency,
): FieldSpec[] {
  const given = new Map(drafts.map(({ name, value }) => [name, value.currency]));
  const common = byDefault && findCurrency(byDefault, fields, drafts, check);
  if (common !== undefined) use?.(common);
  return fields.map((field) => {
    const own = given.get(field.name);
    if (field.valueType.kind !== 'money') {
      if (own !== undefined) refuseSetting(own, field, check);
      return field;
    }
    const currencyField = own === undefined ? common : findCurrency(own, fields, drafts, check);
    if (currencyField === undefined) return field;
    use?.(currencyField);
    return { ...field, currencyField };
  });
}

function refuseSetting(own: LocatedScalar, field: FieldSpec, { report }: Check): void {
  const message = `a field of type ${field.type} takes no "currency"`;
  report('setting-unfit', own.position, message, { hint: 'remove it, or make the field money' });
}

function findCurrency(
  name: LocatedScalar,
  fields: readonly FieldSpec[],
  drafts: readonly CurrencyDraft[],
  { report }: Check,
): string | undefined {
  const field = fields.find((candidate) => candidate.name === name.text);
  if (field === undefined) {
    // A field that could not be read is reported where it stands.
    if (drafts.some((draft) => draft.name === name.text)) return undefined;
    const near = nearest(
      name.text,
      fields.map((candidate) => candidate.name),
    );
    const message = `"${name.text}" is no field of this file, and the currency must be one`;
    report('unknown-name', name.position, message, near ? { hint: `did you mean "${near}"?` } : {});
    return undefined;
  }
  const { kind } = field.valueType;
  if (kind === 'text' || kind === 'category') return field.name;
  const message = `"${name.text}" is of type ${kind}, and the currency must be a text or category`;
  report('wrong-type', name.position, message, { found: kind, expected: 'a text or category' });
  return undefined;
}
