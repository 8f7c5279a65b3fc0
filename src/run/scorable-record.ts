import { isBookStep } from '../engine/local/reference/place-clients.ts';
import type { FieldSpec, Rubric, TableSpec } from '../model/rubric.ts';
import { type Column, isText, type Table } from '../model/table.ts';
import { columnsGiven, readsOf, stepsChanged } from '../plan/dataflow.ts';
import type { AggregateStep, ModelStep, Plan } from '../plan/step.ts';
import { scoringOf } from './causes.ts';
import { compilePlan } from './compile-plan.ts';
import type { OpenedRun } from './previous-run.ts';

// Whether a run can be scored under an earlier run's rubric, and in its book, from what it recorded. A record has the fields
// as the run's own rubric read them, and what rows of tables and fits gave, but not the rows: a step that needs rows can only
// be taken from the record, where it would give the same.

export interface Scorable {
  /** The recorded fields, and under the names of the earlier plan what its `taken` steps would give. */
  readonly table: Table;
  readonly taken: ReadonlySet<string>;
}

/** The reason why it cannot, otherwise. */
export function scorableUnder(before: OpenedRun, now: OpenedRun, sameRubric: boolean): Scorable | string {
  const plan = scoringOf(compilePlan(before.rubric));
  const unlike = sameRubric ? undefined : unlikeReading(before.rubric, now, plan);
  if (unlike !== undefined) return unlike;
  const columns = new Map<string, Column>();
  for (const { name } of before.rubric.fields) {
    const column = now.table.columns.get(name);
    if (column !== undefined) columns.set(name, column);
  }
  const taken = new Set<string>();
  for (const step of plan) {
    if (step.op !== 'aggregate' && step.op !== 'model') continue;
    const source = recordedAs(step, before, now, taken);
    if (source === undefined) continue;
    taken.add(step.name);
    for (const [name, column] of now.table.columns) {
      if (name === source || name.startsWith(`${source}.`)) columns.set(step.name + name.slice(source.length), column);
    }
  }
  const live = plan.filter(({ name }) => !taken.has(name));
  const again = sameRubric ? stepsChanged(live, isBookStep) : live;
  const lacking = again.find((step) => step.op === 'aggregate' || (step.op === 'model' && step.events !== undefined));
  if (lacking !== undefined) return `${nameOf(lacking)} needs the rows of a table again, which a run does not keep`;
  return { table: { rows: now.table.rows, columns }, taken };
}

function nameOf(step: AggregateStep | ModelStep | Plan[number]): string {
  return step.op === 'aggregate' ? `a figure of the table ${step.table}` : `the model ${step.name}`;
}

/** What the later run would have read otherwise under the earlier rubric. */
function unlikeReading(before: Rubric, now: OpenedRun, plan: Plan): string | undefined {
  const { rubric, table } = now;
  const [own, other] = [before.portfolio, rubric.portfolio];
  if (own.id !== other.id || own.of !== other.of || own.status !== other.status) return 'the portfolios differ';
  const needed = columnsGiven(plan);
  for (const field of before.fields) {
    const found = rubric.fields.find(({ name }) => name === field.name);
    if (found !== undefined && !needed.has(field.name) && field.required === found.required) continue;
    if (found !== undefined && readsAlike(field, found)) continue;
    if (found === undefined && !needed.has(field.name) && !field.required) continue;
    return `the earlier rubric reads the field ${field.name} in another way than it was recorded`;
  }
  const added = rubric.fields.find(
    ({ name, required }) => required && before.fields.find((field) => field.name === name)?.required !== true,
  );
  if (added !== undefined) return `rows without ${added.name} are lost to the later rubric only`;
  const { id } = own;
  const ids = table.columns.get(id);
  return ids !== undefined && isText(ids) ? undefined : 'the portfolios differ';
}

/** Headings may have been added since; everything else about a field decides what becomes of a cell. */
function readsAlike(before: FieldSpec, now: FieldSpec): boolean {
  return before.from.every((heading) => now.from.includes(heading)) && textOf(before) === textOf(now);
}

/** The step of the later run, by name, whose recorded columns are what the earlier plan's step would give over its data. */
function recordedAs(
  step: AggregateStep | ModelStep,
  before: OpenedRun,
  now: OpenedRun,
  taken: ReadonlySet<string>,
): string | undefined {
  const { name, ...settings } = step;
  const twin = compilePlan(now.rubric).find(({ name: other, ...own }) => textOf(own) === textOf(settings));
  if (twin === undefined || !now.table.columns.has(twin.name)) return undefined;
  const known = new Set([...before.rubric.fields.map((field) => field.name), 'as_of', '$client', ...taken]);
  if (![...readsOf(step)].every((read) => known.has(read))) return undefined;
  if (step.op === 'aggregate') return sameTable(step.table, before.rubric, now.rubric) ? twin.name : undefined;
  const { events } = step;
  if (events !== undefined && !sameTable(events.table, before.rubric, now.rubric)) return undefined;
  return textOf(parametersOf(before, name)) === textOf(parametersOf(now, twin.name)) ? twin.name : undefined;
}

function parametersOf({ parameters }: OpenedRun, name: string) {
  return parameters.get(name) ?? parameters.get(name.replace(/^\$/, '')) ?? null;
}

function sameTable(name: string, before: Rubric, now: Rubric): boolean {
  const specs = [before, now].map((rubric) => rubric.tables.find((table) => table.name === name));
  const [own, other] = specs as [TableSpec | undefined, TableSpec | undefined];
  if (own === undefined || other === undefined || textOf(own) !== textOf(other)) return false;
  return own.via === undefined || sameTable(own.via, before, now);
}

/** What tells two parts of rubrics apart: neither where they stand, nor what they are called, nor where their files are. */
function textOf(part: unknown): string {
  const passed = new Set(['position', 'label', 'file', 'sheet', 'encoding', 'delimiter', 'from']);
  return JSON.stringify(part, (key, value: unknown) => {
    if (passed.has(key)) return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value] : value;
  });
}
