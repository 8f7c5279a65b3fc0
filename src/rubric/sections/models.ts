import type { LocatedScalar } from '../../model/located.ts';
import { type Kind, numericKinds } from '../../model/value-type.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';
import type { NamedValue } from '../feel/scope.ts';
import { numberType } from '../formulas.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, type Entries, object, optional, required } from '../shape/object.ts';
import { amount, text } from '../shape/scalars.ts';
import type { Shape } from '../shape/shape.ts';

// Fitted predictors. Checked in full; none is fitted yet.

const positive = amount({ expected: 'a number above 0', type: 'number > 0', least: 0n, open: true });

function parameters(names: readonly string[]): Shape<unknown> {
  const entries: Entries = Object.fromEntries(
    names.map((name) => [name, required(positive, `The parameter ${name} of the model`, '1.25')]),
  );
  return object('the parameters', entries);
}

const horizon: Shape<LocatedScalar> = {
  ...text('length of time'),
  read(value, reading, what) {
    const written = text('length of time').read(value, reading, what);
    if (written === undefined || /^[1-9]\d{0,4} (days|months|years)$/.test(written.text)) return written;
    const message = `${what} must be a number of days, months or years, not "${written.text}"`;
    reading.report('invalid-value', written.position, message, { found: written.text, expected: '24 months' });
    return undefined;
  },
};

const column = text('TABLE.FIELD');
const eventsMeaning = 'The dates of the events, a column of a table; events must be separate borrowings';
const fixedMeaning = 'Parameters to use instead of fitting them';

const bgNbdEntries = {
  events: required(column, eventsMeaning, 'loans.start_date'),
  horizon: required(horizon, 'How far ahead events are expected', '24 months'),
  parameters: optional(
    parameters(['r', 'alpha', 'a', 'b']),
    fixedMeaning,
    '{r: 0.24, alpha: 4.41, a: 0.79, b: 2.43}',
    'fitted',
  ),
} as const;
const gammaGammaEntries = {
  events: required(column, eventsMeaning, 'loans.start_date'),
  value: required(column, 'The value of each event, a numeric column of the same table', 'loans.amount'),
  parameters: optional(parameters(['p', 'q', 'gamma']), fixedMeaning, '{p: 6.25, q: 3.74, gamma: 15.44}', 'fitted'),
} as const;
const entries = {
  bg_nbd: optional(
    object('bg_nbd', bgNbdEntries),
    'BG/NBD: events expected within the horizon',
    '{events: loans.start_date, horizon: 24 months}',
  ),
  gamma_gamma: optional(
    object('gamma_gamma', gammaGammaEntries),
    'Gamma-Gamma: value expected of an event',
    '{events: loans.start_date, value: loans.amount}',
  ),
} as const;

export const modelsShape = mapOf('MODEL', object('a model', entries));
type ModelDraft = Draft<typeof entries>;

/** The column that `TABLE.FIELD` names, of one of `kinds`; reported where there is none. */
function checkPath(
  path: LocatedScalar | undefined,
  kinds: ReadonlySet<Kind>,
  kindName: string,
  check: Check,
): NamedValue | undefined {
  if (path === undefined) return undefined;
  const { tables } = check.formulas;
  const found = [...tables].flatMap(([table, columns]) => [...columns.keys()].map((name) => `${table}.${name}`));
  const [table, field] = path.text.split('.');
  const value = found.includes(path.text) ? tables.get(table)?.get(field) : undefined;
  if (value === undefined) {
    const near = nearest(path.text, found);
    const more = near ? { hint: `did you mean "${near}"?` } : {};
    check.report('unknown-name', path.position, `"${path.text}" is no column of a table`, more);
  } else if (!kinds.has(value.type.kind)) {
    const message = `"${path.text}" is of type ${value.type.kind}, not ${kindName}`;
    check.report('wrong-type', path.position, message, { found: value.type.kind, expected: kindName });
  }
  return value;
}

const dates: ReadonlySet<Kind> = new Set(['date']);

function checkModel(draft: ModelDraft, check: Check): NamedValue['type'] {
  if ((draft.bg_nbd === undefined) === (draft.gamma_gamma === undefined) && draft.$entries.size !== 1) {
    check.report('one-of', draft.$at, 'a model is one of bg_nbd and gamma_gamma', { expected: 'one of the two' });
  }
  checkPath(draft.bg_nbd?.events, dates, 'a date', check);
  const gammaGamma = draft.gamma_gamma;
  checkPath(gammaGamma?.events, dates, 'a date', check);
  const value = checkPath(gammaGamma?.value, numericKinds, 'a number', check);
  if (gammaGamma?.events && gammaGamma.value && value && tableOf(gammaGamma.events) !== tableOf(gammaGamma.value)) {
    check.report('unknown-name', gammaGamma.value.position, 'the values must be of the table of the events');
  }
  return value?.type ?? numberType;
}

const tableOf = (path: LocatedScalar): string => path.text.split('.')[0];

/** Claims the names of models; formulas know them afterwards. */
export function checkModels(drafts: readonly Named<ModelDraft>[], check: Check): void {
  for (const { name, key, value } of drafts) {
    if (!check.names.claim(key, 'a model')) continue;
    const type = checkModel(value, check);
    check.names.values.set(name, { type, bounds: { min: 0, max: Number.MAX_SAFE_INTEGER }, context: 'client' });
  }
}
