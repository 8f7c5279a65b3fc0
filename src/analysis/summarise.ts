import type { ControlTotals, TableTotals } from '../model/book.ts';
import type { EvaluateBook } from '../model/book-figure.ts';
import type { Decimal } from '../model/decimal.ts';
import type { ModelSummary } from '../model/fitted-model.ts';
import type { Problem } from '../model/problem.ts';
import type { UsedRate } from '../model/rates.ts';
import type { Rubric } from '../model/rubric.ts';
import type {
  BookSummary,
  ConnectedSummary,
  OutcomeSummary,
  OverrideEntry,
  ParetoSummary,
  Summary,
} from '../model/summary.ts';
import type { Table, TextColumn } from '../model/table.ts';
import { formatDate, parseIsoDate } from '../numeric/date.ts';
import { decimal } from '../numeric/decimal.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import type { Plan } from '../plan/step.ts';
import { breakDown } from './breakdowns.ts';
import { foldFirst, foldSecond } from './cells.ts';
import { collectFigures, type EvaluateRule, runChecks } from './checks.ts';
import { type Connected, connectClients } from './connected.ts';
import { summariseDimensions } from './dimensions.ts';
import { summariseFactors } from './factors.ts';
import {
  countUntiered,
  crossTiersAndGrades,
  type Grouping,
  groupGrades,
  groupsByRow,
  groupTiers,
  summariseGrades,
  summariseTiers,
} from './groups.ts';
import type { RankedMeasure } from './jobs.ts';
import { summariseActions, summariseLists } from './lists.ts';
import type { Measured } from './measured.ts';
import { summariseMigration } from './migration.ts';
import { summariseOutcomes } from './outcomes.ts';
import { goOverBook } from './over-book.ts';
import { rankBy } from './pareto.ts';
import { planResources } from './resources.ts';
import { type BothBooks, compareBooks, type PreviousBook } from './tracked-states.ts';

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
  /** What `rankMeasure` gives, where it was begun before. */
  readonly ranked?: Promise<RankedMeasure>;
}

export interface Analysis {
  readonly summary: Summary;
  /** The ABC class of each client, for the column `abc`. */
  readonly abc: TextColumn;
}

export async function summarise(input: SummariseInput, crew: Crew = alone): Promise<Analysis> {
  const { rubric, table } = input;
  const { columns } = table;
  const tiers = groupTiers(rubric, table);
  const grades = groupGrades(rubric, table);
  const { ranked, tallies, fields, spreads, costs, capacity } = await goOverBook(input, tiers, grades, crew);
  const { measured, abc } = ranked;
  const width = grades.named.length;
  const [byTier, byGrade] = [foldSecond, foldFirst].map((fold) => ({
    measure: fold(tallies.measure, width),
    score: fold(tallies.score, width),
  }));
  const pareto = summarisePareto(ranked);
  const book = summariseBook(input, measured, countUntiered(byTier));
  const connected = connectClients(rubric.portfolio, columns, measured);
  const groups = connected && summariseConnected(rubric, connected);
  const figures = collectFigures(book, pareto, measured, groups, input.overrides);
  const books = input.previous && compareBooks(rubric, table, measured, input.previous);
  const tierSummaries = summariseTiers(tiers, byTier, rubric, measured);
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
    grades: summariseGrades(grades, byGrade, measured),
    tierByGrade: crossTiersAndGrades(tiers, grades, tallies.measure, measured),
    pareto,
    ...(groups === undefined ? {} : { groups }),
    dimensions: summariseDimensions(rubric, spreads.dimensions),
    factors: summariseFactors(rubric, spreads.factors, input.cuts),
    breakdowns: Object.fromEntries(
      fields.map(([name, field, tally]) => [
        name,
        field && tally ? breakDown(field, tiers.named, tally, measured) : [],
      ]),
    ),
    lists: summariseLists(rubric, spreads.lists, measured.scale),
    actions: summariseActions(rubric, spreads.actions),
    ...(input.models?.length ? { models: input.models } : {}),
    capacity,
    resources: planResources(rubric, tierSummaries, costs, input.previous?.run.resources),
    ...(books === undefined ? {} : { migration: summariseMigration(books) }),
    outcomes: rubric.outcomes.length === 0 ? [] : outcomesOf(input, tiers, measured, books),
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

function summarisePareto({ ranking, abc, lorenz }: RankedMeasure): ParetoSummary {
  const { expect, ...rest } = ranking;
  return { ...rest, abc: abc.classes, lorenz, expect };
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

function outcomesOf(
  { rubric, table, asOf, evaluateBook }: SummariseInput,
  tiers: Grouping,
  { isClient }: Measured,
  books: BothBooks | undefined,
): OutcomeSummary[] {
  return summariseOutcomes({
    outcomes: rubric.outcomes,
    table,
    asOf: parseIsoDate(asOf) ?? Number.NaN,
    tiers: { groups: groupsByRow(tiers, isClient), named: tiers.named },
    books,
    evaluateBook,
  });
}
