import type { FormerClients, Pairing, PreviousRun } from '../model/previous.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import type { OverrideEntry } from '../model/summary.ts';
import type { Column, NumericColumn, OwnedTable, Table, TextColumn } from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import { columnsRead } from '../plan/dataflow.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import type { Plan } from '../plan/step.ts';
import type { MovesInput } from './causes.ts';
import { formerAfter, historyColumns } from './former-clients.ts';
import {
  type JudgedLine,
  judgeOverrides,
  type LoadedOverrides,
  overrideColumn,
  overrideFindings,
  settleOverrides,
} from './overrides.ts';
import { pairBooks } from './pair-books.ts';
import { withPrevious } from './previous-columns.ts';

// What a run takes from the run before it and from tiers given by hand: columns that its plan is run over, and what is
// known once it has run. Without either the columns are there all the same, missing throughout.

/** The run before. */
export interface Previous {
  readonly run: PreviousRun;
  /** Whether the rubric's files are the same in both. */
  readonly sameRubric: boolean;
  readonly readAgain: MovesInput['readAgain'];
}

export interface OverTime {
  /** The book with the columns of the previous run and of overrides that the plan reads. */
  readonly fields: Table;
  /** `as_of` and `new_period`. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly pairing: Pairing | undefined;
  readonly judged: readonly JudgedLine[] | undefined;
}

export function lookBack(
  book: Table,
  rubric: Rubric,
  plan: Plan,
  asOf: number,
  { previous, overrides }: { readonly previous?: Previous; readonly overrides?: LoadedOverrides },
): OverTime {
  const ids = idsOf(book, rubric);
  const read = new Set(columnsRead(plan));
  const pairing = previous && pairBooks(idsOf(previous.run.table, previous.run.rubric), ids);
  const before = previous && pairing && { run: previous.run, before: pairing.before };
  // The report names it, whether or not the rubric speaks of it.
  if (before !== undefined) read.add('previous_tier');
  const { rows, columns } = withPrevious(book, read, before);
  const judged = overrides && judgeOverrides(overrides.lines, rubric, asOf, ids);
  const given: [string, Column][] = read.has('to_tier')
    ? [['to_tier', overrideColumn(judged ?? [], rubric, rows)]]
    : [];
  const isLater = previous !== undefined && asOf > previous.run.asOf;
  return {
    fields: { rows, columns: new Map([...columns, ...given]) },
    parameters: new Map([
      ['as_of', asOf],
      ['new_period', isLater ? 1 : 0],
    ]),
    pairing,
    judged,
  };
}

/** What `explainMoves` needs beside what is known here. */
export interface ScoredBeside {
  readonly rubric: Rubric;
  readonly tables: ReadonlyMap<string, OwnedTable>;
  readonly models: ModelRegistry;
  readonly crew: Crew;
}

export interface Moved {
  /** `migration.*`, `effect.*` and `former.*`. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly former: FormerClients;
  readonly findings: readonly Problem[];
}

/** Why clients moved, and who had been there before. `scored` has every column of the plan. */
export async function tellMoves(
  previous: Previous,
  pairing: Pairing,
  scored: Table,
  parameters: OverTime['parameters'],
  beside: ScoredBeside,
): Promise<Moved> {
  const { explainMoves } = await import('./causes.ts');
  const { run, sameRubric, readAgain } = previous;
  const ids = idsOf(scored, beside.rubric);
  const history = historyColumns(run, scored, ids);
  const table = { rows: scored.rows, columns: new Map([...scored.columns, ...history]) };
  const findings: Problem[] = [];
  const report = (finding: Problem) => void findings.push(finding);
  const given = { previous: run, pairing, table, parameters, sameRubric, readAgain, report };
  const moves = await explainMoves({ ...beside, ...given });
  return { columns: new Map([...moves, ...history]), former: formerAfter(run, pairing, scored, ids), findings };
}

export interface SettledOverrides {
  readonly register: readonly OverrideEntry[];
  readonly findings: readonly Problem[];
}

export function settle(judged: readonly JudgedLine[], scored: Table, rubric: Rubric): SettledOverrides {
  const register = settleOverrides(judged, scored);
  const { values } = scored.columns.get('$client') as NumericColumn;
  const clients = values.reduce((sum, flag) => sum + (flag === 1 ? 1 : 0), 0);
  return { register, findings: overrideFindings(register, clients, rubric.overrides.warnShare) };
}

/** What makes the previous run a strange one to compare with. */
export function likenessFindings({ run, sameRubric }: Previous, pairing: Pairing, rubric: Rubric): Problem[] {
  const { portfolio, currency } = run.rubric;
  const pairs: [string, string, string][] = [
    ['portfolio id', portfolio.id, rubric.portfolio.id],
    ['measure', portfolio.measure, rubric.portfolio.measure],
    ['currency', currency, rubric.currency],
  ];
  const code = 'previous-unlike';
  const others = pairs.filter(([, before, now]) => before !== now);
  const findings = [
    ...others.map(([what, found, expected]): Problem => {
      return { code, severity: 'finding', message: `the ${what} of the previous run is another one`, found, expected };
    }),
    ...(sameRubric ? [] : versionFindings(run.rubric, rubric)),
  ];
  if (pairing.before.some((row) => row >= 0)) return findings;
  const message = 'no client of the previous run is in this book';
  return [...findings, { code, severity: 'finding', message }];
}

/** Of rubrics that differ: a report names them by id and version, which then must differ, too. */
function versionFindings(before: Rubric, { id, version }: Rubric): Problem[] {
  if (before.id !== id || before.version !== version) return [];
  const message = 'the rubric has changed since the previous run and still has its version';
  return [{ code: 'rubric-version-kept', severity: 'finding', message, found: `${id}@${version}` }];
}

function idsOf({ columns }: Table, { portfolio }: Rubric): TextColumn {
  return columns.get(portfolio.id) as TextColumn;
}
