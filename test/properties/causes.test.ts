import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rubric } from '../../src/model/rubric.ts';
import { type Column, type NumericColumn, type TextColumn, textAt } from '../../src/model/table.ts';
import { idsOf, type Month, movesOf, runMonth, type Value, valuesOf } from './months.ts';
import { rubricOf } from './pipeline.ts';
import { type BookRow, csvOf, rowArbitrary, rubricArbitrary } from './random-books.ts';

// Why clients moved between two months, where it is known because one thing only was changed, and laws for any two months.

const effectNames = ['effect.own', 'effect.book', 'effect.rubric'];
const days = { march: 20_757, april: 20_788, may: 20_818 };
type Moves = ReadonlyMap<string, readonly [move: Value, cause: Value]>;

/** Moves of a month by client; those who stayed are left out unless all are asked for. */
async function movesBy(month: Month, all = false, returned: readonly string[] = []): Promise<Moves> {
  const columns = await movesOf(month, returned);
  const ids = idsOf(month);
  const [moves, causes] = ['move', 'cause'].map((name) => valuesOf(ids, columns.get(`migration.${name}`)));
  const found = [...moves].map(([id, move]) => [id, [move, causes.get(id) ?? null]] as const);
  return new Map(found.filter(([, [move]]) => all || move !== 'stayed'));
}

interface Client {
  readonly points: number;
  readonly revenue?: number;
  readonly status?: string;
}

function bookOf(clients: Readonly<Record<string, Client>>): string {
  const rows = Object.entries(clients).map(([id, { points, revenue = 100, status = 'client' }]): BookRow => {
    return { id, status, revenue: String(revenue), a: String(points), b: '50', kind: 'north', flag: 'yes' };
  });
  return csvOf(rows);
}

interface Written {
  readonly factors?: string;
  readonly tiers?: string;
  readonly stability?: string;
}

function rubricWith(written: Written = {}): Promise<Rubric> {
  return rubricOf(textWith(written));
}

/** A rubric whose score is the field `a` unless it is told otherwise. */
function textWith({ factors, tiers, stability }: Written): string {
  return `
rubric: injected
version: "1"
title: Injected changes
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue, status: status}
fields:
  client_id: {type: id, from: [Client], required: true}
  status: {type: category, from: [Status], values: {client: [], prospect: []}}
  revenue: {type: money, from: [Revenue]}
  a: {type: number, from: [A]}
  b: {type: integer, from: [B]}
dimensions:
  all:
    weight: 1
    factors:
      ${factors ?? own}
grade_order: [A, B]
grades: [{grade: A, when: score >= 50}, {grade: B}]
tiers:
  ${tiers ?? '[{tier: gold, when: score >= 60}, {tier: silver, when: score >= 30}, {tier: basic}]'}
${stability ?? ''}
`;
}

function effectsBy(columns: ReadonlyMap<string, Column>, ids: TextColumn): Map<string, Value[]> {
  const effects = effectNames.map((name) => valuesOf(ids, columns.get(name)));
  return new Map([...effects[0].keys()].map((id) => [id, effects.map((values) => values.get(id) ?? null)]));
}

const own = 'a: {weight: 1, of: a, scale: {0: 0, 100: 100}}';
const placed = 'revenue: {weight: 1, of: revenue, percentile: {">= 60": 100, ">= 30": 40, else: 0}}';
const held = 'stability: {demote: {buffer: 5, after: 2}}';
const short = (places: number) => `[{tier: gold, when: score >= 60, capacity: ${places}}, {tier: basic}]`;
const four = { w: { points: 90 }, x: { points: 70 }, y: { points: 65 }, z: { points: 20 } };

describe('the cause of a move', () => {
  it('is its own data of the one client that changed, and the book of those it pushed aside', async () => {
    const rubric = await rubricWith({ tiers: short(2) });
    const previous = await runMonth({ rubric, text: bookOf(four), asOf: days.march });
    const text = bookOf({ ...four, z: { points: 95 } });
    const now = await runMonth({ rubric, text, asOf: days.april, previous });
    expect(await movesBy(now)).toEqual(
      new Map([
        ['x', ['down', 'book']],
        ['z', ['up', 'own']],
      ]),
    );
  });

  it('is the book of a client whose data changed without effect', async () => {
    const rubric = await rubricWith({ factors: placed });
    const revenues = { p: 10, q: 20, r: 30, s: 40, t: 50, u: 60 };
    const book = (given: Readonly<Record<string, number>>) =>
      bookOf(Object.fromEntries(Object.entries(given).map(([id, revenue]) => [id, { points: 0, revenue }])));
    const previous = await runMonth({ rubric, text: book(revenues), asOf: days.march });
    // t fell, to where it would still be before all but u; but q, r and s rose past it.
    const text = book({ ...revenues, t: 45, q: 71, r: 72, s: 73 });
    const now = await runMonth({ rubric, text, asOf: days.april, previous });
    const moves = await movesBy(now);
    expect(moves.get('t')).toEqual(['down', 'book']);
    expect(moves.get('q')).toEqual(['up', 'own']);
  });

  it('is the book where new clients take the places', async () => {
    const rubric = await rubricWith({ tiers: short(2) });
    const previous = await runMonth({ rubric, text: bookOf(four), asOf: days.march });
    const text = bookOf({ ...four, n1: { points: 99 }, n2: { points: 98 } });
    const now = await runMonth({ rubric, text, asOf: days.april, previous });
    expect(await movesBy(now, false, ['n2'])).toEqual(
      new Map([
        ['n1', ['NEW', null]],
        ['n2', ['NEW', 'returned']],
        ['w', ['down', 'book']],
        ['x', ['down', 'book']],
      ]),
    );
  });

  it('is the rubric where places are cut, bounds rise or weights change', async () => {
    const before = await rubricWith({ tiers: short(2) });
    const previous = await runMonth({ rubric: before, text: bookOf(four), asOf: days.march });
    const weights = `${own}\n      b: {weight: 3, of: b, scale: {0: 0, 100: 100}}`;
    const bound = '[{tier: gold, when: score >= 80, capacity: 2}, {tier: basic}]';
    const rubrics = [{ tiers: short(1) }, { tiers: bound }, { tiers: short(2), factors: weights }];
    const found = [];
    for (const written of rubrics) {
      const rubric = await rubricWith(written);
      found.push(await movesBy(await runMonth({ rubric, text: bookOf(four), asOf: days.april, previous })));
    }
    const down = ['down', 'rubric'];
    expect(found).toEqual([new Map([['x', down]]), new Map([['x', down]]), new Map([['x', down]])]);
  });

  it('is kept apart where data, book and rubric change at once', async () => {
    const previous = await runMonth({
      rubric: await rubricWith({ tiers: short(3) }),
      text: bookOf({ ...four, v: { points: 62 } }),
      asOf: days.march,
    });
    // z rises by its own data; that pushes y aside; the cut of places takes x.
    const text = bookOf({ ...four, v: { points: 50 }, z: { points: 80 } });
    const now = await runMonth({ rubric: await rubricWith({ tiers: short(2) }), text, asOf: days.april, previous });
    expect(await movesBy(now)).toEqual(
      new Map([
        ['x', ['down', 'rubric']],
        ['y', ['down', 'book']],
        ['z', ['up', 'own']],
      ]),
    );
  });

  it('is not that a heading has another name', async () => {
    const previous = await runMonth({ rubric: await rubricWith(), text: bookOf(four), asOf: days.march });
    const rubric = await rubricOf(textWith({}).replace('from: [A]', 'from: [Points]'));
    const text = bookOf({ ...four, z: { points: 85 } }).replace(',A,', ',Points,');
    const now = await runMonth({ rubric, text, asOf: days.april, previous });
    expect(await movesBy(now)).toEqual(new Map([['z', ['up', 'own']]]));
  });

  it('is the rubric, and it says so, where the book cannot be read under the previous one', async () => {
    const given = textWith({}).replace('a: {type: number', 'a: {type: number, required: true');
    const previous = await runMonth({ rubric: await rubricOf(given), text: bookOf(four), asOf: days.march });
    const other = textWith({ factors: own.replaceAll('a:', 'c:').replace('of: a', 'of: c') });
    const rubric = await rubricOf(other.replace('a: {type: number, from: [A]}', 'c: {type: number, from: [C]}'));
    const text = bookOf({ ...four, z: { points: 85 } }).replace(',A,', ',C,');
    const now = await runMonth({ rubric, text, asOf: days.april, previous });
    const findings: string[] = [];
    const columns = await movesOf(now, [], ({ code, message }) => findings.push(`${code}: ${message}`));
    expect(valuesOf(idsOf(now), columns.get('migration.cause')).get('z')).toBe('rubric');
    expect(effectsBy(columns, idsOf(now)).get('z')).toEqual([0, 0, 65_000_000]);
    expect(findings.length).toBe(1);
    expect(findings[0]).toContain('not-read-again');
  });

  it('is no cause of a client that the previous rubric would reject but the rubric', async () => {
    const bounded = (text: string) => text.replace('a: {type: number,', 'a: {type: number, required: true, max: 95,');
    const rubric = await rubricOf(bounded(textWith({})));
    const previous = await runMonth({ rubric, text: bookOf(four), asOf: days.march });
    const text = bookOf({ ...four, y: { points: 99 }, z: { points: 99 } });
    const now = await runMonth({ rubric: await rubricWith(), text, asOf: days.april, previous });
    // Without a place under the previous rubric they fell by their own data, and this one brings them up again.
    expect(await movesBy(now)).toEqual(new Map([['z', ['up', 'rubric']]]));
    expect(effectsBy(await movesOf(now), idsOf(now)).get('z')).toEqual([0, 0, 79_000_000]);
  });

  it('is no cause where a tier has another name', async () => {
    const previous = await runMonth({ rubric: await rubricWith(), text: bookOf(four), asOf: days.march });
    const tiers = '[{tier: first, when: score >= 60}, {tier: silver, when: score >= 30}, {tier: basic}]';
    const now = await runMonth({ rubric: await rubricWith({ tiers }), text: bookOf(four), asOf: days.april, previous });
    expect((await movesBy(now)).size).toBe(0);
  });

  it('is the override while it lasts, and when it ends', async () => {
    const rubric = await rubricWith();
    const given = { rubric, text: bookOf(four) };
    const march = await runMonth({ ...given, asOf: days.march });
    const overrides = new Map([['z', 'gold']]);
    const april = await runMonth({ ...given, asOf: days.april, previous: march, overrides });
    const may = await runMonth({ ...given, asOf: days.may, previous: april });
    expect(await movesBy(april)).toEqual(new Map([['z', ['up', 'override']]]));
    expect(await movesBy(may)).toEqual(new Map([['z', ['down', 'override']]]));
  });

  it('is stability when a client is held no more, and none while it is held', async () => {
    const rubric = await rubricWith({ stability: held });
    const march = await runMonth({ rubric, text: bookOf(four), asOf: days.march });
    const text = bookOf({ ...four, w: { points: 40 } });
    const april = await runMonth({ rubric, text, asOf: days.april, previous: march });
    const may = await runMonth({ rubric, text, asOf: days.may, previous: april });
    expect((await movesBy(april, true)).get('w')).toEqual(['stayed', null]);
    expect(await movesBy(may)).toEqual(new Map([['w', ['down', 'stability']]]));
  });

  it('knows no prospects: one that becomes a client is new, a client that becomes one has gone', async () => {
    const rubric = await rubricWith();
    const prospect = { points: 90, status: 'prospect' };
    const previous = await runMonth({ rubric, text: bookOf({ ...four, z: prospect }), asOf: days.march });
    const now = await runMonth({ rubric, text: bookOf({ ...four, w: prospect }), asOf: days.april, previous });
    const moves = await movesBy(now);
    expect(moves.get('z')).toEqual(['NEW', null]);
    expect(moves.get('w')).toEqual([null, null]);
  });
});

const noStability = '';
const stable = '\nstability: {demote: {buffer: 5, after: 2}, at_once: "grade = \\"D\\""}\n';
const twoRubrics = fc.tuple(rubricArbitrary, rubricArbitrary, fc.constantFrom(noStability, stable), fc.boolean());
const rowsArbitrary = fc
  .uniqueArray(
    rowArbitrary.filter(({ id }) => id !== ''),
    { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
  )
  .map((rows) => [...rows, { ...rows[0], id: 'whole', status: 'client', revenue: '10.00', a: '5', b: '5' }]);

/** The next month of a book: some clients left, some came, some changed. */
function advanced(rows: readonly BookRow[], others: readonly BookRow[], fate: readonly number[]): BookRow[] {
  const at = (index: number) => fate[index % fate.length];
  const kept = rows.flatMap((row, index) => {
    const other = others[index % others.length];
    if (at(index) === 0 && row.id !== 'whole') return [];
    return at(index) === 1 ? [{ ...other, id: row.id }] : [row];
  });
  return [...kept, ...others.filter(({ id }) => !rows.some((row) => row.id === id))];
}

function unitsOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  return (columns.get(name) as NumericColumn).values;
}

describe('effects and causes of any two months', () => {
  const given = fc.tuple(
    twoRubrics,
    rowsArbitrary,
    rowsArbitrary,
    fc.array(fc.nat(3), { minLength: 5, maxLength: 20 }),
  );

  it('effects add up to the change of the score, and every move has a cause', () =>
    fc.assert(
      fc.asyncProperty(given, async ([[first, second, stability, isSame], rows, others, fate]) => {
        const rubric = await rubricOf(first + stability);
        const previous = await runMonth({ rubric, text: csvOf(rows), asOf: days.march });
        const later = isSame ? rubric : await rubricOf(second + stability);
        const text = csvOf(advanced(rows, others, fate));
        const now = await runMonth({ rubric: later, text, asOf: days.april, previous });
        const columns = await movesOf(now);
        const before = valuesOf(idsOf(previous), previous.table.columns.get('score'));
        const score = unitsOf(now.table.columns, 'score');
        const ids = idsOf(now);
        const [moves, causes] = ['move', 'cause'].map((name) => valuesOf(ids, columns.get(`migration.${name}`)));
        for (let row = 0; row < now.table.rows; row++) {
          const id = textAt(ids, row) as string;
          const effects = effectNames.map((name) => unitsOf(columns, name)[row]);
          expect(causes.get(id) !== null, id).toBe(moves.get(id) === 'up' || moves.get(id) === 'down');
          if (Number.isNaN(effects[0])) continue;
          expect(effects.reduce((sum, effect) => sum + effect, 0)).toBe(score[row] - Number(before.get(id)));
          if (isSame) expect(effects[2]).toBe(0);
        }
      }),
      { numRuns: 30 },
    ));

  it('nothing moves and nothing has an effect where nothing changed', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, rowsArbitrary, fc.boolean(), async (text, rows, isSame) => {
        const rubric = await rubricOf(text + stable);
        const previous = await runMonth({ rubric, text: csvOf(rows), asOf: days.march });
        // Read again under another rubric, which is the same in all but its file.
        const later = isSame ? rubric : await rubricOf(text + stable);
        const now = await runMonth({ rubric: later, text: csvOf(rows), asOf: days.march, previous });
        const columns = await movesOf(now);
        const moves = [...valuesOf(idsOf(now), columns.get('migration.move')).values()];
        expect(moves.filter((move) => move !== 'stayed' && move !== null)).toEqual([]);
        const effects = effectNames.flatMap((name) => [...unitsOf(columns, name)]);
        expect(effects.filter((effect) => effect !== 0 && !Number.isNaN(effect))).toEqual([]);
      }),
      { numRuns: 25 },
    ));

  it('one client that changed leaves to all others no cause but the book', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, rowsArbitrary, rowArbitrary, fc.nat(), async (text, rows, other, at) => {
        const rubric = await rubricOf(text);
        const { id } = rows[at % rows.length];
        const previous = await runMonth({ rubric, text: csvOf(rows), asOf: days.march });
        const changed = rows.map((row) => (row.id === id ? { ...other, id } : row));
        const now = await runMonth({ rubric, text: csvOf(changed), asOf: days.april, previous });
        const ownEffects = valuesOf(idsOf(now), (await movesOf(now)).get('effect.own'));
        for (const [client, [move, cause]] of await movesBy(now)) {
          if (client !== id && move !== null) expect(cause).toBe('book');
        }
        for (const [client, effect] of ownEffects)
          if (client !== id) expect(effect === null || effect === 0).toBe(true);
      }),
      { numRuns: 25 },
    ));

  it('a rubric that changed alone is the only cause', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, rubricArbitrary, rowsArbitrary, async (first, second, rows) => {
        const previous = await runMonth({ rubric: await rubricOf(first), text: csvOf(rows), asOf: days.march });
        const rubric = await rubricOf(second);
        const now = await runMonth({ rubric, text: csvOf(rows), asOf: days.april, previous });
        for (const [, [move, cause]] of await movesBy(now)) if (move !== null) expect(cause).toBe('rubric');
      }),
      { numRuns: 30 },
    ));
});
