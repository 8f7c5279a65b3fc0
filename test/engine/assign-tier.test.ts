import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlan } from '../../src/engine/local/run.ts';
import { type Column, isText, textAt } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import { flagType, integerType } from '../../src/plan/expressions.ts';
import type { AssignTierStep } from '../../src/plan/step.ts';

// Tiers over time: who is held, who leaves, and what capacity makes of it. Clients stand in id order.

const tiers = ['gold', 'silver', 'rest'] as const;
const texts = { kind: 'category', scale: 0 } as const;

/** Flags of the tiers' rules, best first. */
type Flags = readonly (0 | 1)[];

interface Client {
  readonly score: number;
  readonly holds: Flags;
  readonly buffered: Flags;
  readonly atOnce?: 0 | 1;
  readonly ranked?: 0 | 1;
}

interface State {
  readonly tier: string | null;
  readonly periods: number | null;
}

interface Settings {
  readonly after?: number;
  readonly capacity?: readonly (number | undefined)[];
  readonly newPeriod?: number;
  /** Nobody can be held where there is none. */
  readonly previous?: readonly State[] | undefined;
}

async function assign(clients: readonly Client[], { after = 2, capacity = [], newPeriod = 1, previous }: Settings) {
  const step: AssignTierStep = {
    op: 'assign-tier',
    name: 'tier.model',
    type: { ...texts, values: tiers },
    bounds: unbounded,
    context: 'book',
    by: 'score',
    among: '$ranked',
    places: tiers.map((tier, place) => ({
      tier,
      holds: `$tier.${tier}`,
      holdsBuffered: `$buffered.${tier}`,
      ...(capacity[place] === undefined ? {} : { capacity: capacity[place] }),
    })),
    holding: { after, atOnce: '$at_once' },
  };
  const numbers = (values: readonly (number | null)[]): Column => ({
    type: integerType,
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  });
  const flags = (values: readonly number[]): Column => ({ type: flagType, values: Float64Array.from(values) });
  const columns = new Map<string, Column>([
    ['score', numbers(clients.map(({ score }) => score))],
    ['$ranked', flags(clients.map(({ ranked = 1 }) => ranked))],
    ['$at_once', flags(clients.map(({ atOnce = 0 }) => atOnce))],
    ...tiers.map((tier, place) => [`$tier.${tier}`, flags(clients.map(({ holds }) => holds[place]))] as const),
    ...tiers.map((tier, place) => [`$buffered.${tier}`, flags(clients.map((one) => one.buffered[place]))] as const),
  ]);
  if (previous !== undefined) {
    const dictionary = previous.map(({ tier }) => tier ?? '');
    const codes = Int32Array.from(previous, ({ tier }, row) => (tier === null ? -1 : row));
    columns.set('previous.model', { type: texts, codes, dictionary });
    columns.set('previous.periods', numbers(previous.map(({ periods }) => periods)));
  }
  const ran = await runPlan([step], { rows: clients.length, columns }, new Map([['new_period', newPeriod]]));
  const valuesOf = <T>(name: string): T[] => {
    const column = ran.columns.get(name)!;
    const at = (row: number) =>
      isText(column) ? textAt(column, row) : Number.isNaN(column.values[row]) ? null : column.values[row];
    return clients.map((_, row) => at(row) as T);
  };
  const model = valuesOf<string | null>('tier.model');
  const periods = valuesOf<number | null>('tier.periods');
  return {
    byRules: valuesOf<string | null>('tier_by_rules'),
    rules: valuesOf<string | null>('tier.rules'),
    model,
    periods,
    held: valuesOf<number | null>('tier.held'),
    state: model.map((tier, row): State => ({ tier, periods: periods[row] })),
  };
}

/** A client of whom rules give a tier, and with the buffer another one. */
function client(score: number, tier: string, buffered = tier, more: Partial<Client> = {}): Client {
  const upFrom = (name: string): Flags => tiers.map((_, place) => (place >= tiers.indexOf(name as never) ? 1 : 0));
  return { score, holds: upFrom(tier), buffered: upFrom(buffered), ...more };
}
const was = (tier: string | null, periods: number | null = 0): State => ({ tier, periods });

const cases: {
  title: string;
  given: Client;
  before: State;
  settings?: Settings;
  expected: { tier: string | null; periods: number | null; held: number | null };
}[] = [
  {
    title: 'stays within the buffer, whatever its count was',
    given: client(72, 'silver', 'gold'),
    before: was('gold', 1),
    expected: { tier: 'gold', periods: 0, held: 1 },
  },
  {
    title: 'is counted below the buffer, and stays',
    given: client(60, 'silver'),
    before: was('gold'),
    expected: { tier: 'gold', periods: 1, held: 1 },
  },
  {
    title: 'leaves when the count is reached',
    given: client(60, 'silver'),
    before: was('gold', 1),
    expected: { tier: 'silver', periods: 0, held: 0 },
  },
  {
    title: 'leaves for what the rules give, not for what they give with the buffer',
    given: client(54, 'rest', 'silver'),
    before: was('gold', 1),
    expected: { tier: 'rest', periods: 0, held: 0 },
  },
  {
    title: 'leaves at once where one run is enough',
    given: client(60, 'silver'),
    before: was('gold'),
    settings: { after: 1 },
    expected: { tier: 'silver', periods: 0, held: 0 },
  },
  {
    title: 'leaves at once where at_once holds',
    given: client(72, 'silver', 'gold', { atOnce: 1 }),
    before: was('gold'),
    expected: { tier: 'silver', periods: 0, held: 0 },
  },
  {
    title: 'is promoted at once',
    given: client(80, 'gold'),
    before: was('silver', 1),
    expected: { tier: 'gold', periods: 0, held: 0 },
  },
  {
    title: 'is counted anew when the rules give its tier again',
    given: client(80, 'gold'),
    before: was('gold', 1),
    expected: { tier: 'gold', periods: 0, held: 0 },
  },
  {
    title: 'is held where no rule takes it',
    given: { score: 10, holds: [0, 0, 0], buffered: [0, 0, 0] },
    before: was('rest'),
    expected: { tier: 'rest', periods: 1, held: 1 },
  },
  {
    title: 'has no tier where no rule takes it any more',
    given: { score: 10, holds: [0, 0, 0], buffered: [0, 0, 0] },
    before: was('rest', 1),
    expected: { tier: null, periods: null, held: null },
  },
  {
    title: 'is not held in a tier that there is no more',
    given: client(60, 'silver', 'gold'),
    before: was('platinum', 1),
    expected: { tier: 'silver', periods: 0, held: 0 },
  },
  {
    title: 'is not held when it was unrated or is new',
    given: client(60, 'silver', 'gold'),
    before: was(null, null),
    expected: { tier: 'silver', periods: 0, held: 0 },
  },
  {
    title: 'is not held when it is unrated or a prospect',
    given: client(60, 'silver', 'gold', { ranked: 0 }),
    before: was('gold', 1),
    expected: { tier: null, periods: null, held: null },
  },
  {
    title: 'passes its count on in a second run of the same day',
    given: client(60, 'silver'),
    before: was('gold', 1),
    settings: { newPeriod: 0 },
    expected: { tier: 'gold', periods: 1, held: 1 },
  },
  {
    title: 'stays in a second run of the same day even where one run is enough',
    given: client(60, 'silver'),
    before: was('gold', 0),
    settings: { after: 1, newPeriod: 0 },
    expected: { tier: 'gold', periods: 0, held: 1 },
  },
];

describe('a client', () => {
  it.each(cases)('$title', async ({ given, before, settings = {}, expected }) => {
    const { model, periods, held } = await assign([given], { previous: [before], ...settings });
    expect({ tier: model[0], periods: periods[0], held: held[0] }).toEqual(expected);
  });
});

describe('capacity', () => {
  it('is competed for by score, held or not, ties by id; who finds no place goes on and is counted anew', async () => {
    const clients = [client(72, 'silver', 'gold'), client(90, 'gold'), client(72, 'silver', 'gold')];
    const previous = [was('gold'), was('silver'), was('gold', 1)];
    const { rules, model, periods, held } = await assign(clients, { previous, capacity: [2] });
    expect(model).toEqual(['gold', 'gold', 'silver']);
    expect(held).toEqual([1, 0, 0]);
    expect(periods).toEqual([0, 0, 0]);
    expect(rules).toEqual(['silver', 'gold', 'silver']);
  });

  it('sends on past a tier that is full as well, and whoever no rule takes there has no tier', async () => {
    const clients = [client(60, 'silver'), client(70, 'silver'), { ...client(50, 'gold'), holds: [0, 0, 0] as Flags }];
    const previous = [was('gold'), was('gold'), was('gold')];
    const { model, periods } = await assign(clients, { previous, capacity: [0, 1] });
    expect(model).toEqual(['rest', 'silver', null]);
    expect(periods).toEqual([0, 0, null]);
  });
});

const flag = fc.constantFrom<0 | 1>(0, 1);
const anyFlags = fc.tuple(flag, flag, flag);
const anyClient: fc.Arbitrary<Client & { before: State }> = fc.record({
  score: fc.integer({ min: 0, max: 9 }),
  holds: anyFlags,
  buffered: anyFlags,
  atOnce: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  ranked: fc.constantFrom<0 | 1>(1, 1, 1, 0),
  before: fc.record({
    tier: fc.constantFrom('gold', 'silver', 'rest', 'platinum', null),
    periods: fc.integer({ min: 0, max: 2 }),
  }),
});
const anyBook = fc.array(anyClient, { minLength: 1, maxLength: 12 });
const anyCapacity = fc.tuple(
  ...tiers.map(() => fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 2 })),
);
const anyAfter = fc.integer({ min: 1, max: 3 });
const statesOf = (book: readonly { before: State }[]): State[] => book.map((one) => one.before);

/** Place of a tier; none is behind all. */
const placeOf = (tier: string | null) => (tier === null ? tiers.length : tiers.indexOf(tier as never));

describe('for any book', () => {
  it('nobody is held without a previous run', () =>
    fc.assert(
      fc.asyncProperty(anyBook, anyCapacity, async (book, capacity) => {
        const none = book.map(() => was(null, null));
        const alone = await assign(book, { capacity });
        expect(alone.model).toEqual(alone.rules);
        expect(alone.held).toEqual(alone.model.map((tier) => (tier === null ? null : 0)));
        expect(alone.periods).toEqual(alone.held);
        expect(await assign(book, { capacity, previous: none })).toEqual(alone);
      }),
    ));

  it('a second run of the same day moves nobody and counts nothing', () =>
    fc.assert(
      fc.asyncProperty(anyBook, anyCapacity, anyAfter, flag, async (book, capacity, after, newPeriod) => {
        const first = await assign(book, { capacity, after, newPeriod, previous: statesOf(book) });
        const second = await assign(book, { capacity, after, newPeriod: 0, previous: first.state });
        expect(second.state).toEqual(first.state);
        const fresh = await assign(book, { capacity, after });
        expect((await assign(book, { capacity, after, newPeriod: 0, previous: fresh.state })).state).toEqual(
          fresh.state,
        );
      }),
      { numRuns: 300 },
    ));

  it('there are never more clients in a tier than places, and nobody worse has one', () =>
    fc.assert(
      fc.asyncProperty(anyBook, anyCapacity, anyAfter, async (book, capacity, after) => {
        const { byRules, model, rules } = await assign(book, { capacity, after, previous: statesOf(book) });
        const isBefore = (one: number, other: number) => book[one].score - book[other].score || other - one;
        for (const placed of [model, rules]) {
          for (const [place, most = book.length] of capacity.entries()) {
            const inside = placed.flatMap((tier, row) => (tier === tiers[place] ? [row] : []));
            expect(inside.length).toBeLessThanOrEqual(most);
            const outside = byRules.flatMap((tier, row) => {
              const missed = placed === rules && tier === tiers[place] && placeOf(placed[row]) > place;
              return missed ? [row] : [];
            });
            for (const row of outside) expect(inside.filter((other) => isBefore(row, other) > 0)).toEqual([]);
          }
        }
      }),
    ));

  it('is told by the language, client by client, where there is room for all', () =>
    fc.assert(
      fc.asyncProperty(anyBook, anyAfter, flag, async (book, after, newPeriod) => {
        const { byRules, rules, model, periods, held } = await assign(book, {
          after,
          newPeriod,
          previous: statesOf(book),
        });
        expect(rules).toEqual(byRules);
        for (const [row, { atOnce, buffered, ranked, before: state }] of book.entries()) {
          const [now, own] = [placeOf(byRules[row]), state.tier === 'platinum' ? -1 : placeOf(state.tier)];
          const worse = ranked === 1 && own >= 0 && now > own;
          const within = buffered.slice(0, own + 1).includes(1);
          const count = within ? 0 : (state.periods ?? 0) + newPeriod;
          const stays = worse && own < tiers.length && atOnce === 0 && count < after;
          expect(model[row]).toBe(stays ? state.tier : byRules[row]);
          expect(held[row]).toBe(model[row] === null ? null : stays ? 1 : 0);
          expect(periods[row]).toBe(model[row] === null ? null : stays ? count : 0);
        }
      }),
      { numRuns: 300 },
    ));

  it('a client below its bound leaves in the run that fills the count, and in none before', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(flag, { maxLength: 12 }), async (after, days) => {
        let state = was('gold');
        let runs = 0;
        for (const newPeriod of days) {
          const ran = await assign([client(60, 'silver')], { after, newPeriod, previous: [state] });
          runs += newPeriod;
          [state] = ran.state;
          expect(state).toEqual(runs < after ? was('gold', runs) : was('silver', 0));
        }
      }),
    ));
});
