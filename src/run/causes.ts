import { type CommonPlaces, commonPlaces, type Ended, explainColumns, type Stage } from '../analysis/causes.ts';
import { isBookStep, referenceColumns } from '../engine/local/reference/place-clients.ts';
import { runPlan } from '../engine/local/run.ts';
import type { Pairing, PreviousRun, ReferenceBook } from '../model/previous.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import {
  type Column,
  isText,
  type NumericColumn,
  type OwnedTable,
  type Table,
  type TextColumn,
} from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import { columnsGiven, columnsRead, stepsChanged, stepsFor } from '../plan/dataflow.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import type { Plan } from '../plan/step.ts';
import { compilePlan } from './compile-plan.ts';
import { pairBooks } from './pair-books.ts';
import { withPrevious } from './previous-columns.ts';
import { type ReadUnder, readUnderPrevious } from './read-under-previous.ts';
import { pickColumns, replay } from './replay.ts';

// Why clients moved: this run scored again step by step (docs/decisions/0012-causes.md). Of every scoring but this run's own
// only scores and places are kept.

export interface MovesInput {
  readonly previous: PreviousRun;
  readonly pairing: Pairing;
  /** Of this run. */
  readonly rubric: Rubric;
  /** Every column of this run's plan, and `former.last_seen`. */
  readonly table: Table;
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly models: ModelRegistry;
  /** `as_of` and `new_period`. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly sameRubric: boolean;
  /** This run's inputs, read under another rubric; only called where the rubrics differ. */
  readonly readAgain: ReadUnder;
  /** Steps of the previous plan that are run in no stage: what they would give stands in the table. Default: none. */
  readonly taken?: ReadonlySet<string>;
  readonly crew?: Crew;
  readonly report: (finding: Problem) => void;
}

/** What each scoring is made for. */
const wanted: ReadonlySet<string> = new Set(['score', 'tier.rules']);

/** `migration.move`, `migration.cause`, `effect.own`, `effect.book` and `effect.rubric` of the rows of `table`. */
export async function explainMoves(input: MovesInput): Promise<ReadonlyMap<string, Column>> {
  const { previous, pairing, rubric, table } = input;
  const places = placesOf(previous.rubric, rubric);
  const whole = scoringOf(compilePlan(previous.rubric));
  const plan = whole.filter(({ name }) => input.taken?.has(name) !== true);
  const replayed = await replay(previous, {
    keep: new Set([...referenceColumns(plan), ...wanted, 'tier.model', 'tier', '$client']),
    ...onCrew(input),
  });
  const before = endOf(replayed, places, pairing.before);
  const stages = input.sameRubric
    ? await stagesHere(input, plan, replayed, places)
    : ((await stagesAgain(input, plan, replayed, places)) ?? { own: before, book: before });
  return explainColumns({
    before,
    ...stages,
    now: endOf(table, places),
    isClient: numbersAt(table, '$client'),
    wasClient: numbersAt(replayed, '$client', pairing.before),
    hasHistory: presenceOf(numbersAt(table, 'former.last_seen')),
  });
}

/** Places of the tiers of two rubrics in one order. */
export function placesOf(previous: Rubric, now: Rubric): CommonPlaces {
  return commonPlaces(
    previous.tiers.map(({ tier }) => tier),
    now.tiers.map(({ tier }) => tier),
  );
}

type Stages = Readonly<Record<'own' | 'book', Stage>>;

/** The rubric is the same: this run is the stage `book`, and what no other client bears on stays as it is in `own`. */
async function stagesHere(input: MovesInput, plan: Plan, replayed: Table, places: CommonPlaces): Promise<Stages> {
  const { table, tables, pairing } = input;
  const own = await runInPrevious(input, plan, { table, tables }, replayed, pairing.before);
  return { own: stageOf(own, places), book: stageOf(table, places) };
}

/**
 * The rubric is another: the inputs are read and scored under the previous one, and seen from the rows of this run. Undefined
 * where they cannot be read so, and then all change is the rubric's.
 */
async function stagesAgain(
  input: MovesInput,
  plan: Plan,
  replayed: Table,
  places: CommonPlaces,
): Promise<Stages | undefined> {
  const { previous, rubric, parameters, models, table } = input;
  const { id } = previous.rubric.portfolio;
  const again = await readUnderPrevious(previous.rubric, rubric, input.readAgain, input.report);
  if (again === undefined) return undefined;
  const { before } = pairBooks(textsOf(previous.table, id), textsOf(again.table, id));
  const fields = withPrevious(again.table, columnsRead(plan), { run: previous, before });
  const own = stepsChanged(plan, isBookStep);
  const keep = new Set([...wanted, ...columnsGiven(own)]);
  const { columns } = await runPlan(plan, fields, parameters, again.tables, models, { keep, ...onCrew(input) });
  const book = { rows: fields.rows, columns };
  const ownTable = await runInPrevious(input, plan, { table: book, tables: again.tables }, replayed, before);
  const rows = pairBooks(textsOf(again.table, id), textsOf(table, rubric.portfolio.id)).before;
  return { own: stageOf(ownTable, places, rows), book: stageOf(book, places, rows) };
}

/** Each client as it is now in the book as it was: only steps that see other clients, and what builds on them, run again. */
async function runInPrevious(
  { previous, parameters, models }: MovesInput,
  plan: Plan,
  now: { readonly table: Table; readonly tables: ReadonlyMap<string, OwnedTable> },
  replayed: Table,
  before: Int32Array,
): Promise<Table> {
  const reference: ReferenceBook = {
    columns: replayed.columns,
    rows: replayed.rows,
    before,
    parameters: previous.parameters,
  };
  const steps = stepsChanged(plan, isBookStep);
  const table = pickColumns(now.table, columnsGiven(steps, wanted));
  const { columns } = await runPlan(steps, table, parameters, now.tables, models, { reference, keep: wanted });
  return { rows: table.rows, columns };
}

function onCrew({ crew }: MovesInput): { readonly crew?: Crew } {
  return crew === undefined ? {} : { crew };
}

/** The steps up to scores and tiers by rules, nobody held. */
export function scoringOf(plan: Plan): Plan {
  const free = plan.map((step) => {
    if (step.op !== 'assign-tier') return step;
    const { holding: _, places, ...rest } = step;
    return { ...rest, places: places.map(({ holdsBuffered: _, ...place }) => place) };
  });
  return stepsFor(free, wanted);
}

function stageOf(table: Table, places: CommonPlaces, rows?: Int32Array): Stage {
  return { score: numbersAt(table, 'score', rows), place: placesAt(table, 'tier.rules', places, rows) };
}

export function endOf(table: Table, places: CommonPlaces, rows?: Int32Array): Ended {
  return {
    ...stageOf(table, places, rows),
    model: placesAt(table, 'tier.model', places, rows),
    final: placesAt(table, 'tier', places, rows),
  };
}

/** 1 where there is a value. */
export function presenceOf(values: Float64Array): Uint8Array {
  const present = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) present[row] = 1;
  return present;
}

/** A numeric column seen from other rows (−1: none), or from its own. */
export function numbersAt({ columns }: Table, name: string, rows?: Int32Array): Float64Array {
  const { values } = columns.get(name) as NumericColumn;
  if (rows === undefined) return values;
  const seen = new Float64Array(rows.length).fill(Number.NaN);
  for (let row = 0; row < rows.length; row++) if (rows[row] >= 0) seen[row] = values[rows[row]];
  return seen;
}

/** Places in the common order; without a tier the one behind the last. A rubric without tiers gives nobody one. */
function placesAt(table: Table, name: string, places: CommonPlaces, rows?: Int32Array): Int32Array {
  const seen = new Int32Array(rows?.length ?? table.rows).fill(places.last);
  const column = table.columns.get(name);
  if (column === undefined || !isText(column)) return seen;
  const { codes, dictionary } = column;
  const placeOf = Int32Array.from(
    { length: dictionary.length },
    (_, code) => places.of.get(dictionary.at(code) as string) ?? places.last,
  );
  for (let row = 0; row < seen.length; row++) {
    const at = rows === undefined ? row : rows[row];
    if (at >= 0 && codes[at] >= 0) seen[row] = placeOf[codes[at]];
  }
  return seen;
}

function textsOf({ columns }: Table, name: string): TextColumn {
  return columns.get(name) as TextColumn;
}
