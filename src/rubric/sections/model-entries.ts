import type { Decimal } from '../../model/decimal.ts';
import type { LocatedScalar } from '../../model/located.ts';
import { type Entries, object, optional, required } from '../shape/object.ts';
import { amount, text } from '../shape/scalars.ts';
import type { Shape } from '../shape/shape.ts';

// The settings of each predictive model.

const positive = amount({ expected: 'a number above 0', type: 'number > 0', least: 0n, open: true });

export type Parameters = Readonly<Record<string, { readonly value: Decimal }>>;

function parameters(names: readonly string[]): Shape<Parameters> {
  const entries: Entries = Object.fromEntries(
    names.map((name) => [name, required(positive, `The parameter ${name} of the model`, '1.25')]),
  );
  return object('the parameters', entries) as unknown as Shape<Parameters>;
}

const horizon: Shape<LocatedScalar> = {
  ...text('length of time'),
  read(value, reading, what) {
    const written = text('length of time').read(value, reading, what);
    if (written === undefined || /^[1-9]\d{0,4} (days|weeks|months|years)$/.test(written.text)) return written;
    const message = `${what} must be a number of days, weeks, months or years, not "${written.text}"`;
    reading.report('invalid-value', written.position, message, { found: written.text, expected: '24 months' });
    return undefined;
  },
};

const column = text('TABLE.FIELD');
const field = text('field');
const eventsMeaning = 'The dates of the events, a column of a table; events must be separate borrowings';
const fixedMeaning = 'Parameters to use instead of fitting them';
const penaltyMeaning = 'Weight of the squares of the parameters, taken off the mean log-likelihood, for small books';
const penalty = amount({ expected: 'a number, 0 or more', type: 'number >= 0', least: 0n });

export const bgNbdEntries = {
  events: optional(column, eventsMeaning, 'loans.start_date', 'frequency, recency and age are given'),
  frequency: optional(field, 'Repeat events of each client, where there are no events', 'repeats'),
  recency: optional(field, 'Time from the first event to the last, in units of the horizon', 'recency'),
  age: optional(field, 'Time from the first event to the as-of date, in units of the horizon', 'age'),
  horizon: required(horizon, 'How far ahead events are expected', '24 months'),
  penalty: optional(penalty, penaltyMeaning, '0.01', '0'),
  parameters: optional(
    parameters(['r', 'alpha', 'a', 'b']),
    fixedMeaning,
    '{r: 0.24, alpha: 4.41, a: 0.79, b: 2.43}',
    'fitted',
  ),
} as const;
export const gammaGammaEntries = {
  events: optional(column, eventsMeaning, 'loans.start_date', 'frequency and value are fields'),
  frequency: optional(field, 'Repeat events that the value is the mean of, where there are no events', 'repeats'),
  value: required(
    text('TABLE.FIELD or field'),
    "The value of each event, a numeric column of the events' table; or the mean value a client",
    'loans.amount',
  ),
  penalty: optional(penalty, penaltyMeaning, '0.01', '0'),
  parameters: optional(parameters(['p', 'q', 'gamma']), fixedMeaning, '{p: 6.25, q: 3.74, gamma: 15.44}', 'fitted'),
} as const;
export const clvEntries = {
  purchases: required(text('model'), 'A bg_nbd model', 'next_loans'),
  value: required(text('model'), 'A gamma_gamma model', 'next_value'),
  horizon: required(horizon, 'How far ahead value is counted, in periods of its unit', '24 months'),
  discount: optional(
    amount({ expected: 'a rate a year, 0 or more', type: 'rate', least: 0n, percent: 'ratio' }),
    'Discount rate a year',
    '8%',
    '0',
  ),
} as const;
export const modelEntries = {
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
  clv: optional(
    object('clv', clvEntries),
    'Lifetime value: the discounted value of the events expected',
    '{purchases: next_loans, value: next_value, horizon: 24 months, discount: 8%}',
  ),
} as const;
