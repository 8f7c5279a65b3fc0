import type { ReferenceBook } from '../../../model/previous.ts';
import type { Column, Table } from '../../../model/table.ts';
import { columnsGiven, readsOf, stepsChanged, stepsFor, writes } from '../../../plan/dataflow.ts';
import type { AssignTierStep, Plan } from '../../../plan/step.ts';
import type { Frame } from '../frame.ts';
import { placeCumulativeShare } from '../reference/cumulative-share.ts';
import { placePercentile } from '../reference/percentile.ts';
import { placeRank } from '../reference/rank.ts';
import { runStep } from '../run-here.ts';
import { placeTiers, type Queue, queueOf } from './assign-tier.ts';
import { placeQuantileBin } from './quantile-bin.ts';
import { rescore } from './rescore.ts';
import { rowsAt } from './rows-of-columns.ts';

// One client in the book that it is in, were one of its values another. `place` puts any number of such variants into the
// book in one go, each by itself, while all others keep scores and tiers asked for; `rescore` scores the whole book again, so
// that it knows also what the change does to others and through them to the client.

/** A plan without steps that need more than columns, and the columns of a book over which it has run. */
export interface ScoredPlan {
  readonly plan: Plan;
  readonly book: Table;
  /** `as_of` and `new_period`. */
  readonly parameters: ReadonlyMap<string, number>;
}

export class OwnBook {
  readonly #scored: ScoredPlan;
  readonly #row: number;
  readonly #sorted = new Map<string, unknown>();

  constructor(scored: ScoredPlan, row: number) {
    this.#scored = scored;
    this.#row = row;
  }

  /** A column of the client's own row alone. */
  own(name: string): Column | undefined {
    const column = this.#scored.book.columns.get(name);
    return column && rowsAt(column, [this.#row]);
  }

  /** The wanted columns of variants of the client, each with another value in the column `name`. */
  place(name: string, values: Column, rows: number, wanted: readonly string[]): ReadonlyMap<string, Column> {
    const { parameters } = this.#scored;
    const steps = this.#stepsAfter(name, wanted);
    const columns = new Map<string, Column>([[name, values]]);
    const before = new Int32Array(rows).fill(this.#row);
    for (const given of [...columnsGiven(steps, new Set(wanted))]) {
      const column = this.#scored.book.columns.get(given);
      if (given !== name && column !== undefined) columns.set(given, rowsAt(column, before));
    }
    const frame: Frame = {
      rows,
      columns,
      parameters,
      tables: new Map(),
      models: { known: {}, fitted: [], kept: new Map() },
      findings: [],
      cuts: new Map(),
    };
    const reference = this.#reference(before);
    for (const step of steps) placeStep(step, frame, reference);
    return new Map(wanted.map((one) => [one, columns.get(one) as Column]));
  }

  /** The wanted columns of the client, a row, after the whole book was scored again with its value changed. */
  rescore(name: string, value: Column, wanted: readonly string[]): ReadonlyMap<string, Column> {
    const { book, parameters } = this.#scored;
    const rows = Uint32Array.of(this.#row);
    const steps = this.#stepsAfter(name, wanted);
    const patches = rescore(steps, book, parameters, new Map([[name, { rows, column: value }]]), wanted);
    return new Map(
      wanted.map((one) => {
        const patch = patches.get(one);
        const place = patch === undefined ? -1 : patch.rows.indexOf(this.#row);
        if (patch !== undefined && place >= 0) return [one, rowsAt(patch.column, [place])];
        return [one, this.own(one) as Column];
      }),
    );
  }

  /** Who asked for places in a tier, best first. */
  queue(step: AssignTierStep, place: number): Queue {
    return queueOf(step, place, this.#reference(new Int32Array(0)));
  }

  #stepsAfter(name: string, wanted: readonly string[]): Plan {
    const others = this.#scored.plan.filter((step) => !writes(step, name));
    return stepsFor(
      stepsChanged(others, (step) => readsOf(step).has(name)),
      new Set(wanted),
    );
  }

  #reference(before: Int32Array): ReferenceBook {
    const { columns, rows } = this.#scored.book;
    return { columns, rows, before, parameters: new Map(), sorted: this.#sorted };
  }
}

function placeStep(step: Plan[number], frame: Frame, reference: ReferenceBook): void {
  switch (step.op) {
    case 'percentile':
      placePercentile(step, frame, reference);
      break;
    case 'rank':
      placeRank(step, frame, reference);
      break;
    case 'cumulative-share':
      placeCumulativeShare(step, frame, reference);
      break;
    case 'quantile-bin':
      placeQuantileBin(step, frame, reference);
      break;
    case 'assign-tier':
      placeTiers(step, frame, reference);
      break;
    default:
      runStep(step, frame);
  }
}
