import { type Column, isText } from '../../model/table.ts';
import type { Crew } from '../../parallel/crew.ts';
import { type PackedColumn, packColumn, unpackColumn } from '../../parallel/packed-column.ts';
import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';
import { columnsRead, readsOf, writes } from '../../plan/dataflow.ts';
import type { Plan, Step } from '../../plan/step.ts';
import { blockRows } from './block-memory.ts';
import type { Frame, StepFinding } from './frame.ts';
import { bookJob, emptyFrame, rowsJob, rowsOf } from './jobs.ts';
import { type PlanResult, runStep, type Wanted } from './run-here.ts';

// The steps of a plan on a crew: those that see one client at a time as a job a range of rows, those over the whole book as a
// job each. What they give is kept apart and put in the order of the plan at the end.

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

/** What a step gave, kept apart until all are put in the order of the plan. */
interface Given {
  readonly names: readonly string[];
  readonly findings: readonly StepFinding[];
}

/** A plan on its way through a crew: what waits, what was started, what it gave. `runPlan` says in which order. */
export class CrewRun {
  readonly #crew: Crew;
  readonly #rangeRows: number;
  readonly #plan: Plan;
  readonly #frame: Frame;
  readonly #given = new Map<Step, Given>();
  readonly #packed = new Map<string, PackedColumn>();
  readonly #before: readonly string[];
  /** Steps over the book that were started, and when what they write is there. */
  readonly #coming = new Map<Step, Promise<void>>();
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
    await Promise.all(this.#comingFor(steps));
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

  /**
   * Starts the steps over the book that wait for none that has not begun, each when what it reads is there; gives those that are
   * run on this thread.
   */
  startOthers(isInTurn: boolean): Step[] {
    const steps = this.#ready((step) => !rowSteps.has(step.op), false);
    const reads = [...columnsRead(this.#waiting)];
    const isAwaited = (step: Step) => reads.some((name) => writes(step, name));
    const elsewhere = steps.filter(({ op }) => bookSteps.has(op));
    let turn: Promise<unknown> = Promise.resolve();
    // What others wait for comes first.
    for (const step of [...elsewhere.filter(isAwaited), ...elsewhere.filter((step) => !isAwaited(step))]) {
      const before = isInTurn ? [turn] : this.#comingFor([step]);
      const run = () => this.#runElsewhere(step);
      // Without a wait where there is nothing to wait for: what is asked for afterwards comes behind it.
      const done = before.length === 0 ? run() : Promise.all(before).then(run);
      this.#coming.set(step, done);
      // Who waits for it is told of what it throws.
      done.catch(() => {});
      if (isInTurn) turn = done.then(() => this.#crew.tidy?.());
    }
    return steps.filter(({ op }) => !bookSteps.has(op));
  }

  async doHere(steps: readonly Step[]): Promise<void> {
    await Promise.all(this.#comingFor(steps));
    for (const step of steps) this.#runHere(step);
  }

  has(names: readonly string[]): boolean {
    return names.every((name) => this.#frame.columns.has(name));
  }

  get columns(): ReadonlyMap<string, Column> {
    return this.#frame.columns;
  }

  /** All that was started has come to an end; throws what one of them threw. */
  async arrive(): Promise<void> {
    await Promise.all(this.#coming.values());
  }

  /** All that was started has come to an end, a good one or a bad one. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#coming.values());
  }

  /** Ends of steps that have begun and write what these read. */
  #comingFor(steps: readonly Step[]): Promise<void>[] {
    const reads = [...columnsRead(steps)];
    return [...this.#coming].filter(([step]) => reads.some((name) => writes(step, name))).map(([, done]) => done);
  }

  async #runElsewhere(step: Step): Promise<void> {
    const { rows, parameters, columns: known, cuts: knownCuts } = this.#frame;
    const given = { step, rows, columns: this.#pack(readsOf(step)), parameters };
    const { columns, findings, cuts } = await this.#crew.do(bookJob, given);
    for (const [name, column] of columns) known.set(name, unpackColumn(column));
    for (const [name, edges] of cuts) knownCuts.set(name, edges);
    this.#given.set(step, { names: columns.map(([name]) => name), findings });
  }

  /** Lets go of what nobody wants and no step that waits reads. */
  drop(keep: Wanted | undefined): void {
    if (keep === undefined) return;
    const begun = [...this.#coming.keys()].filter((step) => !this.#given.has(step));
    const reads = columnsRead([...this.#waiting, ...begun]);
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
