import { type Column, isText, type OwnedTable, type Table } from '../../model/table.ts';
import { alone, type Crew, fewRows, manyRows } from '../../parallel/crew.ts';
import { type PackedColumn, packColumn, unpackColumn } from '../../parallel/packed-column.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import { columnsRead, readsOf, writes } from '../../plan/dataflow.ts';
import type { ModelRegistry } from '../../plan/predictive-model.ts';
import type { Plan, Step } from '../../plan/step.ts';
import type { Frame, StepFinding } from './frame.ts';
import { bookJob, emptyFrame, rowsJob, rowsOf } from './jobs.ts';
import { blockRows } from './kernels.ts';
import { type HereOptions, type PlanResult, runPlanHere, runStep, type Wanted } from './run-here.ts';

// Runs a plan on a crew: again and again all steps that see one client at a time and have what they read, over ranges of the
// rows, then all others that have what they read, at the same time. The result is that of running step by step, to the order
// of its columns and findings, whatever the crew and the ranges.

export interface RunOptions extends HereOptions {
  /** Default: this thread alone. */
  readonly crew?: Crew;
  /** Rows of a range; default: two ranges a thread or more, and a small book step by step on this thread. */
  readonly rangeRows?: number;
}

/** What only the steps of a range read of each other lives as long as the range: it should not be long. */
const mostRangeRows = 32 * blockRows;

/** Steps that see one client at a time. */
const rowSteps: ReadonlySet<Step['op']> = new Set(['compute', 'weighted-score', 'override', 'reasons']);
/** Steps that see the whole book and nothing but columns and parameters; all others are run on this thread. */
const bookSteps: ReadonlySet<Step['op']> = new Set([
  'percentile',
  'quantile-bin',
  'rank',
  'cumulative-share',
  'assign-tier',
]);

/**
 * Rows of `table` stand in id order; `parameters` are values for the whole book in units, such as `as_of` in days; `tables`
 * hold further rows that belong to those of `table`.
 */
export async function runPlan(
  plan: Plan,
  table: Table,
  parameters: ReadonlyMap<string, number>,
  tables: ReadonlyMap<string, OwnedTable> = new Map(),
  models: ModelRegistry = {},
  options: RunOptions = {},
): Promise<PlanResult> {
  const { crew = alone, rangeRows, keep } = options;
  const isSmall = rangeRows === undefined && table.rows < (crew.size === 1 ? manyRows : fewRows);
  // One client at a time in another book is a matter of few clients.
  if (isSmall || options.reference !== undefined) return runPlanHere(plan, table, parameters, tables, models, options);
  const run = new CrewRun(crew, rangeRows, plan, {
    rows: table.rows,
    columns: new Map(table.columns),
    parameters,
    tables,
    models: { known: models, fitted: [], kept: new Map() },
    findings: [],
    cuts: new Map(),
  });
  while (!run.isDone) {
    await run.doRows(keep);
    run.drop(keep);
    await run.doOthers();
    run.drop(keep);
    if (table.rows >= manyRows) await crew.tidy?.();
  }
  return run.result((name) => keep === undefined || keep.has(name));
}

/** What a step gave, kept apart until all are put in the order of the plan. */
interface Given {
  readonly names: readonly string[];
  readonly findings: readonly StepFinding[];
}

class CrewRun {
  readonly #crew: Crew;
  readonly #rangeRows: number;
  readonly #plan: Plan;
  readonly #frame: Frame;
  readonly #given = new Map<Step, Given>();
  readonly #packed = new Map<string, PackedColumn>();
  readonly #before: readonly string[];
  #waiting: readonly Step[];

  constructor(crew: Crew, rangeRows: number | undefined, plan: Plan, frame: Frame) {
    this.#crew = crew;
    const even = Math.ceil(frame.rows / (2 * crew.size) / blockRows) * blockRows;
    this.#rangeRows = rangeRows ?? Math.min(even, mostRangeRows);
    this.#plan = plan;
    this.#frame = frame;
    this.#waiting = plan;
    this.#before = [...frame.columns.keys()];
  }

  get isDone(): boolean {
    return this.#waiting.length === 0;
  }

  async doRows(keep: Wanted | undefined): Promise<void> {
    const steps = this.#ready((step) => rowSteps.has(step.op), true);
    if (steps.length === 0) return;
    const reads = columnsRead(this.#waiting);
    const all = this.#makeRoom(steps, (name) => keep === undefined || keep.has(name) || reads.has(name));
    const names = all.map((own) => own.filter((name) => this.#frame.columns.has(name)));
    const inside = new Set(all.flat());
    const written = names.flat();
    const columns = this.#pack(steps.flatMap((step) => [...readsOf(step)].filter((name) => !inside.has(name))));
    const room = new Map(written.map((name) => [name, arrayOf(this.#frame.columns.get(name) as Column)]));
    const { parameters } = this.#frame;
    const ranges = this.#ranges().map(({ from, to }) =>
      this.#crew.do(rowsJob, { steps, columns, room, parameters, from, to }),
    );
    const found = await Promise.all(ranges);
    for (const [index, step] of steps.entries()) {
      this.#given.set(step, { names: names[index], findings: addUp(found.map((range) => range[index])) });
    }
  }

  async doOthers(): Promise<void> {
    const steps = this.#ready((step) => !rowSteps.has(step.op), false);
    const elsewhere = steps.filter((step) => bookSteps.has(step.op));
    const { rows, parameters } = this.#frame;
    const run = (step: Step) => this.#crew.do(bookJob, { step, rows, columns: this.#pack(readsOf(step)), parameters });
    const done = rows < manyRows ? Promise.all(elsewhere.map(run)) : this.#inTurn(elsewhere, run);
    try {
      for (const step of steps) if (!bookSteps.has(step.op)) this.#runHere(step);
    } finally {
      // Whatever happens here, what the jobs come to is waited for.
      await done;
    }
    for (const [index, { columns, findings, cuts }] of (await done).entries()) {
      for (const [name, column] of columns) this.#frame.columns.set(name, unpackColumn(column));
      for (const [name, edges] of cuts) this.#frame.cuts.set(name, edges);
      this.#given.set(elsewhere[index], { names: columns.map(([name]) => name), findings });
    }
  }

  /** In a large book one step after the other, so that what they sort in does not stand at the same time. */
  async #inTurn<Done>(steps: readonly Step[], run: (step: Step) => Promise<Done>): Promise<Done[]> {
    const done: Done[] = [];
    for (const step of steps) {
      done.push(await run(step));
      await this.#crew.tidy?.();
    }
    return done;
  }

  /** Lets go of what nobody wants and no step that waits reads. */
  drop(keep: Wanted | undefined): void {
    if (keep === undefined) return;
    const reads = columnsRead(this.#waiting);
    const inputs = new Set(this.#waiting.filter(({ op }) => op === 'input').map(({ name }) => name));
    for (const name of this.#frame.columns.keys()) {
      if (keep.has(name) || reads.has(name) || inputs.has(name)) continue;
      this.#frame.columns.delete(name);
      this.#packed.delete(name);
    }
  }

  result(isWanted: (name: string) => boolean): PlanResult {
    const { columns, cuts, models } = this.#frame;
    const given = this.#plan.map((step) => this.#given.get(step) as Given);
    const order = [...this.#before, ...given.flatMap(({ names }) => names)].filter(isWanted);
    const cutOrder = this.#plan.map(({ name }) => name).filter((name) => cuts.has(name));
    return {
      columns: new Map(order.map((name) => [name, columns.get(name) as Column])),
      findings: given.flatMap(({ findings }) => findings),
      cuts: new Map(cutOrder.map((name) => [name, cuts.get(name) ?? []])),
      models: models.fitted,
    };
  }

  /** Takes the steps of a kind that wait for none of the others; with `together` they may build on each other. */
  #ready(isOfKind: (step: Step) => boolean, together: boolean): Step[] {
    const ready: Step[] = [];
    const left: Step[] = [];
    for (const step of this.#waiting) {
      const before = together ? left : [...left, ...ready];
      const reads = [...readsOf(step)];
      const waits = reads.some((name) => before.some((other) => other.op !== 'input' && writes(other, name)));
      if (isOfKind(step) && !waits) ready.push(step);
      else left.push(step);
    }
    this.#waiting = left;
    return ready;
  }

  #runHere(step: Step): void {
    const { columns, findings } = this.#frame;
    const [columnsBefore, findingsBefore] = [new Set(columns.keys()), findings.length];
    runStep(step, this.#frame);
    const names = [...columns.keys()].filter((name) => !columnsBefore.has(name));
    this.#given.set(step, { names, findings: findings.slice(findingsBefore) });
  }

  /**
   * The columns that each step writes, and memory for those that are wanted behind these steps. A run over no rows tells
   * names and dictionaries.
   */
  #makeRoom(steps: readonly Step[], isWanted: (name: string) => boolean): string[][] {
    const { rows, columns, parameters } = this.#frame;
    const none = new Map([...columns].map(([name, column]) => [name, rowsOf(column, 0, 0)]));
    const frame = emptyFrame(0, none, parameters);
    const names: string[][] = [];
    for (const step of steps) {
      const before = new Set(frame.columns.keys());
      runStep(step, frame);
      names.push([...frame.columns.keys()].filter((name) => !before.has(name)));
    }
    for (const name of names.flat().filter(isWanted)) {
      const column = frame.columns.get(name) as Column;
      // A step may give the column of another as its own.
      const [first] = [...frame.columns].find(([, other]) => arrayOf(other) === arrayOf(column)) as [string, Column];
      const own = columns.get(first) ?? withRoom(frame.columns.get(first) as Column, rows);
      columns
        .set(first, own)
        .set(name, { ...column, ...(isText(own) ? { codes: own.codes } : { values: own.values }) });
    }
    return names;
  }

  #pack(names: Iterable<string>): [string, PackedColumn][] {
    const packed: [string, PackedColumn][] = [];
    for (const name of new Set(names)) {
      const column = this.#frame.columns.get(name);
      if (column === undefined) continue;
      const ready = this.#packed.get(name) ?? packColumn(column);
      this.#packed.set(name, ready);
      packed.push([name, ready]);
    }
    return packed;
  }

  #ranges(): { from: number; to: number }[] {
    const { rows } = this.#frame;
    const rangeRows = this.#rangeRows;
    return Array.from({ length: Math.ceil(rows / rangeRows) }, (_, index) => ({
      from: index * rangeRows,
      to: Math.min(rows, (index + 1) * rangeRows),
    }));
  }
}

function withRoom(column: Column, rows: number): Column {
  return isText(column) ? { ...column, codes: sharedCodes(rows) } : { ...column, values: sharedFloats(rows) };
}

function arrayOf(column: Column): Float64Array | Int32Array {
  return isText(column) ? column.codes : column.values;
}

/** The counts of all ranges by code; of one step overflows come first, as where they are counted at once. */
function addUp(ranges: readonly (readonly StepFinding[])[]): StepFinding[] {
  const sums = new Map<string, StepFinding>();
  for (const finding of ranges.flat()) {
    const count = (sums.get(finding.code)?.count ?? 0) + finding.count;
    sums.set(finding.code, { ...finding, count });
  }
  const overflows = (finding: StepFinding) => (finding.code === 'derived-out-of-bounds' ? 0 : 1);
  return [...sums.values()].sort((a, b) => overflows(a) - overflows(b));
}
