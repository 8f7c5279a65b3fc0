import type { RunSettings } from '../run/config/settings.ts';
import type { MonthOutcome } from '../run/run-month.ts';
import { toVisible } from '../text/visible-text.ts';
import type { RunLog } from './log.ts';
import { type Invocation, usesColour, widthOf } from './terminal.ts';

// What a finished run says: on standard error what came about besides it, on standard output the result.

/** What came about besides the run itself. */
export function tellRest({ run, out, ledger, removed }: MonthOutcome, settings: RunSettings, log: RunLog): void {
  if (run === undefined) {
    log.event('run-unchanged', { out }, `${toVisible(out)} is of the same files and options: nothing to do`);
  }
  if (ledger !== undefined) {
    const { sequence, known, mended } = ledger;
    const done = known ? 'has the run already, in line' : 'has a new line,';
    const cut = mended ? '; a piece of a line that a kill had left was cut off' : '';
    const text = `${toVisible(settings.ledger ?? '')} ${done} ${sequence}${cut}`;
    // Of no news in a mail, unless it is out of the ordinary.
    const told = settings.summaryLine === true && !mended ? undefined : text;
    log.event('ledger-appended', { file: settings.ledger, line: sequence, known, mended }, told);
  }
  if (run?.bundle !== undefined) {
    const { path, sha256, size } = run.bundle;
    log.event('bundle-written', { file: path, size, sha256 }, `${toVisible(path)} has SHA-256 ${sha256}`);
  }
  for (const directory of removed) {
    log.event('run-removed', { directory }, `${toVisible(directory)} is removed: --keep ${settings.keep}`);
  }
}

/** What stands on standard output: one of the view, summary.json and the line. */
export async function printResult(
  { run, out }: MonthOutcome,
  settings: RunSettings,
  invocation: Invocation,
): Promise<void> {
  const { stdout, env, cwd } = invocation;
  const { json, quiet, summaryLine } = settings;
  if (run === undefined) {
    if (json !== true) return;
    const { readFile } = await import('node:fs/promises');
    const { join, resolve } = await import('node:path');
    stdout.write(await readFile(join(resolve(cwd, out), 'summary.json'), 'utf8'));
    return;
  }
  const { rubric, summary, rejects, locale } = run.report;
  if (json === true) {
    const { writeSummary } = await import('../report/summary-json.ts');
    stdout.write(writeSummary(summary));
  } else if (quiet === true) {
    return;
  } else if (summaryLine === true) {
    const { renderSummaryLine } = await import('../report/terminal/summary-line.ts');
    stdout.write(`${renderSummaryLine(summary, locale, out)}\n`);
  } else {
    const { renderTerminal } = await import('../report/terminal/render.ts');
    const written = run.written.filter((file) => !file.name.includes('/')).map((file) => file.name);
    const folders = ['lists/', 'columns/'].filter((folder) => run.written.some((file) => file.name.startsWith(folder)));
    const result = { rubric, summary, rejects, written: { directory: out, files: [...written, ...folders] } };
    stdout.write(renderTerminal(result, { width: widthOf(stdout), colour: usesColour(stdout, env), locale }));
  }
}
