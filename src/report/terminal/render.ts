import { Chalk } from 'chalk';
import type { Locale } from '../../model/locale.ts';
import { toVisible } from '../../text/visible-text.ts';
import { bookLines, titleLines } from './book.ts';
import { connectedLines } from './connected.ts';
import { crossLines, gradeLines, tierLines } from './groups.ts';
import { listLines } from './lists.ts';
import { causeLines, migrationLines, overrideLines } from './migration.ts';
import { modelLines } from './models.ts';
import { outcomeLines, splitLines } from './outcomes.ts';
import { abcLines, concentrationLines, paretoLines } from './pareto.ts';
import { checkLines, findingLines, rejectLines } from './quality.ts';
import { resourceLines } from './resources.ts';
import { makeView, type TerminalResult, textLines, type View } from './view.ts';

export interface TerminalOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  readonly colour: boolean;
  readonly locale: Locale;
}

const sections = [
  titleLines,
  bookLines,
  tierLines,
  gradeLines,
  crossLines,
  migrationLines,
  causeLines,
  overrideLines,
  outcomeLines,
  splitLines,
  resourceLines,
  paretoLines,
  concentrationLines,
  connectedLines,
  abcLines,
  modelLines,
  listLines,
  checkLines,
  findingLines,
  rejectLines,
  writtenLines,
];

/** The result of a run as a person reads it in a terminal: sections with a blank line between, no borders. */
export function renderTerminal(result: TerminalResult, options: TerminalOptions): string {
  const ink = new Chalk({ level: options.colour ? 1 : 0 });
  const view = makeView(result, options.width, options.locale, ink);
  const shown = sections.map((section) => section(view)).filter((lines) => lines.length > 0);
  return shown.map((lines) => lines.join('\n') + '\n').join('\n');
}

function writtenLines(view: View): string[] {
  const { written } = view.result;
  if (written === null) return [];
  return [
    view.ink.bold(view.words.written),
    ...textLines(view, toVisible(written.directory)),
    ...textLines(view, toVisible(written.files.join(', '))).map((line) => view.ink.dim(line)),
  ];
}
