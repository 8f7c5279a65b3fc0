import type { Pairing, PreviousRun } from '../model/previous.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Table } from '../model/table.ts';
import { collectMeasure, type Measured } from './measured.ts';
import { groupByName } from './tally.ts';

// Where clients stand in two books: states (tiers or grades) in this rubric's order, then those that only the previous one
// knows, then the clients that have none. A prospect of either book is no client there.

/** The run before this one beside it. With it the columns `migration.*` and `effect.*` are in the table. */
export interface PreviousBook {
  readonly run: PreviousRun;
  readonly pairing: Pairing;
  /** Whether the rubric's files are the same in both. */
  readonly sameRubric: boolean;
}

/** Two books side by side. */
export interface BothBooks {
  readonly rubric: Rubric;
  readonly table: Table;
  readonly measured: Measured;
  readonly previous: PreviousBook;
  /** The measure of the previous book, as its own rubric names it. */
  readonly opening: Measured;
}

export interface TrackedStates {
  /** The last one is of those without a state. */
  readonly names: readonly string[];
  /** By row of the previous book, and of this one; −1 where the row is no client. */
  readonly before: Int32Array;
  readonly now: Int32Array;
  /** States that the previous rubric has, and this one. */
  readonly knownBefore: ReadonlySet<string>;
  readonly knownNow: ReadonlySet<string>;
}

export function compareBooks(rubric: Rubric, table: Table, measured: Measured, previous: PreviousBook): BothBooks {
  const { table: before, rubric: former } = previous.run;
  const opening = collectMeasure(before.columns, before.rows, former.portfolio.measure);
  return { rubric, table, measured, previous, opening };
}

export function trackTiers(books: BothBooks): TrackedStates {
  return track(books, 'tier', (rubric) => rubric.tiers.map(({ tier }) => tier), 'unrated');
}

export function trackGrades(books: BothBooks): TrackedStates {
  return track(books, 'grade', (rubric) => rubric.gradeOrder, 'ungraded');
}

function track(
  { rubric, table, measured, previous: { run }, opening }: BothBooks,
  column: string,
  statesOf: (rubric: Rubric) => readonly string[],
  none: string,
): TrackedStates {
  const knownNow = new Set(statesOf(rubric));
  const knownBefore = new Set(statesOf(run.rubric));
  const names = [...new Set([...knownNow, ...knownBefore])];
  return {
    names: [...names, none],
    before: groupByName(run.table.columns.get(column), names, opening.isClient),
    now: groupByName(table.columns.get(column), names, measured.isClient),
    knownBefore,
    knownNow,
  };
}

/** By row of this book, the state that a client opened in; −1 for one that is new, and for who is no client. */
export function openingStates({ before, now }: TrackedStates, pairing: Pairing): Int32Array {
  return now.map((state, row) => {
    const was = pairing.before[row];
    return state < 0 || was < 0 ? -1 : before[was];
  });
}

/** By row of the previous book, the state of a client that left, whatever became of its row; −1 for all others. */
export function leavingStates({ before, now }: TrackedStates, pairing: Pairing): Int32Array {
  return before.map((state, row) => {
    const is = pairing.now[row];
    return state >= 0 && (is < 0 || now[is] < 0) ? state : -1;
  });
}
