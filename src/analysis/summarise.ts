import type { ControlTotals, TableTotals } from '../model/book.ts';
import type { EvaluateBook } from '../model/book-figure.ts';
import type { Decimal } from '../model/decimal.ts';
import type { ModelSummary } from '../model/fitted-model.ts';
import type { Problem } from '../model/problem.ts';
import type { UsedRate } from '../model/rates.ts';
import type { ParetoSettings, Rubric } from '../model/rubric.ts';
import type { BookSummary, ConnectedSummary, OverrideEntry, ParetoSummary, Summary } from '../model/summary.ts';
import type { Table, TextColumn } from '../model/table.ts';
import { formatDate, parseIsoDate } from '../numeric/date.ts';
import { decimal } from '../numeric/decimal.ts';
import type { Plan } from '../plan/step.ts';
import { assignAbc } from './abc.ts';
import { breakDown } from './breakdowns.ts';
import { summariseCapacity } from './capacity.ts';
import { collectFigures, type EvaluateRule, runChecks } from './checks.ts';
import { measureConcentration } from './concentration.ts';
import { type Connected, connectClients, type RankedUnits } from './connected.ts';
import { summariseDimensions } from './dimensions.ts';
import { summariseFactors } from './factors.ts';
import {
  countUntiered,
  crossTiersAndGrades,
  groupGrades,
  groupTiers,
  summariseGrades,
  summariseTiers,
} from './groups.ts';
import { summariseActions, summariseLists } from './lists.ts';
import { drawLorenz } from './lorenz.ts';
import { collectMeasure, type Measured, numbersOf } from './measured.ts';
import { summariseMigration } from './migration.ts';
import { summariseOutcomes } from './outcomes.ts';
import { countClientsFor, measureTop } from './pareto.ts';
import { planResources } from './resources.ts';
import { compareBooks, type PreviousBook } from './tracked-states.ts';

// Everything that summary.json says, from the columns after a run. Rows are in id order; nothing here depends on any
// other order of them.

export interface SummariseInput {
  readonly tool: Summary['tool'];
  readonly rubric: Rubric;
  /** SHA-256 of the rubric's bytes, in hexadecimal. */
  readonly rubricSha256: string;
  /** "2026-10-31". */
  readonly asOf: string;
  readonly plan: Plan;
  /** The book with every column that the plan wrote. */
  readonly table: Table;
  /** By the step that places clients in the book: `percentile.F`, `bin.F`. */
  readonly cuts: ReadonlyMap<string, readonly Decimal[]>;
  readonly models?: readonly ModelSummary[];
  readonly totals: ControlTotals;
  /** The rates that amounts were converted by. */
  readonly rates?: readonly UsedRate[];
  /** Default: the rubric has no tables. */
  readonly tableTotals?: readonly TableTotals[];
  readonly findings: readonly Problem[];
  readonly evaluateRule: EvaluateRule;
  readonly evaluateBook: EvaluateBook;
  /** The run before and where its clients are; absent without one. */
  readonly previous?: PreviousBook;
  /** The register of tiers given by hand, in order of client id, then line; absent where no file was given. */
  readonly overrides?: readonly OverrideEntry[];
}

export interface Analysis {
  readonly summary: Summary;
  /** The ABC class of each client, for the column `abc`. */
  readonly abc: TextColumn;
}

export function summarise(input: SummariseInput): Analysis {
  const { rubric, plan, table } = input;
  const { columns, rows } = table;
  const measured = collectMeasure(columns, rows, rubric.portfolio.measure);
  const score = numbersOf(columns, 'score');
  const rated = measured.isClient.map((client, row) => (client === 1 && !Number.isNaN(score[row]) ? 1 : 0));
  const abc = assignAbc(measured, rubric.pareto.abc);
  const pareto = summarisePareto(rubric, measured, abc.classes);
  const tiers = groupTiers(rubric, columns, measured);
  const book = summariseBook(input, measured, countUntiered(tiers));
  const grades = groupGrades(rubric, columns, measured);
  const connected = connectClients(rubric.portfolio, columns, measured);
  const groups = connected && summariseConnected(rubric, connected);
  const figures = collectFigures(book, pareto, measured, groups, input.overrides);
  const books = input.previous && compareBooks(rubric, table, measured, input.previous);
  const tierSummaries = summariseTiers(tiers, rubric, columns, measured);
  const summary: Summary = {
    schemaVersion: 1,
    tool: input.tool,
    rubric: { id: rubric.id, version: rubric.version, sha256: input.rubricSha256, title: rubric.title },
    asOf: input.asOf,
    currency: rubric.currency,
    ...summariseRates(input.rates ?? []),
    book,
    ...(input.tableTotals?.length ? { tables: input.tableTotals } : {}),
    tiers: tierSummaries,
    grades: summariseGrades(grades, columns, measured),
    tierByGrade: crossTiersAndGrades(tiers, grades, measured),
    pareto,
    ...(groups === undefined ? {} : { groups }),
    dimensions: summariseDimensions(rubric, columns, rated),
    factors: summariseFactors(rubric, columns, measured.isClient, input.cuts),
    breakdowns: Object.fromEntries(
      rubric.breakdowns.map((name) => [name, breakDown(columns.get(name), tiers, measured)]),
    ),
    lists: summariseLists(rubric, columns, measured),
    actions: summariseActions(rubric, columns),
    ...(input.models?.length ? { models: input.models } : {}),
    capacity: summariseCapacity(rubric, plan, columns, rated),
    resources: planResources(rubric, tierSummaries, tiers.groups, columns, measured, input.previous?.run.resources),
    ...(books === undefined ? {} : { migration: summariseMigration(books) }),
    outcomes: summariseOutcomes({
      outcomes: rubric.outcomes,
      table,
      asOf: parseIsoDate(input.asOf) ?? Number.NaN,
      tiers,
      books,
      evaluateBook: input.evaluateBook,
    }),
    ...(input.overrides === undefined ? {} : { overrides: input.overrides }),
    checks: runChecks(rubric.checks, figures, input.evaluateRule),
    findings: input.findings,
  };
  return { summary, abc: abc.column };
}

function summariseRates(rates: readonly UsedRate[]): Pick<Summary, 'rates'> {
  if (rates.length === 0) return {};
  return {
    rates: rates.map(({ currency, rate, date, amounts }) => ({ currency, rate, date: formatDate(date), amounts })),
  };
}

function summariseBook({ rubric, totals, table }: SummariseInput, measured: Measured, unrated: number): BookSummary {
  const { rows, measure } = totals;
  const { scale } = measured;
  return {
    rows: rows.read,
    clients: rows.clients,
    rejected: rows.rejected,
    merged: rows.merged,
    unrated,
    prospects: table.rows - measured.clients,
    measure: rubric.portfolio.measure,
    total: decimal(measured.total, scale),
    positiveTotal: decimal(measured.positiveTotal, scale),
    negativeCount: measured.negativeCount,
    negativeTotal: decimal(measured.negativeTotal, scale),
    missingMeasure: measured.missing,
    controlTotals: {
      rows,
      measure:
        measure === null
          ? null
          : {
              field: measure.field,
              read: decimal(measure.read, measure.scale),
              clients: decimal(measure.clients, measure.scale),
              rejected: decimal(measure.rejected, measure.scale),
              merged: decimal(measure.merged, measure.scale),
              unreadable: measure.unreadable,
            },
    },
  };
}

function summarisePareto({ pareto }: Rubric, measured: Measured, abc: ParetoSummary['abc']): ParetoSummary {
  const { expect, ...ranking } = rankBy(pareto, measured);
  return { ...ranking, abc, lorenz: drawLorenz(measured.descending, measured.positiveTotal), expect };
}

function summariseConnected({ pareto, portfolio }: Rubric, connected: Connected): ConnectedSummary {
  const { groups, ungrouped, positiveTotal, scale, largest } = connected;
  return {
    field: portfolio.group ?? '',
    groups,
    ungrouped,
    positiveTotal: decimal(positiveTotal, scale),
    pareto: rankBy(pareto, connected),
    largest,
  };
}

/** Pareto and concentration of clients, or of groups of connected clients. */
function rankBy(
  { top, clientsFor, expect }: ParetoSettings,
  { descending, positiveTotal, scale }: RankedUnits,
): ConnectedSummary['pareto'] {
  const counts = countClientsFor(descending, positiveTotal, clientsFor);
  return {
    clients: descending.length,
    top: measureTop(descending, positiveTotal, scale, top),
    clientsFor: clientsFor.map((share, index) => ({ share, clients: counts[index] })),
    ...measureConcentration(descending, positiveTotal),
    expect:
      expect === undefined
        ? null
        : {
            top: expect.top,
            expected: expect.share,
            observed: measureTop(descending, positiveTotal, scale, [expect.top])[0].share,
          },
  };
}
