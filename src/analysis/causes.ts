import type { Cause } from '../model/summary.ts';
import type { Column, NumericColumn } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import { pointsType } from '../plan/expressions.ts';

// Why clients moved: the change between two runs as a sum of steps (docs/decisions/0012-causes.md). A place is a tier's
// index in one order, best first; who has no tier stands last. Everything is whole numbers, so all of it adds up exactly.

/** What a run, or one counterfactual of it, gave each client of the present book. Scores in units, NaN where there is none. */
export interface Stage {
  readonly score: Float64Array;
  /** Places by rules, capacity included, nobody held. */
  readonly place: Int32Array;
}

/** A run as it was carried on: places after holding, and after tiers given by hand. */
export interface Ended extends Stage {
  readonly model: Int32Array;
  readonly final: Int32Array;
}

export interface Moves {
  /** The previous run, seen from the present book's rows: what is there of a row that was no client then is not read. */
  readonly before: Ended;
  /** This run's data, each client in the previous book, under the previous rubric. */
  readonly own: Stage;
  /** This run's data and book under the previous rubric. */
  readonly book: Stage;
  readonly now: Ended;
  /** 1 for a client, 0 for a prospect; and the same in the previous run, 0 too for who was not there. */
  readonly isClient: ArrayLike<number>;
  readonly wasClient: ArrayLike<number>;
  /** 1 for who was in a book before the previous one. */
  readonly hasHistory: ArrayLike<number>;
}

export const moveNames = ['up', 'down', 'stayed', 'NEW'] as const;
export const causeNames = ['own', 'book', 'rubric', 'stability', 'override'] as const satisfies readonly Cause[];
const causeTexts = [...causeNames, 'returned'];
const returned = causeTexts.length - 1;

/**
 * `migration.move` (missing for prospects), `migration.cause` of those that moved and of new ones that had been there before
 * (`returned`), and `effect.own`, `effect.book`, `effect.rubric`: points that add up to the change of score.
 */
export function explainColumns(moves: Moves): Map<string, Column> {
  const rows = moves.isClient.length;
  const move = new Int32Array(rows).fill(-1);
  const cause = new Int32Array(rows).fill(-1);
  const effects = causeNames.slice(0, 3).map(() => new Float64Array(rows).fill(Number.NaN));
  for (let row = 0; row < rows; row++) {
    if (moves.isClient[row] !== 1) continue;
    if (moves.wasClient[row] !== 1) {
      move[row] = moveNames.indexOf('NEW');
      if (moves.hasHistory[row] === 1) cause[row] = returned;
      continue;
    }
    // A smaller place is a better tier.
    const change = moves.now.final[row] - moves.before.final[row];
    move[row] = moveNames.indexOf(change < 0 ? 'up' : change > 0 ? 'down' : 'stayed');
    if (change !== 0) cause[row] = causeOf(change, stepsOf(moves, row));
    writeEffects(moves, row, effects);
  }
  const columns = new Map<string, Column>([
    ['migration.move', { type: category(moveNames), codes: move, dictionary: moveNames }],
    ['migration.cause', { type: category(causeTexts), codes: cause, dictionary: causeTexts }],
  ]);
  for (const [index, values] of effects.entries()) {
    columns.set(`effect.${causeNames[index]}`, { type: pointsType, values } satisfies NumericColumn);
  }
  return columns;
}

function category(values: readonly string[]): ValueType {
  return { kind: 'category', scale: 0, values };
}

/** Changes of place in the order of the causes; they add up to the change of the final tier. */
export function stepsOf({ before, own, book, now }: Moves, row: number): number[] {
  return [
    own.place[row] - before.place[row],
    book.place[row] - own.place[row],
    now.place[row] - book.place[row],
    now.model[row] - now.place[row] - (before.model[row] - before.place[row]),
    now.final[row] - now.model[row] - (before.final[row] - before.model[row]),
  ];
}

/** The first step in the direction of the change: steps that add up to it cannot all go another way. */
function causeOf(change: number, steps: readonly number[]): number {
  return steps.findIndex((step) => Math.sign(step) === Math.sign(change));
}

/**
 * A stage without a score changes nothing, and the next one that has a score takes the whole difference. Who has no score
 * in either run has no effects.
 */
function writeEffects({ before, own, book, now }: Moves, row: number, effects: readonly Float64Array[]): void {
  let score = before.score[row];
  if (Number.isNaN(score) || Number.isNaN(now.score[row])) return;
  for (const [index, stage] of [own, book, now].entries()) {
    const next = stage.score[row];
    effects[index][row] = Number.isNaN(next) ? 0 : next - score;
    if (!Number.isNaN(next)) score = next;
  }
}

/** Places of the tiers of two rubrics in one order; `last` is that of who has no tier. */
export interface CommonPlaces {
  readonly of: ReadonlyMap<string, number>;
  readonly last: number;
}

/**
 * This rubric's order, and each tier that it does not have any more right below the one that it stood below in the previous
 * run: on one place with a tier that is new there, so that a tier under another name is no move, else on a place of its own.
 */
export function commonPlaces(previous: readonly string[], now: readonly string[]): CommonPlaces {
  const levels = now.map((tier) => [tier]);
  let above = -1;
  for (const tier of previous) {
    if (!now.includes(tier)) {
      const below = levels[above + 1];
      const isNew = below?.length === 1 && !previous.includes(below[0]);
      if (isNew) below.push(tier);
      else levels.splice(above + 1, 0, [tier]);
    }
    above = levels.findIndex((level) => level.includes(tier));
  }
  return { of: new Map(levels.flatMap((level, place) => level.map((tier) => [tier, place]))), last: levels.length };
}
