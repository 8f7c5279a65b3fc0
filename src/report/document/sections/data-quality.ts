import type { Reject } from '../../../model/book.ts';
import type { Problem } from '../../../model/problem.ts';
import type { CheckSummary } from '../../../model/summary.ts';
import { toScale } from '../../../numeric/decimal.ts';
import { compareText } from '../../../text/text-order.ts';
import { addDecimals } from '../../add-decimals.ts';
import { groupCount } from '../../number-text.ts';
import { figuresText } from '../attention.ts';
import { column, count, day } from '../columns.ts';
import type { ReportTable, Section } from '../document.ts';
import { aboutFinding, problemText } from '../problem-text.ts';
import { type DocumentScope, labelOf } from '../scope.ts';

// What was read ties with what came out; what could not be used; what was noticed; which checks hold.

export function dataQualitySection(scope: DocumentScope): Section {
  const { summary, words, report, measure } = scope;
  const own = words.quality;
  const { measure: tie } = summary.book.controlTotals;
  const unreadable = tie === null ? 0 : tie.unreadable - summary.book.missingMeasure;
  return {
    key: 'data-quality',
    title: words.sections['data-quality'],
    notes: [
      tieNote(scope),
      ...(tie !== null && unreadable > 0 ? [own.unreadable(groupCount(tie.unreadable), measure)] : []),
      ...(report.rejects.length === 0 ? [own.noRejects] : []),
      ...(summary.findings.length === 0 ? [own.noFindings] : []),
    ],
    tables: [
      ...checksTable(scope),
      ...tieTables(scope),
      ...rejectsTable(scope),
      ...findingsTable(scope),
      ...ratesTable(scope),
    ],
    charts: [],
  };
}

/** Clients that are the keys of a table have no rows of their own to tie. */
function tieNote({ summary, words, rubric }: DocumentScope): string {
  const own = words.quality;
  const { rows, measure: tie } = summary.book.controlTotals;
  if (rows.ofTable !== undefined) return own.keysOf(rubric.portfolio.of ?? '');
  const sum = addDecimals(tie === null ? [] : [tie.clients, tie.rejected, tie.merged]);
  const holds =
    rows.read === rows.clients + rows.rejected + rows.merged &&
    (tie === null || toScale(tie.read, sum.scale).units === sum.units);
  if (!holds) return own.tieBroken;
  return tie === null ? own.tieRows : own.tieHolds;
}

function checksTable(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const own = words.quality;
  if (summary.checks.length === 0) return [];
  return [
    {
      key: 'checks',
      title: own.checks,
      columns: [
        column('text', 'check', own.check),
        column('text', 'result', own.result),
        column('text', 'found', own.found),
        column('text', 'rule', own.rule),
      ],
      rows: summary.checks.map((check) => ({
        cells: [check.check, resultText(scope, check), figuresText(scope, check), check.rule],
      })),
    },
  ];
}

function resultText({ words }: DocumentScope, { holds, breach }: CheckSummary): string {
  return holds === true ? words.quality.holds : words.quality[breach === 'fail' ? 'fails' : 'warns'];
}

function tieTables({ summary, words, measure, digits }: DocumentScope): ReportTable[] {
  const own = words.quality;
  const { rows, measure: tie } = summary.book.controlTotals;
  const titles = [own.read, own.accounted, own.rejectedColumn, own.mergedColumn];
  const keys = ['read', 'clients', 'rejected', 'merged'];
  const shown = (kind: 'count' | 'money', title: string) => [
    column('text', 'what', title),
    ...keys.map((key, index) =>
      column(kind, key, titles[index], kind === 'money' ? Math.max(digits, tie?.read.scale ?? 0) : 0),
    ),
  ];
  const tables: ReportTable[] = [];
  if (rows.ofTable === undefined) {
    const cells = [own.rows, ...[rows.read, rows.clients, rows.rejected, rows.merged].map(count)];
    tables.push({
      key: 'tie_rows',
      title: words.bracketed(own.tie, own.rows),
      columns: shown('count', own.what),
      rows: [{ cells }],
    });
  }
  if (tie !== null) {
    const cells = [measure, tie.read, tie.clients, tie.rejected, tie.merged];
    tables.push({
      key: 'tie_measure',
      title: words.bracketed(own.tie, measure),
      columns: shown('money', own.what),
      rows: [{ cells }],
    });
  }
  if (summary.tables === undefined || summary.tables.length === 0) return tables;
  return [
    ...tables,
    {
      key: 'tables',
      title: own.tables,
      columns: [
        column('text', 'table', own.table),
        column('count', 'read', own.read),
        column('count', 'kept', own.kept),
        column('count', 'left_out', own.leftOut),
        column('count', 'rejected', own.rejectedRows),
      ],
      rows: summary.tables.map((one) => ({
        cells: [one.table, ...[one.read, one.kept, one.leftOut, one.rejected].map(count)],
      })),
    },
  ];
}

interface RejectGroup {
  readonly first: Reject;
  count: number;
}

/** By code, field and what was lost, most frequent first, with the first place of each. */
function rejectsTable(scope: DocumentScope): ReportTable[] {
  const { words, report } = scope;
  const own = words.quality;
  const groups = new Map<string, RejectGroup>();
  for (const reject of report.rejects) {
    const key = JSON.stringify([reject.code, reject.field ?? '', reject.whole]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: reject, count: 1 });
    else known.count++;
  }
  if (groups.size === 0) return [];
  const sorted = [...groups].sort(([a, one], [b, other]) => other.count - one.count || compareText(a, b));
  return [
    {
      key: 'rejects',
      title: own.rejects,
      note: own.rejectsNote,
      columns: [
        column('text', 'problem', own.problem),
        column('text', 'field', own.field),
        column('text', 'lost', own.lost),
        column('count', 'count', own.count),
        column('text', 'first', own.firstPlace),
        column('text', 'code', own.code),
      ],
      rows: sorted.map(([, { first, count: times }]) => ({
        cells: [
          problemText(scope, first.code),
          first.field === undefined ? null : labelOf(scope, first.field),
          first.whole ? own.lostRow : own.lostValue,
          count(times),
          placeText(scope, first),
          first.code,
        ],
      })),
    },
  ];
}

function placeText({ words }: DocumentScope, { file, sheet, line, cell }: Reject): string {
  const { place, cell: inSheet } = words.quality;
  return sheet === undefined ? place(file, String(line)) : inSheet(file, sheet, cell ?? String(line));
}

function findingsTable(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const own = words.quality;
  if (summary.findings.length === 0) return [];
  return [
    {
      key: 'findings',
      title: own.findings,
      columns: [
        column('text', 'finding', own.finding),
        column('count', 'count', own.count),
        column('text', 'code', own.code),
      ],
      rows: summary.findings.map((finding: Problem) => ({
        cells: [aboutFinding(scope, finding), finding.count === undefined ? null : count(finding.count), finding.code],
      })),
    },
  ];
}

function ratesTable({ summary, words }: DocumentScope): ReportTable[] {
  const own = words.quality;
  if (summary.rates === undefined || summary.rates.length === 0) return [];
  return [
    {
      key: 'rates',
      title: own.rates,
      columns: [
        column('text', 'currency', own.currency),
        column('number', 'rate', own.rate, 6),
        column('date', 'date', own.rateDate),
        column('count', 'amounts', own.amounts),
      ],
      rows: summary.rates.map((one) => ({ cells: [one.currency, one.rate, day(one.date), count(one.amounts)] })),
    },
  ];
}
