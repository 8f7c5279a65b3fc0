import { resolve } from 'node:path';
import { measureStability } from '../analysis/stability-index.ts';
import { readWholeSummary } from '../input/whole-summary.ts';
import type { Locale, Localised } from '../model/locale.ts';
import type { Problem } from '../model/problem.ts';
import type { TrendOutcome, TrendRun } from '../model/run-trend.ts';
import type { Summary } from '../model/summary.ts';
import { UserError } from '../model/user-error.ts';
import { compareText } from '../text/text-order.ts';
import { findRuns } from './find-runs.ts';
import type { Host } from './host.ts';
import { readRubricOfRun } from './rubric-file.ts';
import { noRun, readRunFile } from './run-files.ts';

// Many runs side by side, from what each recorded in its summary.json: only that file and the manifest are read (of the newest
// run its rubric too, for a label), and all are held against their hashes. Runs go by as-of date, those of one day by which was made on top of which, then by path.

export interface Trend {
  /** Oldest first. */
  readonly runs: readonly TrendRun[];
  /** Of the newest run. */
  readonly locale: Locale;
  /** What the newest run's rubric calls the measure; nothing where it gives no label, or does not lie there as it was. */
  readonly measureLabel: Localised;
  readonly findings: readonly Problem[];
}

interface Recorded {
  readonly run: string;
  readonly summary: Summary;
  readonly rubricFiles: readonly string[];
  readonly manifestSha256: string;
  readonly previousManifest: string | undefined;
  readonly locale: Locale;
}

export async function trendOf(paths: readonly string[], host: Host): Promise<Trend> {
  const found = await findRuns(paths, host.cwd);
  const recorded: Recorded[] = [];
  const problems: Problem[] = [];
  for (const run of found) {
    host.progress.phase('read', run);
    try {
      recorded.push(await readRecorded(run, host));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  const findings: Problem[] = [];
  const runs = inOrder(dropTwins(recorded, findings));
  findings.push(...sameDayFindings(runs), ...unlikeFindings(runs));
  return {
    runs: runs.map((one, index) => trendRun(one, index === 0 ? undefined : runs[index - 1])),
    locale: runs[runs.length - 1].locale,
    measureLabel: await measureLabelOf(runs[runs.length - 1], host),
    findings,
  };
}

/** A label is no figure: without it the measure goes by its name. */
async function measureLabelOf({ run, summary, rubricFiles }: Recorded, host: Host): Promise<Localised> {
  const { rubric, files } = await readRubricOfRun(resolve(host.cwd, run), run).catch((error) => {
    if (error instanceof UserError) return { rubric: undefined, files: [] };
    throw error;
  });
  if (rubric === undefined || files.map((file) => file.sha256).join() !== rubricFiles.join()) return {};
  const { measure } = summary.book;
  return [...rubric.fields, ...rubric.derived].find(({ name }) => name === measure)?.label ?? {};
}

async function readRecorded(run: string, host: Host): Promise<Recorded> {
  const { text, manifest, manifestSha256 } = await readRunFile(resolve(host.cwd, run), run, 'summary.json');
  const summary = readWholeSummary(text);
  if (summary === undefined) throw new UserError([noRun(run, `${run}/summary.json is none of this version`)]);
  const { rubricFiles, previousManifest, locale } = manifest;
  return { run, summary, rubricFiles, manifestSha256, previousManifest, locale };
}

/** A run under two paths counts once. */
function dropTwins(recorded: readonly Recorded[], findings: Problem[]): Recorded[] {
  const kept = new Map<string, Recorded>();
  for (const one of recorded) {
    const twin = kept.get(one.manifestSha256);
    if (twin === undefined) kept.set(one.manifestSha256, one);
    else {
      const message = `${one.run} is the same run as ${twin.run}, and counts once`;
      findings.push({ code: 'run-twice', severity: 'finding', file: one.run, message });
    }
  }
  return [...kept.values()];
}

function inOrder(runs: readonly Recorded[]): Recorded[] {
  const sorted = runs.toSorted((a, b) => compareText(a.summary.asOf, b.summary.asOf) || compareText(a.run, b.run));
  const ordered: Recorded[] = [];
  const add = (one: Recorded): void => {
    if (ordered.includes(one)) return;
    const before = sorted.find(
      ({ manifestSha256, summary }) => manifestSha256 === one.previousManifest && summary.asOf === one.summary.asOf,
    );
    if (before !== undefined) add(before);
    ordered.push(one);
  };
  for (const one of sorted) add(one);
  return ordered;
}

function sameDayFindings(runs: readonly Recorded[]): Problem[] {
  const days = new Set(runs.map(({ summary }) => summary.asOf));
  return [...days].flatMap((day): Problem[] => {
    const own = runs.filter(({ summary }) => summary.asOf === day);
    if (own.length === 1) return [];
    const message = `${own.length} runs are as of ${day}`;
    return [{ code: 'same-day', severity: 'finding', message, found: own.map(({ run }) => run).join(', ') }];
  });
}

function unlikeFindings(runs: readonly Recorded[]): Problem[] {
  return runs.slice(1).flatMap(({ run, summary }, index): Problem[] => {
    const before = runs[index].summary;
    const pairs = [
      ['measure', before.book.measure, summary.book.measure],
      ['currency', before.currency, summary.currency],
    ] as const;
    return pairs.flatMap(([what, found, expected]): Problem[] => {
      if (found === expected) return [];
      const message = `the ${what} of ${run} is ${expected}, that of the run before it ${found}`;
      return [{ code: 'previous-unlike', severity: 'finding', file: run, message }];
    });
  });
}

function trendRun({ run, summary, rubricFiles, manifestSha256 }: Recorded, before: Recorded | undefined): TrendRun {
  const { book, rubric, tiers, pareto, overrides, outcomes } = summary;
  return {
    run,
    asOf: summary.asOf,
    rubric: { id: rubric.id, version: rubric.version, sha256: rubric.sha256 },
    rubricChanged: before !== undefined && before.rubricFiles.join() !== rubricFiles.join(),
    currency: summary.currency,
    measure: book.measure,
    manifestSha256,
    clients: book.clients - book.prospects,
    prospects: book.prospects,
    unrated: book.unrated,
    total: book.total,
    tiers: tiers.map(({ tier, label, clients, clientShare, measure, measureShare }) => {
      return { tier, label, clients, clientShare, measure, measureShare };
    }),
    gini: pareto.gini,
    hhi: pareto.hhi,
    top10Share: pareto.top.find(({ percent }) => percent.units === 10n * 10n ** BigInt(percent.scale))?.share ?? null,
    stability: before === undefined ? null : stabilityOf(before.summary, summary),
    overrides: overrides?.filter(({ status }) => status === 'applied').length ?? null,
    outcomes: outcomes.map(({ name, label, unit, lines }): TrendOutcome => {
      return { name, label, unit, lines: lines.map(({ tier, present, opening }) => ({ tier, present, opening })) };
    }),
  };
}

/** Over the clients that have a tier in each of the books, as the migration of a run with --previous. */
function stabilityOf(before: Summary, now: Summary) {
  const states = [...new Set([...now.tiers, ...before.tiers].map(({ tier }) => tier))].filter(
    (tier) => tier !== 'unrated',
  );
  const counts = ({ tiers }: Summary) => states.map((state) => tiers.find(({ tier }) => tier === state)?.clients ?? 0);
  return measureStability(counts(before), counts(now));
}
