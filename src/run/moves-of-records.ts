import { explainColumns } from '../analysis/causes.ts';
import type { Pairing } from '../model/previous.ts';
import type { Problem } from '../model/problem.ts';
import type { CausesKnown } from '../model/run-diff.ts';
import type { Column, Table, TextColumn } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import { endOf, explainMoves, numbersAt, placesOf, presenceOf } from './causes.ts';
import { compilePlan } from './compile-plan.ts';
import { historyColumns } from './former-clients.ts';
import type { OpenedRun } from './previous-run.ts';
import { replay } from './replay.ts';
import { type Scorable, scorableUnder } from './scorable-record.ts';

// Why clients moved between two runs that are both over. A run that was made on top of the other has it on record; else this
// is the work of a run with --previous, over what the later run recorded instead of its inputs.

export interface ExplainedMoves {
  /** `migration.move`, `migration.cause`, `effect.*`: columns of the later run's rows. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly known: CausesKnown;
  readonly why?: string;
  readonly findings: readonly Problem[];
}

export async function explainRecords(
  before: OpenedRun,
  now: OpenedRun,
  pairing: Pairing,
  sameRubric: boolean,
): Promise<ExplainedMoves> {
  if (now.manifest.previousManifest === before.manifestSha256 && now.table.columns.has('migration.move')) {
    return { columns: now.table.columns, known: 'recorded', findings: [] };
  }
  const scorable = scorableUnder(before, now, sameRubric);
  if (typeof scorable === 'string') return moveOnly(before, now, pairing, scorable);
  try {
    const findings: Problem[] = [];
    const columns = await computeMoves(before, now, pairing, sameRubric, scorable, findings);
    const lost = findings.find(({ code }) => code === 'not-read-again');
    return lost === undefined ? { columns, known: 'computed', findings } : moveOnly(before, now, pairing, lost.message);
  } catch (error) {
    if (!(error instanceof UserError) || error.problems[0]?.code !== 'previous-differs') throw error;
    const why = `a record does not come out again (${error.problems[0].message})`;
    return moveOnly(before, now, pairing, why);
  }
}

async function computeMoves(
  before: OpenedRun,
  now: OpenedRun,
  pairing: Pairing,
  sameRubric: boolean,
  { table: record, taken }: Scorable,
  findings: Problem[],
): Promise<ReadonlyMap<string, Column>> {
  const { rows, columns } = await replay(now);
  const ids = now.table.columns.get(now.rubric.portfolio.id) as TextColumn;
  const table: Table = { rows, columns: new Map([...columns, ...historyColumns(before, now.table, ids)]) };
  return explainMoves({
    previous: before,
    pairing,
    rubric: now.rubric,
    table,
    tables: new Map(),
    models: await modelsFor(before),
    parameters: new Map([
      ['as_of', now.asOf],
      ['new_period', now.newPeriod],
    ]),
    sameRubric,
    readAgain: async () => ({ table: record, tables: new Map() }),
    taken,
    report: (finding) => void findings.push(finding),
  });
}

/** The models storey brings an optimiser with it, which a rubric without models need not load. */
async function modelsFor({ rubric }: OpenedRun): Promise<ModelRegistry> {
  const fits = compilePlan(rubric).some((step) => step.op === 'model');
  return fits ? (await import('../models/index.ts')).predictiveModels : {};
}

/** Who moved where, without effects; of causes only who is back. */
function moveOnly(before: OpenedRun, now: OpenedRun, pairing: Pairing, why: string): ExplainedMoves {
  const places = placesOf(before.rubric, now.rubric);
  const ids = now.table.columns.get(now.rubric.portfolio.id) as TextColumn;
  const history = { rows: now.table.rows, columns: historyColumns(before, now.table, ids) };
  const [was, is] = [endOf(before.table, places, pairing.before), endOf(now.table, places)];
  const told = explainColumns({
    before: was,
    own: was,
    book: was,
    now: is,
    isClient: numbersAt(now.table, '$client'),
    wasClient: numbersAt(before.table, '$client', pairing.before),
    hasHistory: presenceOf(numbersAt(history, 'former.last_seen')),
  });
  const cause = told.get('migration.cause') as TextColumn;
  const returned = (cause.dictionary as readonly string[]).indexOf('returned');
  const codes = cause.codes.map((code) => (code === returned ? code : -1));
  const columns: [string, Column][] = [['migration.cause', { ...cause, codes }]];
  for (const name of ['own', 'book', 'rubric']) {
    const values = new Float64Array(now.table.rows).fill(Number.NaN);
    columns.push([`effect.${name}`, { type: { kind: 'number', scale: 6 }, values }]);
  }
  return { columns: new Map([...told, ...columns]), known: 'unknown', why, findings: [] };
}
