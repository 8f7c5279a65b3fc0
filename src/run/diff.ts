import { resolve } from 'node:path';
import { summariseTiersOf } from '../analysis/groups.ts';
import { collectMeasure, type Measured } from '../analysis/measured.ts';
import { summariseMigration } from '../analysis/migration.ts';
import { listMoved } from '../analysis/moved-clients.ts';
import { meanOf, sumAmong } from '../analysis/tally.ts';
import { compareBooks } from '../analysis/tracked-states.ts';
import { readWholeSummary } from '../input/whole-summary.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import type { DiffTier, RunDiff, RunSide } from '../model/run-diff.ts';
import type { Summary, TierSummary } from '../model/summary.ts';
import type { NumericColumn, Table, TextColumn } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { pointScale } from '../model/value-type.ts';
import { formatDate } from '../numeric/date.ts';
import { decimal } from '../numeric/decimal.ts';
import type { Host } from './host.ts';
import { refuseMixedMasks } from './mask/masked-runs.ts';
import { explainRecords } from './moves-of-records.ts';
import { likenessFindings } from './over-time.ts';
import { pairBooks } from './pair-books.ts';
import { type OpenedRun, openRun } from './previous-run.ts';
import { noRun, readRunFile } from './run-files.ts';

// Two finished runs: totals of each, who moved between them and why. Both are held against their hashes first. The earlier one
// by as-of date comes first, whatever the order they are named in; of one day, the one that the other was made on top of.

interface Named {
  readonly path: string;
  readonly run: OpenedRun;
}

export async function diffRuns(first: string, second: string, host: Host): Promise<RunDiff> {
  const given: [Named, Named] = [
    { path: first, run: await openRun(first, host, 'read') },
    { path: second, run: await openRun(second, host, 'read') },
  ];
  refuseMixedMasks(given);
  const swapped = isAfter(given[0].run, given[1].run);
  const [{ path: pathBefore, run: before }, { path: pathNow, run: now }] = swapped ? given.toReversed() : given;
  host.progress.phase('compare', `${pathBefore} ${pathNow}`);
  const { rubric } = now;
  const pairing = pairBooks(idsOf(before), idsOf(now));
  const sameRubric = before.rubricFiles.join() === now.rubricFiles.join();
  const { columns, known, why, findings } = await explainRecords(before, now, pairing, sameRubric);
  const table: Table = { rows: now.table.rows, columns: new Map([...now.table.columns, ...columns]) };
  const measured = collectMeasure(table.columns, table.rows, rubric.portfolio.measure);
  const previous = { run: before, pairing, sameRubric };
  const books = compareBooks(rubric, table, measured, previous);
  const tiers = { before: tiersOf(before, books.opening), now: tiersOf(now, measured) };
  const migration = summariseMigration(books);
  return {
    before: sideOf(pathBefore, before, books.opening, tiers.before),
    now: sideOf(pathNow, now, measured, tiers.now),
    sameRubric,
    causes: { known, ...(why === undefined ? {} : { why }) },
    tiers: sideBySide(tiers.before, tiers.now, before.rubric, rubric),
    migration,
    moved: listMoved(books),
    findings: [
      ...orderFindings(pathBefore, pathNow, before, now, swapped),
      ...likenessFindings({ ...previous, readAgain: neverRead }, pairing, rubric),
      ...findings,
      ...(why === undefined ? [] : [causesUnknown(why)]),
    ],
    rubric,
    summary: { ...(await summaryOf(pathNow, host)), migration },
    locale: now.manifest.locale,
  };
}

async function summaryOf(path: string, host: Host): Promise<Summary> {
  const { text } = await readRunFile(resolve(host.cwd, path), path, 'summary.json');
  const summary = readWholeSummary(text);
  if (summary === undefined) throw new UserError([noRun(path, `${path}/summary.json is none of this version`)]);
  return summary;
}

function isAfter(first: OpenedRun, second: OpenedRun): boolean {
  if (first.asOf !== second.asOf) return first.asOf > second.asOf;
  return first.manifest.previousManifest === second.manifestSha256;
}

function orderFindings(
  pathBefore: string,
  pathNow: string,
  before: OpenedRun,
  now: OpenedRun,
  swapped: boolean,
): Problem[] {
  const findings: Problem[] = [];
  if (swapped) {
    const message = `${pathBefore} is the earlier run, so the difference is told from it to ${pathNow}`;
    findings.push({ code: 'runs-swapped', severity: 'finding', message });
  }
  if (before.asOf === now.asOf) {
    const message = `both runs are as of ${formatDate(now.asOf)}`;
    findings.push({ code: 'same-day', severity: 'finding', message });
  }
  return findings;
}

function causesUnknown(why: string): Problem {
  const message = `causes and effects are n/a: ${why}`;
  const hint = 'run the later month again with --previous and the earlier run';
  return { code: 'causes-unknown', severity: 'finding', message, hint };
}

function neverRead(): never {
  throw new Error('a finished run has no inputs to read');
}

function idsOf({ table, rubric }: OpenedRun): TextColumn {
  return table.columns.get(rubric.portfolio.id) as TextColumn;
}

function tiersOf({ rubric, table }: OpenedRun, measured: Measured): TierSummary[] {
  return summariseTiersOf(rubric, table, measured);
}

function sideOf(path: string, run: OpenedRun, measured: Measured, tiers: readonly TierSummary[]): RunSide {
  const { rubric, table } = run;
  const { values } = table.columns.get('score') as NumericColumn;
  const { sum, count } = sumAmong(values, measured.isClient);
  return {
    run: path,
    asOf: formatDate(run.asOf),
    rubric: { id: rubric.id, version: rubric.version, sha256: run.rubricFiles[0] },
    manifestSha256: run.manifestSha256,
    currency: rubric.currency,
    measure: rubric.portfolio.measure,
    clients: measured.clients,
    prospects: table.rows - measured.clients,
    unrated: tiers.find(({ tier }) => tier === 'unrated')?.clients ?? 0,
    total: decimal(measured.total, measured.scale),
    meanScore: meanOf(sum, count, pointScale),
  };
}

function sideBySide(
  before: readonly TierSummary[],
  now: readonly TierSummary[],
  rubricBefore: Rubric,
  rubricNow: Rubric,
): DiffTier[] {
  const tiersOfBoth = [...rubricNow.tiers, ...rubricBefore.tiers].map(({ tier }) => tier);
  const names = [...new Set([...tiersOfBoth, 'unrated'])];
  return names.flatMap((name): DiffTier[] => {
    const [was, is] = [before, now].map((tiers) => tiers.find(({ tier }) => tier === name));
    const label = is?.label ?? was?.label;
    return label === undefined ? [] : [{ tier: name, label, before: figuresOf(was), now: figuresOf(is) }];
  });
}

function figuresOf(tier: TierSummary | undefined): DiffTier['now'] {
  return tier === undefined ? null : { clients: tier.clients, measure: tier.measure, meanScore: tier.meanScore };
}
