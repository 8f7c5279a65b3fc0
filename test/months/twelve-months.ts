// Twelve months of a small lender, made by a seeded generator, with moves put in on purpose: who moves, in which month and why
// is known because it was written down when the data was made, not because something scored it.
//
// score = 0.8 · quality + 20 where the volume is in the upper half of the book. gold from 75 (77 from July on), silver from 45
// (43 from July on), places of gold are cut in October. A client that slips is held for one month unless it is watched.

export type Cause = 'own' | 'book' | 'rubric' | 'stability' | 'override' | 'returned' | '';
export type Move = 'up' | 'down' | 'stayed' | 'NEW' | 'EXIT';

export interface Expected {
  readonly move: Move;
  readonly cause: Cause;
}

export interface GeneratedMonth {
  readonly asOf: string;
  readonly rubric: string;
  /** The book as CSV, rows in no order. */
  readonly book: string;
  /** By client, everybody who moves, comes or leaves; who is not named stays. */
  readonly expected: ReadonlyMap<string, Expected>;
}

export interface Year {
  readonly months: readonly GeneratedMonth[];
  /** Tiers given by hand, one file for all months. */
  readonly overrides: string;
}

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const asOf = (month: number) => `2026-${String(month).padStart(2, '0')}-${lastDays[month - 1]}`;

/** Points of quality that make a tier under every rubric of the year, wherever the volume stands. */
const levels = { gold: 98.5, silver: 62, bronze: 20 } as const;
/** Moves between tiers with the half of the book that its volume is in: 33.6 or 53.6 points. */
const edge = 42;
/** Months in which three quarters of the others are below the volume of the edge clients; in all others one quarter is. */
const mostAreBelow = new Set([1, 2, 3, 6, 7, 8, 12]);

interface Scripted {
  readonly id: string;
  /** Quality by month: null is missing, undefined: not in the book. */
  readonly quality: (month: number) => number | null | undefined;
  readonly volume: (month: number) => number;
  readonly watched: boolean;
  readonly isProspect?: (month: number) => boolean;
}

export function makeYear(seed: number): Year {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  const clients: Scripted[] = [];
  const expected = new Map(months.map((month) => [month, new Map<string, Expected>()]));
  const expect = (month: number, id: string, move: Move, cause: Cause) => expected.get(month)?.set(id, { move, cause });
  const numbers = shuffled(
    Array.from({ length: 400 }, (_, index) => index + 1),
    random,
  );
  const newId = (name: string) => `${name}-${String(numbers.pop()).padStart(3, '0')}`;

  /** Far below or far above the volume of the edge clients, by month: nobody of these is near a bound of a tier. */
  const pooled = () => {
    const rank = random();
    const noise = months.map(() => between(0, 100));
    return (month: number) => (rank < (mostAreBelow.has(month) ? 0.75 : 0.25) ? 200 : 800) + noise[month - 1];
  };
  const lowest = () => 5;
  /** Around a level from month to month, which changes the score and no tier. */
  const around = (level: number, width = 1) => {
    const noise = months.map(() => between(-width, width));
    return (month: number) => level + noise[month - 1];
  };
  const add = (name: string, quality: Scripted['quality'], rest: Partial<Scripted> = {}): string => {
    const id = rest.id ?? newId(name);
    clients.push({ id, quality, volume: rest.volume ?? pooled(), watched: rest.watched ?? false, ...rest });
    return id;
  };
  const from = (start: number, before: Scripted['quality'], after: Scripted['quality']): Scripted['quality'] => {
    return (month) => (month < start ? before(month) : after(month));
  };
  const gold = () => around(levels.gold);
  const silver = () => around(levels.silver);
  const bronze = () => around(levels.bronze);
  const absent = () => undefined;

  // Nothing happens to these but noise.
  for (let count = 0; count < 10; count++) add('gold', gold());
  for (let count = 0; count < 14; count++) add('silver', silver());
  for (let count = 0; count < 14; count++) add('bronze', bronze());

  // Their own data.
  const rises = whole(2, 6);
  expect(rises, add('rises', from(rises, bronze(), silver())), 'up', 'own');
  const risesFar = whole(2, 9);
  expect(risesFar, add('rises-far', from(risesFar, bronze(), gold())), 'up', 'own');
  const falls = whole(2, 9);
  expect(falls, add('falls', from(falls, gold(), bronze()), { watched: true }), 'down', 'own');
  for (let count = 0; count < 8; count++) {
    const id = newId('walks');
    let level: 'silver' | 'bronze' = random() < 0.5 ? 'silver' : 'bronze';
    const steps = months.map((month) => {
      if (month > 1 && random() < 0.25) {
        level = level === 'silver' ? 'bronze' : 'silver';
        expect(month, id, level === 'silver' ? 'up' : 'down', 'own');
      }
      return levels[level] + between(-1, 1);
    });
    add('walks', (month) => steps[month - 1], { id, watched: true });
  }
  const unknown = whole(2, 11);
  const lost = add('unrated', (month) => (month === unknown ? null : levels.silver));
  expect(unknown, lost, 'down', 'own');
  expect(unknown + 1, lost, 'up', 'own');

  // Held for a month, then let go; another one recovers in time.
  const slips = whole(2, 8);
  expect(slips + 1, add('held', from(slips, gold(), bronze())), 'down', 'stability');
  const dips = whole(2, 11);
  add('recovers', (month) => (month === dips ? levels.bronze : levels.silver));

  // The others around a client: own data changes as well, without effect.
  for (let count = 0; count < 4; count++) {
    const id = add('edge', around(edge), { volume: () => 500, watched: true });
    for (const month of months.slice(1)) {
      const [was, is] = [mostAreBelow.has(month - 1), mostAreBelow.has(month)];
      if (was !== is) expect(month, id, is ? 'up' : 'down', 'book');
    }
  }

  // Two steps in one month: the first one in the direction of the whole is the cause, and two that undo each other are none.
  const both = add('own-and-book', from(6, bronze(), around(70, 0.5)), { volume: () => 500, watched: true });
  expect(6, both, 'up', 'own');
  expect(7, both, 'down', 'rubric');
  const against = add('own-against-book', from(6, silver(), around(edge)), { volume: () => 500, watched: true });
  expect(9, against, 'down', 'book');
  expect(12, against, 'up', 'book');

  // The rubric in July, and its places of gold in October: the two last of three equals, by id, find none.
  expect(
    7,
    add('rim-up', () => 55, { volume: lowest }),
    'up',
    'rubric',
  );
  expect(
    7,
    add('rim-down', () => 95.5, { volume: lowest, watched: true }),
    'down',
    'rubric',
  );
  const tail = ['tail-1', 'tail-2', 'tail-3'];
  for (const id of tail) add('tail', () => 97, { id, volume: lowest });
  expect(10, tail[1], 'down', 'rubric');
  expect(10, tail[2], 'down', 'rubric');
  // A place is taken in November and comes free in December.
  expect(11, add('takes', from(11, silver(), gold())), 'up', 'own');
  expect(11, tail[0], 'down', 'book');
  expect(12, add('frees', from(12, gold(), absent)), 'EXIT', '');
  expect(12, tail[0], 'up', 'book');

  // Who comes and goes.
  const joins = whole(2, 9);
  expect(joins, add('joins', from(joins, absent, silver())), 'NEW', '');
  const leaves = whole(2, 9);
  expect(leaves, add('leaves', from(leaves, bronze(), absent)), 'EXIT', '');
  const away = whole(2, 5);
  const back = away + whole(1, 4);
  const returner = add('returns', (month) => (month >= away && month < back ? undefined : levels.silver));
  expect(away, returner, 'EXIT', '');
  expect(back, returner, 'NEW', 'returned');
  const signs = whole(2, 9);
  expect(signs, add('signs', silver(), { isProspect: (month) => month < signs }), 'NEW', '');
  const ends = whole(2, 9);
  expect(ends, add('ends', bronze(), { isProspect: (month) => month >= ends }), 'EXIT', '');

  // By hand: from April, expired in July; one that is not yet effective in May, one that nobody else approved.
  const hand = add('by-hand', bronze());
  expect(4, hand, 'up', 'override');
  expect(7, hand, 'down', 'override');
  const lower = add('by-hand-down', silver());
  expect(6, lower, 'down', 'override');
  expect(9, lower, 'up', 'override');
  const handAndOwn = add('own-and-hand', from(4, bronze(), silver()));
  expect(4, handAndOwn, 'up', 'own');
  expect(7, handAndOwn, 'down', 'override');
  const refused = add('refused', bronze());
  const overrides = [
    'client_id,tier,reason,requested_by,approved_by,effective,expires',
    `${hand},silver,a promise,ann,bob,2026-04-01,2026-07-30`,
    `${handAndOwn},gold,a merger,ann,bob,2026-04-01,2026-07-30`,
    `${lower},bronze,a dispute,ann,bob,2026-06-01,2026-08-31`,
    `${refused},gold,a friend,ann,ann,2026-02-01,2026-04-30`,
  ];

  const goldInOctober = clients.filter(({ quality, isProspect }) => {
    const own = quality(10);
    return own !== undefined && own !== null && own >= 97 && isProspect?.(10) !== true;
  }).length;
  return {
    overrides: `${overrides.join('\n')}\n`,
    months: months.map((month) => ({
      asOf: asOf(month),
      rubric: rubricOf(month, goldInOctober - 2),
      book: bookOf(clients, month, random),
      expected: expected.get(month) ?? new Map(),
    })),
  };
}

function bookOf(clients: readonly Scripted[], month: number, random: () => number): string {
  const lines = clients.flatMap(({ id, quality, volume, watched, isProspect }) => {
    const own = quality(month);
    if (own === undefined) return [];
    const status = isProspect?.(month) === true ? 'prospect' : 'client';
    const revenue = (random() * 10_000).toFixed(2);
    const satisfied = random() < 0.2 ? '' : Math.floor(random() * 11);
    return [[id, status, revenue, own?.toFixed(3) ?? '', volume(month).toFixed(2), watched ? 'yes' : 'no', satisfied]];
  });
  return `${['client,status,revenue,quality,volume,watched,satisfied', ...shuffled(lines, random)].join('\n')}\n`;
}

function rubricOf(month: number, places: number): string {
  const [version, gold, silver] = month < 7 ? [1, 75, 45] : [month < 10 ? 2 : 3, 77, 43];
  return `rubric: twelve-months
version: "${version}"
title: Twelve months
currency: EUR
locale: en
portfolio: {id: client, measure: revenue, status: status}
fields:
  client: {type: id, required: true}
  status: {type: category, values: {client: [], prospect: []}}
  revenue: {type: money}
  quality: {type: number, min: 0, max: 100}
  volume: {type: money}
  watched: {type: flag}
  satisfied: {type: number}
dimensions:
  value:
    weight: 1
    factors:
      quality: {weight: 80, of: quality, scale: {0: 0, 100: 100}, missing: {rule: unrated}}
      size: {weight: 20, of: volume, percentile: {">= 50": 100, else: 0}}
grade_order: [A, B]
grades:
  - {grade: A, when: score >= 50}
  - {grade: B}
tiers:
  - {tier: gold, when: score >= ${gold}${month < 10 ? '' : `, capacity: ${places}`}}
  - {tier: silver, when: score >= ${silver}}
  - {tier: bronze}
stability:
  demote: {buffer: 3, after: 2}
  at_once: watched = true
overrides: {expire_within_days: 121}
lists:
  slipped: {when: grade_worsened or previous_tier = "gold" and tier != "gold", sort: previous_score}
outcomes:
  satisfaction: {of: mean(satisfied), better: higher, target: +5%}
  retention: {of: share(not(exited)), better: higher}
`;
}

/** mulberry32: 0 to before 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = values.map((value) => [random(), value] as const);
  return order.sort(([a], [b]) => a - b).map(([, value]) => value);
}
