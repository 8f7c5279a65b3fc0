import type { Decimal } from '../model/decimal.ts';
import type { Rubric } from '../model/rubric.ts';
import type { CapacitySummary } from '../model/summary.ts';
import { isText, type Table } from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import { writes } from '../plan/dataflow.ts';
import type { Plan } from '../plan/step.ts';
import { type FieldGroups, groupValues } from './breakdowns.ts';
import { summariseCapacity, valuesOfCapacity } from './capacity.ts';
import { type CellTally, together } from './cells.ts';
import { valuesOfFactor } from './factors.ts';
import type { Grouping, GroupTallies } from './groups.ts';
import { placesJob, type RankedMeasure, rankJob, type Spreads, shareWith, spreadJob, tallyJob } from './jobs.ts';
import { valuesOfActions } from './lists.ts';
import { flagClients, flagRated, numbersOf, numericColumn } from './measured.ts';
import { costsOf } from './resources.ts';

// All of the summary that takes a pass over the rows of the book, done by a crew.

export interface BookToGoOver {
  readonly rubric: Rubric;
  readonly plan: Plan;
  readonly table: Table;
  readonly ranked?: Promise<RankedMeasure>;
}

export interface BookFindings {
  readonly ranked: RankedMeasure;
  readonly spreads: Spreads;
  /** By tier and grade. */
  readonly tallies: GroupTallies;
  /** By the name of each breakdown, values by tier; undefined where it is no text. */
  readonly fields: readonly (readonly [name: string, field: FieldGroups | undefined, tally: CellTally | undefined])[];
  /** By tier, the unrated last; null where nobody has one. */
  readonly costs: readonly (Decimal | null)[];
  readonly capacity: readonly CapacitySummary[];
}

/** The columns that clients are ranked by. */
export function readsOfMeasure({ portfolio }: Rubric, plan: Plan): string[] {
  return plan.some((step) => writes(step, '$client')) ? [portfolio.measure, '$client'] : [portfolio.measure];
}

/** What is told of the measure alone: it needs no score, and may be begun as soon as its columns are there. */
export function rankMeasure(
  { portfolio, pareto }: Rubric,
  { columns, rows }: Table,
  crew: Crew,
): Promise<RankedMeasure> {
  const { values, type } = numericColumn(columns, portfolio.measure);
  return crew.do(rankJob, shareWith(crew, { values, scale: type.scale, isClient: flagClients(columns, rows), pareto }));
}

export async function goOverBook(
  { rubric, plan, table, ranked: begun }: BookToGoOver,
  tiers: Grouping,
  grades: Grouping,
  crew: Crew,
): Promise<BookFindings> {
  const { columns, rows } = table;
  const measure = numbersOf(columns, rubric.portfolio.measure);
  const score = numbersOf(columns, 'score');
  const isClient = flagClients(columns, rows);
  const isRated = flagRated(isClient, score);
  const fields = rubric.breakdowns.map((name) => [name, groupValues(columns.get(name))] as const);
  const cost = rubric.portfolio.cost === undefined ? undefined : columns.get(rubric.portfolio.cost);
  const places = valuesOfCapacity(rubric, plan, columns, isRated);
  const [ranked, counted, spreads, placed] = await Promise.all([
    begun ?? rankMeasure(rubric, table, crew),
    crew.do(
      tallyJob,
      shareWith(crew, {
        among: isClient,
        asked: [
          { first: tiers.places, second: grades.places, values: measure },
          { first: tiers.places, second: grades.places, values: score },
          ...fields.flatMap(([, field]) =>
            field === undefined ? [] : [{ first: field.places, second: tiers.places, values: measure }],
          ),
          ...(cost === undefined || isText(cost)
            ? []
            : [{ first: tiers.places, second: together(tiers.places), values: cost.values }]),
        ],
      }),
    ),
    crew.do(
      spreadJob,
      shareWith(crew, {
        isClient,
        isRated,
        measure,
        dimensions: rubric.dimensions.map(({ name }) => numbersOf(columns, name)),
        factors: rubric.dimensions.flatMap(({ factors }) => factors.map((factor) => valuesOfFactor(factor, columns))),
        lists: rubric.lists.map(({ name }) => numbersOf(columns, `list.${name}`)),
        actions: valuesOfActions(rubric, columns),
      }),
    ),
    places && crew.do(placesJob, shareWith(crew, places)),
  ]);
  const [byMeasure, byScore, ...others] = counted;
  const inOrder = others.values();
  return {
    ranked,
    spreads,
    tallies: { measure: byMeasure, score: byScore },
    fields: fields.map(([name, field]) => [name, field, field && inOrder.next().value]),
    costs: cost === undefined || isText(cost) ? [] : costsOf(inOrder.next().value as CellTally, cost.type.scale),
    capacity: places && placed ? summariseCapacity(rubric, columns, places.tiers, placed) : [],
  };
}
