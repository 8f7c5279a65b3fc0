import type { ChalkInstance } from 'chalk';
import type { Reject } from '../../model/book.ts';
import type { Locale, Localised } from '../../model/locale.ts';
import type { Rubric } from '../../model/rubric.ts';
import type { Summary } from '../../model/summary.ts';
import { bigPower10 } from '../../numeric/scaled.ts';
import { displayWidth, truncateToWidth, wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { labelIn } from '../label-in.ts';
import { type Labels, labels } from '../labels.ts';
import { groupCount } from '../number-text.ts';
import { type Cell, drawTable, type TableColumn } from './table.ts';

// What every section of the terminal view shares: width, words, colours and the one way to draw a table.

export interface TerminalResult {
  readonly rubric: Rubric;
  readonly summary: Summary;
  readonly rejects: readonly Reject[];
  /** The run directory as the user named it and the files in it; null where nothing was written. */
  readonly written: { readonly directory: string; readonly files: readonly string[] } | null;
}

export interface View {
  readonly result: TerminalResult;
  readonly width: number;
  readonly locale: Locale;
  readonly words: Labels;
  readonly ink: ChalkInstance;
  /** The measure as a person calls it. */
  readonly measure: string;
  /** Digits of sums of the measure: none where they run to thousands. */
  readonly digits: number;
  /** Least width of the first column of the tables of tiers and grades, so that they stand in line. */
  readonly firstWidth: number;
}

export function makeView(result: TerminalResult, width: number, locale: Locale, ink: ChalkInstance): View {
  const name = result.summary.book.measure;
  const field = [...result.rubric.fields, ...result.rubric.derived].find((candidate) => candidate.name === name);
  const measure = toVisible(labelIn(field?.label, locale, name));
  const words = labels[locale];
  const view = { result, width, locale, words, ink, measure, digits: digitsOf(result.summary), firstWidth: 0 };
  const { tiers, grades } = result.summary;
  const named = [
    ...tiers.map(({ label, tier }) => [label, tier] as const),
    ...grades.map(({ label, grade }) => [label, grade] as const),
  ];
  const names = named.map(([label, own]) => '  ' + labelText(view, label, own));
  const widths = [...names, words.tiers, words.grades, words.tierByGrade].map(displayWidth);
  return { ...view, firstWidth: Math.min(24, Math.max(...widths)) };
}

function digitsOf({ book }: Summary): number {
  const { units, scale } = book.positiveTotal;
  return units >= 1000n * bigPower10(scale) ? 0 : Math.min(scale, 2);
}

/** A name of the rubric in the view's language, harmless. */
export function labelText(view: View, label: Localised, name: string): string {
  return toVisible(labelIn(label, view.locale, name));
}

export function tableLines(
  view: View,
  columns: readonly TableColumn[],
  rows: readonly (readonly (Cell | string)[])[],
  firstWidth = 0,
): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  const { width, ink } = view;
  return drawTable(columns, cells, { width, firstWidth, paintTitle: ink.bold, paintHeading: ink.dim });
}

/** A heading over numbers must not push them out of the view. */
export function shortHeading(text: string): string {
  return truncateToWidth(text, 16);
}

/** Text below a section's title, in as many lines as it needs. */
export function textLines(view: View, text: string): string[] {
  return wrapToWidth(text, view.width - 2).map((line) => '  ' + line);
}

/** What a section leaves out, where it leaves out something; summary.json has it all. */
export function moreLine(view: View, count: number): string[] {
  if (count <= 0) return [];
  return textLines(view, view.words.more(groupCount(count))).map((line) => view.ink.dim(line));
}
