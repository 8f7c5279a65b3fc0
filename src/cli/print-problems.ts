import { Chalk } from 'chalk';
import type { Problem } from '../model/problem.ts';
import { displayWidth } from '../text/display-width.ts';
import { toVisible } from '../text/visible-text.ts';
import { type Invocation, usesColour } from './terminal.ts';

/** Problems as a person reads them: place, code, message, the line with a caret, and what to do. */
export function printProblems(problems: readonly Problem[], { stderr, env }: Invocation): void {
  const chalk = new Chalk({ level: usesColour(stderr, env) ? 1 : 0 });
  const colours = { error: chalk.red, warning: chalk.yellow, finding: chalk.cyan };
  for (const problem of problems) {
    const place = placeOf(problem);
    const colour = colours[problem.severity];
    const start = place === '' ? '' : `${chalk.bold(toVisible(place))}  `;
    stderr.write(
      `${start}${colour(problem.code)}  ${severityOf(problem)}${toVisible(problem.message)}${countOf(problem)}\n`,
    );
    const mark = excerptOf(problem);
    if (mark !== undefined) stderr.write(`${mark.line}\n${mark.margin}${colour(mark.caret)}${hintOf(problem, ' ')}\n`);
    else if (detailsOf(problem) !== '') stderr.write(`  ${detailsOf(problem)}\n`);
  }
}

/** An error needs no word: it is what stops the run. */
function severityOf({ severity }: Problem): string {
  return severity === 'error' ? '' : `${severity}: `;
}

function countOf({ count }: Problem): string {
  return count === undefined || count === 1 ? '' : ` (${count} times)`;
}

function placeOf({ file, line, column, sheet, cell }: Problem): string {
  if (file === undefined) return '';
  const parts = [file];
  if (sheet !== undefined) parts.push(sheet);
  if (cell !== undefined) parts.push(cell);
  else if (line !== undefined) parts.push(column === undefined ? String(line) : `${line}:${column}`);
  return parts.join(':');
}

function hintOf({ hint }: Problem, before = ''): string {
  return hint === undefined ? '' : before + toVisible(hint);
}

function detailsOf(problem: Problem): string {
  const { found, expected } = problem;
  const parts = [
    found === undefined ? '' : `found ${toVisible(found)}`,
    expected === undefined ? '' : `expected ${toVisible(expected)}`,
    hintOf(problem),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** The line of the file with a caret under the place; the margin is as wide as what stands before it on the screen. */
function excerptOf(problem: Problem): { line: string; margin: string; caret: string } | undefined {
  const { excerpt, line, column, length = 1 } = problem;
  if (excerpt === undefined || line === undefined || column === undefined) return undefined;
  const number = `${line} | `;
  const before = toVisible(excerpt.slice(0, column - 1));
  const marked = toVisible(excerpt.slice(column - 1, column - 1 + length));
  return {
    line: number + toVisible(excerpt),
    margin: `${' '.repeat(number.length - 2)}| ${' '.repeat(displayWidth(before))}`,
    caret: '^'.repeat(Math.max(1, displayWidth(marked))),
  };
}
