import type { BookFigure, EvaluateBook } from '../model/book-figure.ts';
import type { Decimal } from '../model/decimal.ts';
import type { OutcomeSpec } from '../model/rubric.ts';
import type { OutcomeLine, OutcomeSummary, OutcomeValue } from '../model/summary.ts';
import type { Table } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { ratio } from '../numeric/decimal.ts';
import { bigPower10 } from '../numeric/scaled.ts';
import { columnsOf } from '../plan/expressions.ts';
import { unitOf } from './figure-unit.ts';
import { appendLeavers, isOfOpening, previousColumns } from './outcome-rows.ts';
import { measureRates } from './rate-and-mix.ts';
import { type BothBooks, leavingStates, openingStates, type TrackedStates, trackTiers } from './tracked-states.ts';

// Is it working: figures by tier, this run against the previous one. By opening tier a client counts where it stood before,
// so that moving bad clients out of a tier does not improve it; by present tier it counts where it stands now.
// docs/decisions/0013-outcomes.md says over whom each value is taken.

export interface OutcomeInput {
  readonly outcomes: readonly OutcomeSpec[];
  readonly table: Table;
  /** Days since 1970-01-01. */
  readonly asOf: number;
  /** Present tiers of the rubric and, last, the unrated; −1 for prospects. */
  readonly tiers: { readonly groups: Int32Array; readonly named: readonly { readonly name: string }[] };
  readonly books: BothBooks | undefined;
  readonly evaluateBook: EvaluateBook;
}

/** The groups of clients that values are taken over. */
interface Cohorts {
  /** Of lines: tiers, those that only the previous run had, the unrated. */
  readonly names: readonly string[];
  readonly present: Int32Array;
  /** By row of this book and, below, of the leavers; null in a first run. */
  readonly opening: Int32Array | null;
  /** Rows of the previous book. */
  readonly leavers: Int32Array;
  readonly tracked: TrackedStates | null;
}

export function summariseOutcomes(input: OutcomeInput): OutcomeSummary[] {
  if (input.outcomes.length === 0) return [];
  const cohorts = cohortsOf(input);
  return input.outcomes.map((outcome) => summariseOutcome(outcome, input, cohorts));
}

function cohortsOf({ tiers, books }: OutcomeInput): Cohorts {
  if (books === undefined) {
    const names = tiers.named.map(({ name }) => name);
    return { names, present: tiers.groups, opening: null, leavers: new Int32Array(0), tracked: null };
  }
  const tracked = trackTiers(books);
  const { pairing } = books.previous;
  const left = leavingStates(tracked, pairing);
  const leavers = rowsWith(left);
  const opened = openingStates(tracked, pairing);
  const opening = padded(opened, opened.length + leavers.length);
  for (let index = 0; index < leavers.length; index++) opening[opened.length + index] = left[leavers[index]];
  return { names: tracked.names, present: tracked.now, opening, leavers, tracked };
}

/** Rows that are in a state. */
function rowsWith(states: Int32Array): Int32Array {
  const rows = new Int32Array(states.length);
  let count = 0;
  for (let row = 0; row < states.length; row++) if (states[row] >= 0) rows[count++] = row;
  return rows.subarray(0, count);
}

function summariseOutcome(outcome: OutcomeSpec, input: OutcomeInput, cohorts: Cohorts): OutcomeSummary {
  const { name, label, source, better, target, of } = outcome;
  const read = columnsRead(outcome);
  const ofLeavers = read.has('exited');
  const { books, asOf } = input;
  const hasPresent = !ofLeavers && (books !== undefined || ![...read].some(isOfOpening));
  const among = outcome.among === undefined ? {} : { among: outcome.among };
  const rows = appendLeavers(read, input.table, cohorts.leavers, books);
  const size = cohorts.names.length;
  const evaluate = (groups: Int32Array) => input.evaluateBook(of, { table: rows, asOf, ...among, groups, size });
  const present = evaluate(padded(cohorts.present, rows.rows)).map((figure) => toValue(figure, of.type.scale));
  const opening = cohorts.opening && evaluate(cohorts.opening).map((figure) => toValue(figure, of.type.scale));
  const recorded = recordedLines(outcome, books);
  const lines = [...cohorts.names, 'all'].flatMap((tier, index) => {
    const before = recorded.get(tier);
    const line: OutcomeLine = compareTarget(outcome, {
      tier,
      opening: opening?.[index] ?? null,
      prior: before?.opening ?? null,
      present: hasPresent ? present[index] : { ...present[index], value: null },
      presentPrior: before?.present ?? null,
    });
    return isShown(tier, index, input, cohorts) ? [line] : [];
  });
  const split = ofLeavers ? null : splitChange(outcome, input, cohorts, rows, lines[lines.length - 1]);
  return { name, label, of: source, unit: unitOf(of), better, target: target ?? null, lines, split };
}

function columnsRead({ of, among }: OutcomeSpec): Set<string> {
  const read = columnsOf(of);
  if (among !== undefined) columnsOf(among, read);
  read.delete('as_of');
  return read;
}

/** Groups of this book's rows; leavers are in none. */
function padded(groups: Int32Array, rows: number): Int32Array {
  const out = new Int32Array(rows).fill(-1);
  out.set(groups);
  return out;
}

function toValue({ units, rows }: BookFigure, scale: number): OutcomeValue {
  return { value: units === null ? null : { units, scale }, clients: rows };
}

/** The rubric's tiers always; others where somebody stands or stood there. */
function isShown(tier: string, index: number, { tiers }: OutcomeInput, { present, opening }: Cohorts): boolean {
  const isOwn = tiers.named.slice(0, -1).some(({ name }) => name === tier);
  return isOwn || tier === 'all' || present.includes(index) || (opening?.includes(index) ?? false);
}

/** What the previous run recorded of the same figure, by tier; nothing where its rubric defined it otherwise. */
function recordedLines({ name, of, among }: OutcomeSpec, books: BothBooks | undefined): Map<string, OutcomeLine> {
  const run = books?.previous.run;
  const former = run?.rubric.outcomes.find((candidate) => candidate.name === name);
  if (former === undefined || definitionOf(former.of, former.among) !== definitionOf(of, among)) return new Map();
  const lines = run?.outcomes.find((candidate) => candidate.name === name)?.lines ?? [];
  return new Map(lines.map((line) => [line.tier, line]));
}

/** Bounds follow from the fields and change no value. */
function definitionOf(of: unknown, among: unknown): string {
  return JSON.stringify([of, among], (key, value) => (key === 'bounds' ? undefined : value));
}

type Values = Omit<OutcomeLine, 'change' | 'relative' | 'met'>;

function compareTarget({ better, target }: OutcomeSpec, line: Values): OutcomeLine {
  const [after, before] = [line.opening?.value ?? null, line.prior?.value ?? null];
  const change = after === null || before === null ? null : { units: after.units - before.units, scale: after.scale };
  const size = before === null ? 0n : absolute(before.units);
  const relative = change === null ? null : ratio(change.units, size, pointScale);
  const reached =
    target === undefined
      ? null
      : target.kind === 'level'
        ? levelReached(line.opening === null ? line.present.value : after, target.value)
        : change === null || size === 0n
          ? null
          : compareTo(change.units * bigPower10(target.value.scale), target.value.units * size);
  const met = reached === null ? null : better === 'higher' ? reached >= 0 : reached <= 0;
  return { ...line, change, relative, met };
}

function levelReached(value: Decimal | null, target: Decimal): number | null {
  if (value === null) return null;
  return compareTo(value.units * bigPower10(target.scale), target.units * bigPower10(value.scale));
}

function compareTo(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function absolute(units: bigint): bigint {
  return units < 0n ? -units : units;
}

/** The change of the whole book: clients stay with the tier that they opened in, new ones are a group of their own. */
function splitChange(
  outcome: OutcomeSpec,
  { books, asOf, evaluateBook }: OutcomeInput,
  { present, opening, tracked }: Cohorts,
  rows: Table,
  all: OutcomeLine,
): OutcomeSummary['split'] {
  const [after, before] = [all.present.value, all.presentPrior?.value ?? null];
  if (books === undefined || tracked === null || opening === null || after === null || before === null) return null;
  const recorded = previousColumns(columnsRead(outcome), books);
  if (recorded === undefined) return null;
  const among = outcome.among === undefined ? {} : { among: outcome.among };
  const size = tracked.names.length + 1;
  const cohort = padded(
    present.map((state, row) => (state < 0 ? -1 : opening[row] < 0 ? size - 1 : opening[row])),
    rows.rows,
  );
  const { of } = outcome;
  const now = evaluateBook(of, { table: rows, asOf, ...among, groups: cohort, size });
  const was = evaluateBook(of, {
    table: recorded,
    asOf: books.previous.run.asOf,
    ...among,
    groups: tracked.before,
    size,
  });
  // Otherwise a column of the same name meant something else in the previous run.
  if (was[size].units !== before.units) return null;
  const rates = measureRates(of, was, now);
  if (rates === null) return null;
  const { scale } = of.type;
  const change = after.units - before.units;
  return { change: { units: change, scale }, rate: { units: rates, scale }, mix: { units: change - rates, scale } };
}
