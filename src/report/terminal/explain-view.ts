import type { ChalkInstance } from 'chalk';
import type { Explanation } from '../../model/explanation.ts';
import type { Locale } from '../../model/locale.ts';
import type { ExplainWords } from '../explain-words.ts';
import { drawTable, type TableColumn } from './table.ts';

/** What every section of an explanation shares. */
export interface ExplainView {
  readonly told: Explanation;
  readonly width: number;
  readonly locale: Locale;
  readonly words: ExplainWords;
  readonly ink: ChalkInstance;
}

export function tableOf(
  { width, ink }: ExplainView,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string[] {
  const cells = rows.map((row) => row.map((text) => ({ text })));
  return drawTable(columns, cells, { width, paintTitle: ink.bold, paintHeading: ink.dim });
}
