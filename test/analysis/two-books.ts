import { groupsByRow, groupTiers } from '../../src/analysis/groups.ts';
import { collectMeasure } from '../../src/analysis/measured.ts';
import { summariseMigration } from '../../src/analysis/migration.ts';
import { summariseOutcomes } from '../../src/analysis/outcomes.ts';
import { compareBooks } from '../../src/analysis/tracked-states.ts';
import { evaluateBook } from '../../src/engine/local/evaluate-book.ts';
import type { Pairing, PreviousRun } from '../../src/model/previous.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import type { MigrationSummary, OutcomeSummary } from '../../src/model/summary.ts';
import { type Column, isText, type Table, textAt } from '../../src/model/table.ts';
import type { RunReport } from '../../src/report/format.ts';
import { texts } from '../report/sample.ts';

// Runs one after another, put side by side by hand: what analysis says of them, without files.

export interface Month {
  readonly report: RunReport;
  readonly outcomes: readonly OutcomeSummary[];
  readonly migration: MigrationSummary | null;
}

export function followUp(report: RunReport, before?: Month): Month {
  const { rubric, summary } = report;
  const previous = before && {
    run: previousRun(before),
    pairing: pair(before.report.table, report.table, rubric),
    sameRubric: true,
  };
  const table = previous === undefined ? report.table : withMoves(report.table, previous.run, previous.pairing, rubric);
  const measured = collectMeasure(table.columns, table.rows, rubric.portfolio.measure);
  const books = previous && compareBooks(rubric, table, measured, previous);
  const tiers = groupTiers(rubric, table);
  const outcomes = summariseOutcomes({
    outcomes: rubric.outcomes,
    table,
    asOf: 20_757,
    tiers: { groups: groupsByRow(tiers, measured.isClient), named: tiers.named },
    books,
    evaluateBook,
  });
  return {
    report: { ...report, summary: { ...summary, outcomes } },
    outcomes,
    migration: books ? summariseMigration(books) : null,
  };
}

function previousRun({ report, outcomes }: Month): PreviousRun {
  return {
    asOf: 20_727,
    table: report.table,
    rubric: report.rubric,
    rubricFiles: ['ab'],
    parameters: new Map(),
    outcomes,
    resources: report.summary.resources,
    former: { ids: [], lastSeen: new Float64Array(0), tiers: [] },
    manifestSha256: 'cd',
  } as unknown as PreviousRun;
}

function idsOf({ columns, rows }: Table, rubric: Rubric): string[] {
  const column = columns.get(rubric.portfolio.id) as Column;
  if (!isText(column)) throw new Error('ids are texts');
  return Array.from({ length: rows }, (_, row) => textAt(column, row) as string);
}

function pair(before: Table, now: Table, rubric: Rubric): Pairing {
  const [was, is] = [idsOf(before, rubric), idsOf(now, rubric)];
  return {
    before: Int32Array.from(is, (id) => was.indexOf(id)),
    now: Int32Array.from(was, (id) => is.indexOf(id)),
  };
}

/** Moves by the order of tiers; all of them are the client's own doing here. */
function withMoves(table: Table, run: PreviousRun, pairing: Pairing, rubric: Rubric): Table {
  const order = rubric.tiers.map(({ tier }) => tier);
  const place = (tier: string | null) => (tier === null ? order.length : order.indexOf(tier));
  const tierAt = (of: Table, row: number) => textAt(of.columns.get('tier') as never, row);
  const isClient = ({ columns: of }: Table, row: number) => {
    const client = of.get('$client');
    return client === undefined || isText(client) || client.values[row] === 1;
  };
  const moves = Array.from({ length: table.rows }, (_, row) => {
    if (!isClient(table, row)) return null;
    const was = pairing.before[row];
    if (was < 0 || !isClient(run.table, was)) return 'NEW';
    const change = place(tierAt(table, row)) - place(tierAt(run.table, was));
    return change === 0 ? 'stayed' : change < 0 ? 'up' : 'down';
  });
  const causes = moves.map((move) => (move === 'up' || move === 'down' ? 'own' : null));
  const columns = new Map(table.columns);
  columns.set('migration.move', texts(moves, 'category'));
  columns.set('migration.cause', texts(causes, 'category'));
  return { rows: table.rows, columns };
}
