import type { Decimal } from '../../../model/decimal.ts';
import type { OutcomeLine, OutcomeSummary } from '../../../model/summary.ts';
import { outcomeText, pointsText, signed } from '../../change-text.ts';
import { labelIn } from '../../label-in.ts';
import { groupCount, percentText } from '../../number-text.ts';
import { countTargets } from '../attention.ts';
import { column, count } from '../columns.ts';
import type { CellKind, ReportCell, ReportColumn, ReportTable, Section } from '../document.ts';
import { type DocumentScope, tierName } from '../scope.ts';

// Is it working: a table for every outcome, by the tier that clients opened in where there is a previous run.

export function outcomesSection(scope: DocumentScope): Section | undefined {
  const { summary, words } = scope;
  const own = words.outcomes;
  const outcomes = summary.outcomes ?? [];
  if (outcomes.length === 0) return undefined;
  const opened = outcomes.some(({ lines }) => lines.some(({ opening }) => opening !== null));
  const { met, missed } = countTargets(scope);
  return {
    key: 'outcomes',
    title: words.sections.outcomes,
    notes: [
      opened ? own.opening : own.first,
      own.caution,
      ...(met + missed > 0 ? [own.judged(groupCount(met), groupCount(missed))] : []),
    ],
    tables: outcomes.map((outcome) => outcomeTable(scope, outcome, opened)),
    charts: [],
  };
}

interface Shown {
  readonly column: ReportColumn;
  readonly of: (line: OutcomeLine) => ReportCell;
}

function outcomeTable(scope: DocumentScope, outcome: OutcomeSummary, opened: boolean): ReportTable {
  const { words, locale } = scope;
  const shown = [
    { column: column('text', 'tier', words.columns.tier), of: ({ tier }: OutcomeLine) => tierName(scope, tier) },
    ...(opened ? openingColumns(scope, outcome) : []),
    ...(opened ? [] : presentColumns(scope, outcome, opened)),
    ...targetColumns(scope, outcome),
    ...(opened ? presentColumns(scope, outcome, opened) : []),
  ];
  const notes = [outcome.better === 'higher' ? words.outcomes.higher : words.outcomes.lower];
  if (outcome.split !== null) {
    const { change, rate, mix } = outcome.split;
    const [all, within, moved] = [change, rate, mix].map((part) => pointsText(part, outcome.unit, locale));
    notes.push(words.outcomes.split(all, within, moved));
  }
  return {
    key: outcome.name,
    title: labelIn(outcome.label, locale, outcome.name),
    note: notes.join(locale === 'zh-CN' ? '' : ' '),
    columns: shown.map((one) => one.column),
    rows: outcome.lines.map((line) => ({
      cells: shown.map(({ of }) => of(line)),
      ...(line.tier === 'all' ? { total: true as const } : {}),
    })),
  };
}

/** How values of an outcome are shown. */
function valueKind({ unit, lines }: OutcomeSummary): { readonly kind: CellKind; readonly digits: number } {
  if (unit === 'share') return { kind: 'share', digits: 1 };
  if (unit === 'number') return { kind: 'number', digits: 2 };
  const value = lines.find(({ present }) => present.value !== null)?.present.value;
  return { kind: 'money', digits: Math.min(value?.scale ?? 2, 2) };
}

function openingColumns({ words }: DocumentScope, outcome: OutcomeSummary): Shown[] {
  const own = words.outcomes;
  const { kind, digits } = valueKind(outcome);
  const compared = outcome.lines.some(({ prior }) => prior !== null);
  const values: Shown[] = [
    { column: column(kind, 'value', own.value, digits), of: ({ opening }) => opening?.value ?? null },
    { column: column('count', 'n', own.n), of: ({ opening }) => (opening === null ? null : count(opening.clients)) },
  ];
  if (!compared) return values;
  return [
    ...values,
    { column: column(kind, 'prior', own.prior, digits), of: ({ prior }) => prior?.value ?? null },
    {
      column: column('count', 'prior_n', own.priorN),
      of: ({ prior }) => (prior === null ? null : count(prior.clients)),
    },
    outcome.unit === 'share'
      ? { column: column('number', 'change', own.points, 1), of: ({ change }) => inPoints(change) }
      : { column: column('number', 'change', own.change, digits), of: ({ change }) => change },
    { column: column('share', 'relative', own.relative), of: ({ relative }) => relative },
  ];
}

/** A difference of shares in percentage points. */
function inPoints(change: Decimal | null): Decimal | null {
  return change === null ? null : { units: change.units * 100n, scale: change.scale };
}

function presentColumns({ words }: DocumentScope, outcome: OutcomeSummary, opened: boolean): Shown[] {
  const own = words.outcomes;
  const { kind, digits } = valueKind(outcome);
  const now: Shown[] = [
    { column: column(kind, 'present', opened ? own.present : own.value, digits), of: ({ present }) => present.value },
    {
      column: column('count', 'present_n', opened ? own.presentN : own.n),
      of: ({ present }) => count(present.clients),
    },
  ];
  if (!outcome.lines.some(({ presentPrior }) => presentPrior !== null)) return now;
  const before = ({ presentPrior }: OutcomeLine) => presentPrior?.value ?? null;
  return [...now, { column: column(kind, 'present_prior', own.presentPrior, digits), of: before }];
}

function targetColumns(scope: DocumentScope, outcome: OutcomeSummary): Shown[] {
  const { words } = scope;
  const own = words.outcomes;
  if (outcome.target === null) return [];
  const text = targetText(scope, outcome);
  const target: Shown = { column: column('text', 'target', own.target), of: () => text };
  // In the first months there is nothing to hold a change against.
  if (outcome.lines.every(({ met }) => met === null)) return [target];
  return [
    target,
    {
      column: column('text', 'met', own.targetMet),
      of: ({ met }) => (met === null ? null : met ? own.met : own.missed),
    },
  ];
}

/** "+20.0 % against before", "at most 2.0 %". */
export function targetText({ words, locale }: DocumentScope, { target, unit, better }: OutcomeSummary): string {
  if (target === null) return '';
  if (target.kind === 'change') return words.outcomes.targetChange(signed(percentText(target.value, locale)));
  return words.outcomes.targetLevel(outcomeText(target.value, unit, locale), better);
}
