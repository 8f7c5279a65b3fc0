import { Chalk } from 'chalk';
import type { Decimal } from '../../model/decimal.ts';
import type { MovedClient, RunDiff, RunSide, TierFigures } from '../../model/run-diff.ts';
import { toVisible } from '../../text/visible-text.ts';
import { signed } from '../change-text.ts';
import { groupCount, groupDigits } from '../number-text.ts';
import { diffWords } from './diff-words.ts';
import { causeLines, migrationLines } from './migration.ts';
import type { TerminalOptions } from './render.ts';
import { type Cell, fitsWidth, type TableColumn } from './table.ts';
import { labelText, makeView, shortHeading, tableLines, textLines, type View } from './view.ts';

// `tierbook diff` as a person reads it: totals before and now, the matrix, the causes, and who moved, largest first.

/** Clients shown where not all are asked for. */
const mostShown = 20;

export interface DiffOptions extends TerminalOptions {
  readonly all: boolean;
}

export function renderDiff(diff: RunDiff, options: DiffOptions): string {
  const ink = new Chalk({ level: options.colour ? 1 : 0 });
  const { rubric, summary } = diff;
  const view = makeView({ rubric, summary, rejects: [], written: null }, options.width, options.locale, ink);
  const sections = [
    titleLines(diff, view),
    totalLines(diff, view),
    migrationLines(view),
    [...causeLines(view), ...knownLines(diff, view)],
    movedLines(diff, view, options.all),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function titleLines({ before, now, sameRubric }: RunDiff, view: View): string[] {
  const words = diffWords[view.locale];
  const nameOf = ({ run, asOf }: RunSide) => `${toVisible(run)} (${asOf})`;
  const rubricOf = ({ rubric }: RunSide) => toVisible(`${rubric.id}@${rubric.version}`);
  const title = words.title(nameOf(before), nameOf(now));
  const lines = textLines(view, title).map((line) => view.ink.bold(line.trimStart()));
  if (sameRubric) return lines;
  return [
    ...lines,
    ...textLines(view, words.otherRubric(rubricOf(before), rubricOf(now))).map((line) => line.trimStart()),
  ];
}

/** Columns in pairs: before, and now. */
function totalLines({ before, now, tiers }: RunDiff, view: View): string[] {
  const words = diffWords[view.locale];
  const right = (text: string, spare: number): TableColumn => ({ heading: text, align: 'right', spare });
  const measure = shortHeading(view.measure);
  const columns: TableColumn[] = [
    { heading: words.totals, align: 'left' },
    right(words.clients, 0),
    right(words.now, 0),
    right(measure, 1),
    right(words.now, 1),
    right(words.score, 2),
    right(words.now, 2),
  ];
  const rowOf = (name: string, was: TierFigures | null, is: TierFigures | null) => [
    name,
    ...pair(was?.clients ?? null, is?.clients ?? null, groupCount),
    ...pair(was?.measure ?? null, is?.measure ?? null, (sum) => groupDigits(sum, view.digits)),
    ...pair(was?.meanScore ?? null, is?.meanScore ?? null, (score) => groupDigits(score, 2)),
  ];
  const sideOf = ({ clients, total, meanScore }: RunSide): TierFigures => ({ clients, measure: total, meanScore });
  const rows = tiers.map(({ tier, label, before: was, now: is }) => rowOf(labelText(view, label, tier), was, is));
  return tableLines(view, columns, [...rows, rowOf(words.allClients, sideOf(before), sideOf(now))], view.firstWidth);
}

function pair<T>(before: T | null, now: T | null, textOf: (value: T) => string): [string, string] {
  return [before === null ? '-' : textOf(before), now === null ? '-' : textOf(now)];
}

/** Nothing where nobody has a cause: who came or left has none. */
function knownLines({ causes, moved }: RunDiff, view: View): string[] {
  const { migration } = view.result.summary;
  const hasCauses = causes.known === 'unknown' || causeLines(view).length > 0 || (migration?.new.returned ?? 0) > 0;
  if (moved.count === 0 || !hasCauses) return [];
  const text = diffWords[view.locale].causesKnown(causes.known, toVisible(causes.why ?? ''));
  return textLines(view, text).map((line) => view.ink.dim(line));
}

function movedLines({ moved, sameRubric, causes }: RunDiff, view: View, all: boolean): string[] {
  const words = diffWords[view.locale];
  if (moved.count === 0) return [words.nobody];
  const shown = all ? moved.count : Math.min(moved.count, mostShown);
  const clients = Array.from({ length: shown }, (_, place) => moved.at(place));
  const known = causes.known !== 'unknown';
  const effects = (['own', 'book', 'rubric'] as const).filter((one) => known && (one !== 'rubric' || !sameRubric));
  const hasNames = clients.some(({ name }) => name !== null);
  const heading = words.moved(groupCount(moved.count));
  // Effects are shown all or not at all: a part of a sum would mislead.
  const layouts = [
    { names: hasNames, shownEffects: effects, withMeasure: true },
    { names: false, shownEffects: effects, withMeasure: true },
    { names: false, shownEffects: effects, withMeasure: false },
    { names: false, shownEffects: [], withMeasure: true },
  ];
  const tables = layouts.map((layout) => movedTable(clients, view, { heading, known, ...layout }));
  const { columns, rows } = tables.find((table) => fitsWidth(table.columns, table.rows, view.width)) ?? tables[3];
  const rest = moved.count - shown;
  const more = rest === 0 ? [] : textLines(view, words.more(groupCount(rest))).map((line) => view.ink.dim(line));
  return [...tableLines(view, columns, rows), ...more];
}

interface MovedLayout {
  readonly heading: string;
  readonly known: boolean;
  readonly names: boolean;
  readonly shownEffects: readonly ('own' | 'book' | 'rubric')[];
  readonly withMeasure: boolean;
}

function movedTable(
  clients: readonly MovedClient[],
  view: View,
  { heading, known, names, shownEffects, withMeasure }: MovedLayout,
) {
  const words = diffWords[view.locale];
  const left = (text: string): TableColumn => ({ heading: text, align: 'left', whole: true });
  const right = (text: string, spare = 0): TableColumn => ({ heading: text, align: 'right', spare });
  const columns: TableColumn[] = [
    left(heading),
    ...(names ? [left(words.name)] : []),
    left(words.tier),
    ...(known ? [left(words.cause)] : []),
    right(words.points),
    ...shownEffects.map((one) => right(words.causes[one])),
    ...(withMeasure ? [right(shortHeading(view.measure), 1)] : []),
  ];
  const rows = clients.map((client): Cell[] => [
    { text: toVisible(client.client) },
    ...(names ? [{ text: toVisible(client.name ?? '') }] : []),
    { text: tierChange(client, view), paint: paintOf(client, view) },
    ...(known ? [{ text: causeText(client, view) }] : []),
    { text: change(client.score, (score) => groupDigits(score, 2)) },
    ...shownEffects.map((one) => ({ text: effectText(client.effects[one]) })),
    ...(withMeasure ? [{ text: measureText(client, view) }] : []),
  ]);
  return { columns, rows };
}

function tierChange({ move, tier }: MovedClient, view: View): string {
  const words = diffWords[view.locale];
  const nameOf = (name: string | null) => {
    if (name === null) return words.none;
    const rule = view.result.rubric.tiers.find((one) => one.tier === name);
    return labelText(view, rule?.label ?? {}, name);
  };
  const before = move === 'NEW' ? words.isNew : nameOf(tier.before);
  return `${before} → ${move === 'EXIT' ? words.left : nameOf(tier.now)}`;
}

function paintOf({ move }: MovedClient, { ink }: View): (text: string) => string {
  if (move === 'up') return ink.green;
  return move === 'down' ? ink.red : (text) => text;
}

function causeText({ cause }: MovedClient, view: View): string {
  if (cause === null) return '';
  return diffWords[view.locale].causes[cause];
}

function change<T>(
  { before, now }: { readonly before: T | null; readonly now: T | null },
  textOf: (value: T) => string,
) {
  return `${before === null ? '-' : textOf(before)} → ${now === null ? '-' : textOf(now)}`;
}

function effectText(effect: Decimal | null): string {
  return effect === null ? '-' : signed(groupDigits(effect, 2));
}

function measureText({ measure, move }: MovedClient, view: View): string {
  const value = move === 'NEW' ? measure.now : measure.before;
  return value === null ? '-' : groupDigits(value, view.digits);
}
