import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  causeNames,
  commonPlaces,
  type Ended,
  explainColumns,
  type Moves,
  stepsOf,
} from '../../src/analysis/causes.ts';
import { type Column, isText, type NumericColumn, textAt } from '../../src/model/table.ts';

const none = Number.NaN;

/** One client: scores of the four scorings, places by rules of them, and model and final places of both runs. */
interface Path {
  readonly scores: readonly number[];
  readonly places: readonly number[];
  readonly before: readonly [model: number, final: number];
  readonly now: readonly [model: number, final: number];
}

function movesOf(paths: readonly Path[], flags: Partial<Moves> = {}): Moves {
  const stage = (at: number) => ({
    score: Float64Array.from(paths, ({ scores }) => scores[at]),
    place: Int32Array.from(paths, ({ places }) => places[at]),
  });
  const end = (at: number, of: 'before' | 'now'): Ended => ({
    ...stage(at),
    model: Int32Array.from(paths, (path) => path[of][0]),
    final: Int32Array.from(paths, (path) => path[of][1]),
  });
  const all = paths.map(() => 1);
  const flat = { isClient: all, wasClient: all, hasHistory: paths.map(() => 0), ...flags };
  return { before: end(0, 'before'), own: stage(1), book: stage(2), now: end(3, 'now'), ...flat };
}

function explain(path: Path, flags: Partial<Moves> = {}) {
  const columns = explainColumns(movesOf([path], flags));
  const text = (name: string) => textAt(columns.get(name) as Extract<Column, { codes: unknown }>, 0);
  return [text('migration.move'), text('migration.cause')];
}

function effectsOf(columns: ReadonlyMap<string, Column>, row: number): number[] {
  return ['own', 'book', 'rubric'].map((name) => (columns.get(`effect.${name}`) as NumericColumn).values[row]);
}

/** A client of rules only. */
const byRules = (...places: readonly number[]): Path => ({
  scores: [0, 0, 0, 0],
  places,
  before: [places[0], places[0]],
  now: [places[3], places[3]],
});

const paths: readonly { title: string; given: Path; expected: readonly (string | null)[] }[] = [
  { title: 'its own data', given: byRules(2, 1, 1, 1), expected: ['up', 'own'] },
  { title: 'the book around it', given: byRules(1, 1, 2, 2), expected: ['down', 'book'] },
  { title: 'the rubric', given: byRules(1, 1, 1, 0), expected: ['up', 'rubric'] },
  {
    title: 'the book, where its own data moved it the other way',
    given: byRules(1, 2, 0, 0),
    expected: ['up', 'book'],
  },
  {
    title: 'its own data, where a later step only takes it back in part',
    given: byRules(3, 0, 1, 1),
    expected: ['up', 'own'],
  },
  { title: 'nothing, where steps take each other back', given: byRules(1, 0, 2, 1), expected: ['stayed', null] },
  {
    title: 'nothing, while it is held',
    given: { ...byRules(0, 1, 1, 1), before: [0, 0], now: [0, 0] },
    expected: ['stayed', null],
  },
  {
    title: 'stability, when it is held no more',
    given: { ...byRules(1, 1, 1, 1), before: [0, 0], now: [1, 1] },
    expected: ['down', 'stability'],
  },
  {
    title: 'a tier given by hand',
    given: { ...byRules(1, 1, 1, 1), now: [1, 0] },
    expected: ['up', 'override'],
  },
  {
    title: 'the end of a tier given by hand',
    given: { ...byRules(1, 1, 1, 1), before: [1, 0], now: [1, 1] },
    expected: ['down', 'override'],
  },
  {
    title: 'its own data, where a tier by hand hides a part of the fall',
    given: { ...byRules(0, 2, 2, 2), now: [2, 1] },
    expected: ['down', 'own'],
  },
];

describe('the cause of a move', () => {
  it.each(paths)('is $title', ({ given, expected }) => {
    expect(explain(given)).toEqual(expected);
  });

  it('is told neither of prospects nor of new clients, unless these had been there before', () => {
    const moved = byRules(2, 1, 1, 1);
    expect(explain(moved, { isClient: [0] })).toEqual([null, null]);
    expect(explain(moved, { wasClient: [0] })).toEqual(['NEW', null]);
    expect(explain(moved, { wasClient: [0], hasHistory: [1] })).toEqual(['NEW', 'returned']);
    expect(effectsOf(explainColumns(movesOf([moved], { wasClient: [0] })), 0)).toEqual([none, none, none]);
  });

  const place = fc.integer({ min: 0, max: 4 });
  const score = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 100_000_000 }) }, fc.constant(none));
  const pathArbitrary: fc.Arbitrary<Path> = fc.record({
    scores: fc.tuple(score, score, score, score),
    places: fc.tuple(place, place, place, place),
    before: fc.tuple(place, place),
    now: fc.tuple(place, place),
  });

  it('is always there, and one in its direction, and the steps add up to the move', () =>
    fc.assert(
      fc.property(fc.array(pathArbitrary, { minLength: 1 }), (given) => {
        const moves = movesOf(given);
        const columns = explainColumns(moves);
        const cause = columns.get('migration.cause') as Column;
        for (const [row, { before, now }] of given.entries()) {
          const steps = stepsOf(moves, row);
          const change = now[1] - before[1];
          expect(steps.reduce((sum, step) => sum + step, 0)).toBe(change);
          const code = isText(cause) ? cause.codes[row] : Number.NaN;
          expect(code >= 0).toBe(change !== 0);
          if (code < 0) continue;
          expect(Math.sign(steps[code])).toBe(Math.sign(change));
          expect(steps.slice(0, code).some((step) => Math.sign(step) === Math.sign(change))).toBe(false);
        }
      }),
    ));

  it('changes the score by effects that add up to its change, whichever scorings have none', () =>
    fc.assert(
      fc.property(fc.array(pathArbitrary, { minLength: 1 }), (given) => {
        const columns = explainColumns(movesOf(given));
        for (const [row, { scores }] of given.entries()) {
          const effects = effectsOf(columns, row);
          const change = scores[3] - scores[0];
          expect(effects.reduce((sum, effect) => sum + effect, 0)).toBe(change);
          if (Number.isNaN(change)) expect(effects).toEqual([none, none, none]);
          else for (const at of [1, 2]) if (Number.isNaN(scores[at])) expect(effects[at - 1]).toBe(0);
        }
      }),
    ));

  it('names causes in the order of the steps', () => {
    expect(causeNames).toEqual(['own', 'book', 'rubric', 'stability', 'override']);
  });
});

describe('one order for the tiers of two rubrics', () => {
  const cases = [
    { title: 'the same tiers', previous: 'A B', now: 'A B', expected: 'A B' },
    { title: 'a new tier', previous: 'A C', now: 'A B C', expected: 'A B C' },
    { title: 'a tier that is gone', previous: 'A B C', now: 'A C', expected: 'A B C' },
    { title: 'a best tier that is gone', previous: 'X A', now: 'A', expected: 'X A' },
    { title: 'two that are gone side by side', previous: 'A X Y B', now: 'A B', expected: 'A X Y B' },
    { title: 'a tier under another name', previous: 'A X B', now: 'A N B', expected: 'A N=X B' },
    { title: 'a tier made of two', previous: 'A X Y B', now: 'A N B', expected: 'A N=X Y B' },
    { title: 'a tier split in two', previous: 'A X B', now: 'A N M B', expected: 'A N=X M B' },
    { title: 'all tiers under other names', previous: 'X Y', now: 'A B', expected: 'A=X B=Y' },
    { title: 'tiers that changed places', previous: 'A B', now: 'B A', expected: 'B A' },
  ];
  it.each(cases)('takes in $title', ({ previous, now, expected }) => {
    const places = commonPlaces(previous.split(' '), now.split(' '));
    const levels = Array.from({ length: places.last }, (_, place) =>
      [...places.of].filter(([, own]) => own === place).map(([tier]) => tier),
    );
    expect(levels.map((level) => level.join('=')).join(' ')).toBe(expected);
  });
});
