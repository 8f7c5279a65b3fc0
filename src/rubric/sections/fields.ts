import type { FieldType } from '../../model/field-type.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { pointScale, unbounded, type ValueType } from '../../model/value-type.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';
import type { NamedValue } from '../feel/scope.ts';
import { dateBounds } from '../formulas.ts';
import { listOf, mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { text, word, yesNo } from '../shape/scalars.ts';
import { type Registries, reportShape, type Shape } from '../shape/shape.ts';
import { localisedText } from '../shape/texts.ts';
import { categoryValues, checkCategoryValues } from './category-values.ts';
import { boundUnits } from './field-bounds.ts';
import { type FileCurrency, nameCurrencies } from './field-currency.ts';

// What a row of a file holds. Which of `unit`, `format`, `min`, `max` and `values` a type takes, the type itself says.

/** Texts that mean missing where a field does not say its own; an empty cell always does. */
const defaultMissingMarks: readonly string[] = ['NA', 'N/A', 'null', '-', '--', '无'];

/** A mark may be a word that YAML takes for nothing, such as null. */
const mark: Shape<string> = {
  ...text(),
  read: (value, reading, what) => (value.kind === 'scalar' ? value.text : reportShape(value, reading, what, 'a text')),
  schema: () => ({ type: ['string', 'number', 'boolean', 'null'] }),
};

const settingsOf = (key: 'units' | 'formats') => (registries: Registries) => [
  ...new Set(Object.values(registries.fieldTypes).flatMap((type) => type[key] ?? [])),
];

const fieldEntries = {
  type: required(
    word(({ fieldTypes }) => Object.keys(fieldTypes), 'field type'),
    'What the cells hold',
    'money',
  ),
  from: optional(
    listOf(text('heading'), true),
    'Headings that are taken for this field, whatever their case, width and spaces',
    '[贷款金额, Loan amount]',
    'the name of the field',
  ),
  required: optional(
    yesNo(),
    'Whether the heading must be there, and a row without a usable value is rejected',
    'true',
    'false',
  ),
  min: optional(text('value'), 'Least value; a cell below is a reject', '0'),
  max: optional(text('value'), 'Largest value; a cell above is a reject', '100'),
  unit: optional(
    word(settingsOf('units'), 'unit of the type'),
    'Unit of the cells; a unit in the heading applies where this is not given',
    '万元',
  ),
  format: optional(
    word(settingsOf('formats'), 'format of the type'),
    'How the cells are written, where that is ambiguous',
    'DMY',
  ),
  currency: optional(
    text('field'),
    'Of money: the field of the same file that names the currency of the amounts, which are converted by --rates',
    'loan_currency',
    'portfolio.currency',
  ),
  values: optional(
    categoryValues(),
    'The values of a category and the texts that mean them; any other text is a reject',
    '{client: [存量客户], prospect: [潜在客户]}',
    'any text',
  ),
  missing_marks: optional(
    listOf(mark),
    'Texts that mean missing, besides an empty cell',
    '[NA, "?"]',
    defaultMissingMarks.join(', '),
  ),
  label: optional(
    localisedText(),
    'What reports call the field',
    '{en: Loan amount, zh-CN: 贷款金额}',
    'the name of the field',
  ),
} as const;

const fieldShape = object('a field', fieldEntries);
export const fieldsShape = mapOf('FIELD', fieldShape);
export type FieldDraft = Draft<typeof fieldEntries>;

const scales: Partial<Record<string, number>> = { number: pointScale, percent: pointScale };

function valueTypeOf(fieldType: FieldType, draft: FieldDraft, moneyScale: number): ValueType {
  const scale = fieldType.kind === 'money' ? moneyScale : (scales[fieldType.kind] ?? 0);
  const values = draft.values?.map((value) => value.code.text);
  return { kind: fieldType.kind, scale, ...(values && fieldType.kind === 'category' ? { values } : {}) };
}

/** Settings that the type has no use for, and values of them that it does not know. */
function checkSettings(draft: FieldDraft, fieldType: FieldType, check: Check): void {
  const allowed = { min: fieldType.ranged, max: fieldType.ranged, values: fieldType.listed } as const;
  for (const [key, takes] of Object.entries(allowed)) {
    const place = draft.$entries.get(key);
    if (place === undefined || takes) continue;
    const message = `a field of type ${fieldType.keyword} takes no "${key}"`;
    check.report('setting-unfit', place.key.position, message, { hint: 'remove it, or choose another type' });
  }
  for (const [key, words] of [
    ['unit', fieldType.units],
    ['format', fieldType.formats],
  ] as const) {
    const given = draft[key];
    if (given === undefined || words?.includes(given.text)) continue;
    const known = words === undefined ? `takes no "${key}"` : `knows the ${key}s ${words.join(', ')}`;
    const near = nearest(given.text, words ?? []);
    const message = `"${given.text}" is no ${key} of this field: the type ${fieldType.keyword} ${known}`;
    check.report('setting-unfit', given.position, message, near ? { hint: `did you mean "${near}"?` } : {});
  }
}

function checkField({ name, key, value: draft }: Named<FieldDraft>, check: Check): FieldSpec | undefined {
  const fieldType = check.registries.fieldTypes[draft.type?.text ?? ''];
  if (fieldType === undefined) return undefined;
  checkSettings(draft, fieldType, check);
  const valueType = valueTypeOf(fieldType, draft, check.moneyScale);
  const min = fieldType.ranged ? boundUnits(draft.min, valueType, check) : undefined;
  const max = fieldType.ranged ? boundUnits(draft.max, valueType, check) : undefined;
  if (min !== undefined && max !== undefined && min > max) {
    const message = `"min" (${draft.min?.text}) is above "max" (${draft.max?.text}): no value fits`;
    check.report('invalid-value', placeOf(draft, 'min'), message);
  }
  const values = fieldType.listed && draft.values ? checkCategoryValues(draft.values, check.report) : undefined;
  const from = (draft.from ?? []).map((heading) => heading.text);
  return {
    name,
    type: fieldType.keyword,
    valueType,
    from: from.includes(name) ? from : [...from, name],
    required: draft.required ?? false,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(draft.unit === undefined ? {} : { unit: draft.unit.text }),
    ...(draft.format === undefined ? {} : { format: draft.format.text }),
    ...(values === undefined ? {} : { values }),
    missingMarks: draft.missing_marks ?? defaultMissingMarks,
    currency: check.currency,
    label: draft.label ?? {},
    position: key.position,
  };
}

/** The value that a field is in formulas. */
export function namedValueOf({ valueType, min, max }: FieldSpec, context: 'client' | 'row'): NamedValue {
  const widest = valueType.kind === 'flag' ? { min: 0, max: 1 } : valueType.kind === 'date' ? dateBounds : unbounded;
  return { type: valueType, bounds: { min: min ?? widest.min, max: max ?? widest.max }, context };
}

/** Headings compare as the reader compares them: without case, width and space. */
function foldHeading(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function checkHeadings(fields: readonly Named<FieldDraft>[], check: Check): void {
  const taken = new Map<string, string>();
  for (const { name } of fields) if (!taken.has(foldHeading(name))) taken.set(foldHeading(name), name);
  for (const { name, value } of fields) {
    for (const heading of value.from ?? []) {
      const other = taken.get(foldHeading(heading.text));
      if (other === undefined || other === name) taken.set(foldHeading(heading.text), name);
      else {
        const message = `the heading "${heading.text}" is taken by the field "${other}" as well`;
        check.report('heading-clash', heading.position, message, { hint: 'a column can feed one field only' });
      }
    }
  }
}

/** All fields of a file; `claim` says whether the name of one is free. */
export function checkFields(
  drafts: readonly Named<FieldDraft>[],
  check: Check,
  claim: (field: Named<FieldDraft>) => boolean,
  currency: FileCurrency = {},
): FieldSpec[] {
  const named = drafts.filter(claim);
  checkHeadings(named, check);
  const fields = named.map((draft) => checkField(draft, check));
  const sound = fields.filter((field) => field !== undefined);
  return nameCurrencies(sound, drafts, check, currency);
}
