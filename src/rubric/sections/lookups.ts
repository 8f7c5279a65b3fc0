import type { Expr, Lookup } from '../../model/expression.ts';
import type { Located, LocatedScalar } from '../../model/located.ts';
import { nearest } from '../../text/nearest.ts';
import { type Check, reportTwice } from '../checking.ts';
import { listOf, mapOf, type Named } from '../shape/collections.ts';
import { text } from '../shape/scalars.ts';
import { type Reading, reportShape, type Shape } from '../shape/shape.ts';

// A category to a class. Keys other than `of` and `else` are classes; a value that no class lists takes `else`.

export interface LookupDraft {
  readonly of: LocatedScalar | undefined;
  readonly otherwise: LocatedScalar | undefined;
  readonly classes: readonly { readonly name: LocatedScalar; readonly values: readonly LocatedScalar[] }[];
}

// A list even where it holds one value, so that a mistyped `else` is no class.
const values = listOf(text());

function readLookup(value: Located & { kind: 'map' }, reading: Reading, what: string): LookupDraft {
  const find = (key: string) => value.entries.find((entry) => entry.key.text === key);
  const read = (key: string) => {
    const entry = find(key);
    return entry && text().read(entry.value, reading, `"${key}" of a lookup`);
  };
  if (find('of') === undefined) {
    reading.report('missing-key', value.position, `${what} needs "of"`, { expected: 'of: industry' });
  }
  const classes = value.entries
    .filter(({ key }) => key.text !== 'of' && key.text !== 'else')
    .map(({ key, value: given }) => ({
      name: key,
      values: values.read(given, reading, `the class "${key.text}"`) ?? [],
    }));
  if (classes.length === 0) {
    reading.report('missing-key', value.position, `${what} needs a class`, { expected: 'low: [utilities, food]' });
  }
  return { of: read('of'), otherwise: read('else'), classes };
}

const meanings = {
  of: 'The category (or text) that is looked up',
  CLASS: 'The values of a class; any key but of and else is the name of one',
  else: 'The class of a value that no class lists; without it such a value is missing, and a finding',
} as const;

const lookup: Shape<LookupDraft> = {
  type: 'map',
  read(value, reading, what) {
    if (value.kind !== 'map') return reportShape(value, reading, what, 'a map with "of" and a list a class');
    return readLookup(value, reading, what);
  },
  schema: (registries) => ({
    type: 'object',
    properties: {
      of: { ...text().schema(registries), description: meanings.of },
      else: { ...text().schema(registries), description: meanings.else },
    },
    required: ['of'],
    additionalProperties: { ...values.schema(registries), description: meanings.CLASS },
  }),
  rows: (path) => [
    { path: `${path}.of`, type: 'FEEL text', default: 'required', meaning: meanings.of, example: 'industry' },
    {
      path: `${path}.CLASS`,
      type: values.type,
      default: 'required',
      meaning: meanings.CLASS,
      example: '[utilities, food]',
    },
    { path: `${path}.else`, type: 'text', default: 'none', meaning: meanings.else, example: 'medium' },
  ],
};

export const lookupsShape = mapOf('LOOKUP', lookup);

function checkListed(draft: LookupDraft, of: Expr, { report }: Check): void {
  const known = of.type.values;
  if (known === undefined) return;
  for (const value of draft.classes.flatMap((one) => one.values)) {
    if (known.includes(value.text)) continue;
    const near = nearest(value.text, known);
    const hint = near ? `did you mean "${near}"?` : `its values are ${known.join(', ')}`;
    report('impossible-value', value.position, `"${value.text}" is no value of what is looked up`, { hint });
  }
}

/** The typed lookup; its classes are the values of a closed category. */
export function checkLookup({ value: draft }: Named<LookupDraft>, check: Check): Lookup | undefined {
  reportTwice(
    draft.classes.flatMap((one) => one.values),
    'the value',
    check.report,
  );
  const of = draft.of && check.formulas.compile(draft.of, 'features', 'text');
  if (of === undefined) return undefined;
  checkListed(draft, of, check);
  const classes = draft.classes.map(({ name, values: given }) => ({
    name: name.text,
    values: given.map((one) => one.text),
  }));
  const otherwise = draft.otherwise?.text ?? null;
  const named = [...classes.map((one) => one.name), ...(otherwise === null ? [] : [otherwise])];
  const type = { kind: 'category', scale: 0, values: [...new Set(named)] } as const;
  return { op: 'lookup', arg: of, classes, otherwise, type, bounds: { min: 0, max: 0 }, context: of.context };
}
