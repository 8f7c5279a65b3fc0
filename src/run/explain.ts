import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OwnBook, type ScoredPlan } from '../engine/local/own-book/own-book.ts';
import { ownRow } from '../engine/local/own-book/own-row.ts';
import { readWholeSummary } from '../input/whole-summary.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Rubric } from '../model/rubric.ts';
import type { Summary } from '../model/summary.ts';
import type { Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { pointScale } from '../model/value-type.ts';
import { formatDate } from '../numeric/date.ts';
import { decimal } from '../numeric/decimal.ts';
import { columnsGiven, columnsRead } from '../plan/dataflow.ts';
import type { Plan } from '../plan/step.ts';
import { compilePlan } from './compile-plan.ts';
import { searchChanges } from './explain/changes.ts';
import {
  type ClientScope,
  columnAt,
  decimalAt,
  explainColumn,
  labelsOf,
  textOf,
  unitsAt,
} from './explain/client-scope.ts';
import { addContributions, explainDimensions } from './explain/factors.ts';
import { findClient } from './explain/find-client.ts';
import { explainGrades, explainPrevious, explainQueues, explainStability, explainTiers } from './explain/rules.ts';
import type { Host } from './host.ts';
import { type OpenedRun, openRun } from './previous-run.ts';
import { type RecordedRun, replay } from './replay.ts';
import { noRun } from './run-files.ts';

// One client of a finished run: how its values came to its tier, and the smallest single changes that reach the next one. The
// run is worked out again from its own directory, so that what is told is what was recorded.

export async function explain(path: string, asked: string, host: Host): Promise<Explanation> {
  const run = await openRun(path, host, 'open');
  const text = await readFile(join(resolve(host.cwd, path), 'summary.json'), 'utf8');
  const summary = readWholeSummary(text);
  if (summary === undefined) throw new UserError([noRun(path, `${path}/summary.json is of another version`)]);
  const row = findClient(run.table, run.rubric, asked);
  host.progress.phase('explain', asked);
  return explainRow({ ...run, summary }, await scoreAgain(run), row);
}

/** The run's plan without what needs more than its columns, over its whole book. */
export async function scoreAgain(run: RecordedRun): Promise<ScoredPlan> {
  const plan = compilePlan(run.rubric).filter(({ op }) => op !== 'aggregate' && op !== 'model');
  // What only tells of one client is worked out for one client.
  const core = plan.filter(({ op, name }) => op !== 'reasons' && !/^(action|list)\./.test(name));
  const given = columnsGiven(plan);
  const keep = new Set([...columnsRead(core), ...given, ...core.filter(isBookWide).flatMap(writtenBy)]);
  for (const name of ['as_of', 'new_period']) keep.delete(name);
  for (const name of ['previous.model', 'previous.periods', 'to_tier']) {
    if (!run.table.columns.has(name)) keep.delete(name);
  }
  const book = await replay(run, { keep });
  return {
    plan,
    book,
    parameters: new Map([
      ['as_of', run.asOf],
      ['new_period', run.newPeriod],
    ]),
  };
}

function isBookWide({ op }: Plan[number]): boolean {
  return ['percentile', 'quantile-bin', 'rank', 'cumulative-share', 'assign-tier'].includes(op);
}

function writtenBy({ op, name }: Plan[number]): string[] {
  if (op === 'rank') return [name, 'top_percent'];
  if (op !== 'assign-tier') return [name];
  return [name, 'tier_by_rules', '$asked', 'tier.rules', 'tier.periods', 'tier.held'];
}

/** What of a run is told. */
export interface ExplainedRun extends Pick<OpenedRun, 'rubric' | 'table' | 'asOf'> {
  readonly manifest: Pick<OpenedRun['manifest'], 'previousAsOf'>;
  readonly summary: Pick<Summary, 'factors' | 'overrides'>;
}

/** Explains one client of a run that was scored again; in books of more rows than `smallBook` a search tries less. */
export function explainRow(run: ExplainedRun, scored: ScoredPlan, row: number, smallBook = 20_000): Explanation {
  const { summary } = run;
  const { rubric } = run;
  const { plan, book, parameters } = scored;
  const scope: ClientScope = {
    rubric,
    plan,
    row: withRecorded(ownRow(scored, row), run.table, row),
    parameters,
    labels: labelsOf(rubric),
  };
  const client = new OwnBook(scored, row);
  const id = textOf(scope, rubric.portfolio.id) ?? '';
  const tier = textOf(scope, 'tier');
  const grade = textOf(scope, 'grade');
  const rule = rubric.tiers.find((one) => one.tier === tier);
  const dimensions = explainDimensions(scope, summary);
  const rank = unitsAt(scope, 'rank');
  return {
    schemaVersion: 1,
    rubric: { id: rubric.id, version: rubric.version, title: rubric.title, locale: rubric.locale },
    asOf: formatDate(run.asOf),
    client: {
      id,
      name: rubric.portfolio.name === undefined ? null : textOf(scope, rubric.portfolio.name),
      prospect: unitsAt(scope, '$client') !== 1,
    },
    measure: explainColumn(scope, rubric.portfolio.measure),
    tier,
    tierLabel: rule?.label ?? {},
    modelTier: textOf(scope, 'tier.model'),
    grade,
    gradeLabel: rubric.grades.find((one) => one.grade === grade)?.label ?? {},
    score: decimalAt(scope, 'score'),
    rank: Number.isNaN(rank) ? null : rank,
    ranked: countRanked(book),
    coverage: decimal(unitsAt(scope, 'coverage'), pointScale),
    coverageBound: rubric.coverage,
    dimensions,
    contributions: addContributions(dimensions),
    grades: explainGrades(scope),
    tiers: explainTiers(scope),
    queues: explainQueues(scope, client, row),
    stability: rubric.tiers.length === 0 ? null : explainStability(scope),
    overrides: (summary.overrides ?? []).filter((entry) => entry.client === id),
    service: rule?.service ?? {},
    actions: explainActions(scope),
    lists: rubric.lists
      .filter(({ name }) => unitsAt(scope, `list.${name}`) === 1)
      .map(({ name, label }) => ({ list: name, label })),
    reasons: explainReasons(scope),
    previous: explainPrevious(scope, run.table, run.manifest.previousAsOf),
    counterfactuals: searchChanges({ ...scope, client, book, ownRow: row, again: new Map(), smallBook }),
  };
}

/** What the run recorded and its plan does not make: moves, causes, fields that nothing reads. */
function withRecorded(own: Table, recorded: Table, row: number): Table {
  const columns = new Map(own.columns);
  for (const [name, column] of recorded.columns) {
    if (columns.has(name)) continue;
    columns.set(
      name,
      'codes' in column
        ? { ...column, codes: column.codes.slice(row, row + 1) }
        : { ...column, values: column.values.slice(row, row + 1) },
    );
  }
  return { rows: 1, columns };
}

function countRanked({ columns }: Table): number {
  const ranked = columns.get('$ranked');
  if (ranked === undefined || 'codes' in ranked) return 0;
  let count = 0;
  for (const flag of ranked.values) if (flag === 1) count++;
  return count;
}

function explainActions(scope: ClientScope): Explanation['actions'] {
  const { actions }: Rubric = scope.rubric;
  return actions.flatMap(({ name, rules }) => {
    const at = unitsAt(scope, `action.${name}`);
    return Number.isNaN(at) ? [] : [{ group: name, do: rules[at].do }];
  });
}

function explainReasons(scope: ClientScope): Explanation['reasons'] {
  const factors = scope.rubric.dimensions.flatMap((dimension) => dimension.factors);
  const found: Explanation['reasons'][number][] = [];
  for (let place = 1; scope.row.columns.has(`reason.${place}`); place++) {
    const name = textOf(scope, `reason.${place}`);
    const factor = factors.find((one) => one.name === name);
    if (factor === undefined) break;
    const lost = unitsAt(scope, `lost.${factor.name}`);
    found.push({
      factor: factor.name,
      label: factor.label,
      lost: decimal(lost, columnAt(scope, `lost.${factor.name}`).type.scale),
    });
  }
  return found;
}

/** Throws a UserError where the file cannot be written. */
export async function writeTextFile(path: string, cwd: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    const message = `${path} cannot be written`;
    throw new UserError([{ code: 'output-unwritable', severity: 'error', file: path, message, found }]);
  }
}
