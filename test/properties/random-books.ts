import fc from 'fast-check';

// Random books and rubrics for laws over the whole pipeline: every scoring method, every rule for missing values, floors,
// caps, capacity, prospects, and cells and rows that must be rejected.

export interface BookRow {
  readonly id: string;
  readonly status: string;
  readonly revenue: string;
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  readonly flag: string;
}

const headings = 'Client,Status,Revenue,A,B,Kind,Flag';

export function csvOf(rows: readonly BookRow[]): string {
  const lines = rows.map((row) => [row.id, row.status, row.revenue, row.a, row.b, row.kind, row.flag].join(','));
  return `${[headings, ...lines].join('\n')}\n`;
}

const amounts = fc.integer({ min: -20_000, max: 5_000_000 }).map((cents) => (cents / 100).toFixed(2));
const numbers = fc.integer({ min: -30, max: 130 }).map(String);
const fine = fc.integer({ min: -30_000_000, max: 130_000_000 }).map((units) => (units / 1e6).toFixed(6));

/** Few distinct values, so that ties are common; some missing, some that cannot be read. */
const cell = (values: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 8, arbitrary: values },
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constant('x1') },
  );

const names = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((number) => `C${number}`),
  fc.constantFrom('007', '07', '7', 'é', 'ﬁ', '𠮷', 'z', 'Z'),
);

export const rowArbitrary: fc.Arbitrary<BookRow> = fc.record({
  id: fc.oneof({ weight: 30, arbitrary: names }, { weight: 1, arbitrary: fc.constant('') }),
  status: fc.constantFrom('client', 'client', 'client', 'prospect', ''),
  revenue: cell(fc.oneof(amounts, fc.constantFrom('0', '100.00', '250000'))),
  a: cell(fc.oneof(numbers, fine)),
  b: cell(numbers),
  kind: cell(fc.constantFrom('north', 'south', 'east')),
  flag: cell(fc.constantFrom('yes', 'no')),
});

/** At least one row that is whole, so that there is a book. */
export const bookArbitrary: fc.Arbitrary<BookRow[]> = fc
  .tuple(
    fc.array(rowArbitrary, { minLength: 0, maxLength: 25 }),
    fc.boolean(),
    fc.record({ a: numbers, b: numbers, revenue: amounts }),
  )
  .map(([rows, repeat, last]) => [
    ...rows,
    ...(repeat ? rows.slice(0, 3) : []),
    { id: 'whole', status: 'client', kind: 'north', flag: 'yes', ...last },
  ]);

const points = fc.integer({ min: 0, max: 100 });
const weights = fc.constantFrom('1', '3', '7.5', '0.1', '33.333333', '40');
const missing = fc.constantFrom(
  '',
  '',
  ', missing: {rule: zero}',
  ', missing: {rule: 35}',
  ', missing: {rule: unrated}',
);
const gates = fc.constantFrom(
  '',
  '',
  ', floor: {when: flag = true, points: 30}',
  ', cap: {when: b > 50, points: 20}',
  ', floor: {when: b < 0, points: 10}, cap: {when: kind = "south", points: 45.5}',
);

const methods: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(points, points, points).map(([x, y, z]) => `of: a, bands: {"< 20": ${x}, "[20..60)": ${y}, else: ${z}}`),
  fc.tuple(points, points).map(([x, y]) => `of: kind, bands: {'"north"': ${x}, '"south"': ${y}}`),
  fc.tuple(points, points).map(([x, y]) => `of: revenue, percentile: {">= 75": ${x}, "[25..75)": ${y}, else: 5}`),
  fc.constantFrom(2, 3, 5, 7).map((bins) => `of: a, quantiles: {bins: ${bins}}`),
  fc.constant('of: revenue, quantiles: {cuts: [0, 1000, 20000]}'),
  fc.tuple(points, points).map(([x, y]) => `of: b, scale: {-10: ${x}, 33: ${y}, 100: 100}`),
  fc.constant("points: 'if flag = true then 80 else if b > 10 then 30 else null'"),
);

const factors = fc.array(fc.tuple(weights, methods, missing, gates), { minLength: 1, maxLength: 3 });
const dimensions = fc.array(fc.tuple(weights, factors), { minLength: 1, maxLength: 3 });

/** Points that only rise with `a` and `b`, without looking at other clients. */
const rising: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(points, points).map(([x, y]) => {
    const [low, high] = [Math.min(x, y), Math.max(x, y)];
    return `of: a, scale: {-10: ${low}, 60: ${high}}`;
  }),
  fc.tuple(points, points).map(([x, y]) => `of: b, bands: {"< 40": ${Math.min(x, y)}, else: ${Math.max(x, y)}}`),
);
const risingDimensions = fc.array(
  fc.tuple(weights, fc.array(fc.tuple(weights, rising, missing, fc.constant('')), { minLength: 1, maxLength: 3 })),
  { minLength: 1, maxLength: 3 },
);

type Dimensions = readonly (readonly [string, readonly (readonly [string, string, string, string])[]])[];

interface Settings {
  readonly coverage: number;
  readonly capacity: number;
  readonly gold: number;
  /** The last tier: for everybody, or with a condition. */
  readonly last: string;
}

const settings: fc.Arbitrary<Settings> = fc.record({
  coverage: fc.constantFrom(1, 50, 70, 100),
  capacity: fc.integer({ min: 1, max: 6 }),
  gold: fc.integer({ min: 20, max: 80 }),
  last: fc.constantFrom('  - {tier: standard}', '  - {tier: standard, when: score >= 10}'),
});

export const rubricArbitrary = fc.tuple(dimensions, settings).map(([given, set]) => rubricText(given, set));
export const risingRubricArbitrary = fc.tuple(risingDimensions, settings).map(([given, set]) => rubricText(given, set));

function rubricText(given: Dimensions, { coverage, capacity, gold, last }: Settings): string {
  const dimensionLines = given.flatMap(([weight, own], index) => [
    `  dimension_${index}:`,
    `    weight: ${weight}`,
    '    factors:',
    ...own.map(
      ([factor, method, rule, gate], at) => `      f_${index}_${at}: {weight: ${factor}, ${method}${rule}${gate}}`,
    ),
  ]);
  return `
rubric: random
version: "1"
title: Random
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue, status: status}
fields:
  client_id: {type: id, from: [Client], required: true}
  status: {type: category, from: [Status], values: {client: [], prospect: []}}
  revenue: {type: money, from: [Revenue]}
  a: {type: number, from: [A]}
  b: {type: integer, from: [B]}
  kind: {type: category, from: [Kind]}
  flag: {type: flag, from: [Flag]}
missing: {rule: reweight, coverage: ${coverage}%}
dimensions:
${dimensionLines.join('\n')}
grade_order: [A, B, D]
grades:
  - {grade: D, when: b > 90}
  - {grade: A, when: dimension_0 >= 50}
  - {grade: B}
tiers:
  - {tier: gold, when: 'score >= ${gold} and grade != "D"', capacity: ${capacity}}
  - {tier: silver, when: score >= ${gold - 15}, capacity: ${capacity + 2}, effort_hours: 3}
${last}
actions:
  review:
    - {when: grade = "D", do: workout}
    - {do: yearly}
lists:
  calls: {when: flag = true, sort: revenue}
breakdowns: [kind]
checks:
  - {check: rejects, rule: rejected_share <= 0.5, breach: fail}
`;
}
