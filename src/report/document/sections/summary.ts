import { addDecimals } from '../../add-decimals.ts';
import { groupCount } from '../../number-text.ts';
import { listAttention } from '../attention.ts';
import { column } from '../columns.ts';
import type { Chart, ReportTable, Section } from '../document.ts';
import { type DocumentScope, gradeName, shareText, sumText, tierName } from '../scope.ts';
import { breakdownTables } from './breakdowns.ts';
import { capacityTables } from './capacity.ts';
import { groupColumns, groupRow, groupTotal } from './groups.ts';
import { overrideTables } from './overrides.ts';
import { resourceTable } from './resources.ts';

// Who the clients are and how they are served: tiers, grades, places, resources and tiers given by hand.

export function summarySection(scope: DocumentScope): Section {
  const { words } = scope;
  return {
    key: 'summary',
    title: words.sections.summary,
    notes: [...bookNotes(scope), attentionNote(scope)],
    tables: [
      ...tierTable(scope),
      ...gradeTable(scope),
      ...capacityTables(scope),
      ...resourceTable(scope),
      ...overrideTables(scope),
      ...breakdownTables(scope),
    ],
    charts: tierChart(scope),
  };
}

function attentionNote(scope: DocumentScope): string {
  const { attention, labelled, sentence } = scope.words;
  const found = listAttention(scope);
  if (found.length === 0) return labelled(attention.title, attention.nothing);
  return sentence(labelled(attention.title, found.join(scope.locale === 'zh-CN' ? '；' : '; ')));
}

/** What the book is, in sentences. */
export function bookNotes(scope: DocumentScope): string[] {
  const { words, summary, measure } = scope;
  const { summary: own } = words;
  const { book, currency, tiers } = summary;
  const clients = book.clients - book.prospects;
  const notes = [own.book(groupCount(clients), measure, sumText(scope, book.total), currency)];
  const best = tiers[0];
  if (best !== undefined && best.tier !== 'unrated') {
    const shares = [shareText(scope, best.clientShare), shareText(scope, best.measureShare)] as const;
    notes.push(own.bestTier(tierName(scope, best.tier), groupCount(best.clients), ...shares, measure));
  }
  if (book.prospects > 0) notes.push(own.prospects(groupCount(book.prospects)));
  if (book.unrated > 0) notes.push(own.unrated(groupCount(book.unrated)));
  if (book.negativeCount > 0) {
    notes.push(own.negative(groupCount(book.negativeCount), measure, sumText(scope, book.negativeTotal)));
  }
  if (book.missingMeasure > 0) notes.push(own.withoutMeasure(groupCount(book.missingMeasure), measure));
  return notes;
}

function tierTable(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const { tiers } = summary;
  if (tiers.length === 0) return [];
  const hours = tiers.some(({ effortHours }) => effortHours !== null);
  const rows = [...tiers.map((tier) => groupRow(tierName(scope, tier.tier), tier)), groupTotal(scope, tiers)];
  const columns = groupColumns(scope, words.columns.tier);
  if (!hours) return [{ key: 'tiers', title: words.summary.tiers, columns, rows }];
  const efforts = [...tiers.map(({ effortHours }) => effortHours), addDecimals(tiers.map((t) => t.effortHours))];
  return [
    {
      key: 'tiers',
      title: words.summary.tiers,
      columns: [...columns, column('number', 'hours', words.columns.hours, 0)],
      rows: rows.map((row, index) => ({ ...row, cells: [...row.cells, efforts[index]] })),
    },
  ];
}

function gradeTable(scope: DocumentScope): ReportTable[] {
  const { summary, words } = scope;
  const { grades } = summary;
  if (grades.length === 0) return [];
  const rows = [...grades.map((one) => groupRow(gradeName(scope, one.grade), one)), groupTotal(scope, grades)];
  return [{ key: 'grades', title: words.summary.grades, columns: groupColumns(scope, words.columns.grade), rows }];
}

function tierChart(scope: DocumentScope): Chart[] {
  const { summary, words, measure } = scope;
  const { tiers } = summary;
  if (tiers.length === 0) return [];
  const lines = tiers.map((tier) => {
    const shares = `${shareText(scope, tier.clientShare)} / ${shareText(scope, tier.measureShare)}`;
    return `${tierName(scope, tier.tier)} ${shares}`;
  });
  return [
    {
      kind: 'bars',
      title: words.summary.tiersChart(measure),
      alternative: words.labelled(words.summary.tiersChart(measure), words.joined(lines)),
      categories: tiers.map(({ tier }) => tierName(scope, tier)),
      series: [
        { name: words.columns.clientShare, values: tiers.map(({ clientShare }) => clientShare) },
        { name: words.columns.measureShare(measure), values: tiers.map(({ measureShare }) => measureShare) },
      ],
    },
  ];
}
