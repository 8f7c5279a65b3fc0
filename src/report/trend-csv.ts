import type { Decimal } from '../model/decimal.ts';
import type { TrendRun } from '../model/run-trend.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { textCell } from './csv-cells.ts';
import { type CsvOptions, joinLines } from './csv-lines.ts';

// The trend as a table to pivot: a line a run, figure and tier. Tiers and outcomes may come and go between runs; lines do not
// mind. `clients` is how many a value of an outcome is of.

const headings = ['as_of', 'run', 'rubric', 'version', 'rubric_changed', 'figure', 'tier', 'value', 'clients'];

export function writeTrendCsv(runs: readonly TrendRun[], options: CsvOptions): Generator<string> {
  return joinLines(listLines(runs), options);
}

type Line = readonly [figure: string, tier: string | null, value: Decimal | number | null, clients?: number];

function* listLines(runs: readonly TrendRun[]): Generator<string> {
  yield headings.join(',');
  for (const run of runs) {
    const { id, version } = run.rubric;
    const start = [textCell(run.asOf), textCell(run.run), textCell(id), textCell(version), String(run.rubricChanged)];
    for (const [figure, tier, value, clients] of figuresOf(run)) {
      const text =
        value === null ? '' : typeof value === 'number' ? String(value) : formatUnits(value.units, value.scale);
      yield [...start, textCell(figure), textCell(tier), text, clients === undefined ? '' : String(clients)].join(',');
    }
  }
}

function* figuresOf(run: TrendRun): Generator<Line> {
  yield ['clients', null, run.clients];
  yield ['prospects', null, run.prospects];
  yield ['unrated', null, run.unrated];
  yield ['measure', null, run.total];
  for (const { tier, clients, clientShare, measure, measureShare } of run.tiers) {
    yield ['clients', tier, clients];
    yield ['client_share', tier, clientShare];
    yield ['measure', tier, measure];
    yield ['measure_share', tier, measureShare];
  }
  yield ['gini', null, run.gini];
  yield ['hhi', null, run.hhi];
  yield ['top10_share', null, run.top10Share];
  yield ['psi', null, run.stability?.psi ?? null];
  yield ['psi_expected', null, run.stability?.expected ?? null];
  yield ['overrides', null, run.overrides];
  for (const { name, lines } of run.outcomes) {
    for (const { tier, present } of lines) yield [`outcome.${name}`, tier, present.value, present.clients];
    for (const { tier, opening } of lines) {
      if (opening !== null) yield [`outcome_by_opening.${name}`, tier, opening.value, opening.clients];
    }
  }
}
