import { changeText, outcomeText } from '../change-text.ts';
import { listAttention } from '../document/attention.ts';
import { cellText } from '../document/cell-text.ts';
import type { ReportDocument, ReportTable, SectionKey } from '../document/document.ts';
import { type DocumentScope, percentageText, shareText, tierName } from '../document/scope.ts';
import { targetText } from '../document/sections/outcomes.ts';
import { labelIn } from '../label-in.ts';
import { groupCount, shortDigits } from '../number-text.ts';
import { escapeLine, escapeMarkdown } from './escape.ts';
import { tableLines } from './table.ts';

// What a mail or a chat shows of a report: each part in a few lines, longer lists cut with how much is left.

/** Lines of a list, or rows of a table, that are shown. */
const mostLines = 10;

/** A part of the page: its heading and its lines. */
export interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The figures of the head, as a table. */
export function figureLines({ words, locale }: DocumentScope, { figures }: ReportDocument): Part {
  const columns = [
    { title: words.summaryPage.figure, right: false },
    { title: words.pareto.value, right: true },
    { title: words.columns.note, right: false },
  ];
  const rows = figures.map(({ label, value, kind, digits, note }) => [
    escapeMarkdown(label),
    cellText(value, kind, digits, locale),
    escapeMarkdown(note),
  ]);
  return { title: words.summaryPage.figures, lines: tableLines(columns, rows) };
}

export function attentionLines(scope: DocumentScope): Part {
  const { attention } = scope.words;
  const found = listAttention(scope);
  return { title: attention.title, lines: bullets(scope, found.length === 0 ? [attention.nothing] : found) };
}

/** A table of the document, with some of its columns and its first rows. */
export function documentTable(
  scope: DocumentScope,
  document: ReportDocument,
  section: SectionKey,
  key: string,
  wanted?: readonly string[],
): Part[] {
  const found = document.sections.find((one) => one.key === section);
  const table = found?.tables.find((one) => one.key === key);
  if (found === undefined || table === undefined || table.rows.length === 0) return [];
  return [{ title: table.title ?? found.title, lines: drawTable(scope, table, wanted) }];
}

function drawTable(scope: DocumentScope, { columns, rows }: ReportTable, wanted?: readonly string[]): string[] {
  const { locale } = scope;
  const places = columns.flatMap(({ key }, index) => (wanted === undefined || wanted.includes(key) ? [index] : []));
  const titles = places.map((place) => ({
    title: escapeMarkdown(columns[place].title),
    right: columns[place].kind !== 'text',
  }));
  const shown = rows.filter(({ total }, index) => index < mostLines || total === true);
  const cells = shown.map((row) =>
    places.map((place) => {
      const cell = row.cells[place];
      const text = cell === null && row.total ? '' : cellText(cell, columns[place].kind, columns[place].digits, locale);
      return typeof cell === 'string' ? escapeMarkdown(text) : text;
    }),
  );
  return [...tableLines(titles, cells), ...moreLines(scope, rows.length - shown.length)];
}

/** Shares of the largest clients, and how many clients bring a share. */
export function paretoLines(scope: DocumentScope, document: ReportDocument): Part[] {
  const { summary, words, measure } = scope;
  const section = document.sections.find(({ key }) => key === 'pareto');
  if (section === undefined) return [];
  const { top, clientsFor } = summary.pareto;
  const tops = top.flatMap(({ percent, share, k }) =>
    share === null
      ? []
      : [words.summaryPage.top(percentageText(scope, percent), shareText(scope, share), measure, shortDigits(k))],
  );
  const needed = clientsFor.flatMap(({ share, clients }) =>
    clients === null ? [] : [words.summaryPage.needed(shareText(scope, share, 0), measure, groupCount(clients))],
  );
  const lines = [...tops, ...needed];
  return lines.length === 0 ? [] : [{ title: section.title, lines: bullets(scope, lines) }];
}

/** Who moved, and whether the book changed; in sentences. */
export function migrationLines(scope: DocumentScope, document: ReportDocument): Part[] {
  const section = document.sections.find(({ key }) => key === 'migration');
  if (section === undefined) return [];
  const moves = section.charts.map(({ alternative }) => scope.words.sentence(alternative));
  return [{ title: section.title, lines: bullets(scope, [...moves, ...section.notes.slice(1)]) }];
}

/** Each outcome over all clients, and the tiers that meet and miss its target. */
export function outcomeLines(scope: DocumentScope, document: ReportDocument): Part[] {
  const { summary, words, locale } = scope;
  const section = document.sections.find(({ key }) => key === 'outcomes');
  if (section === undefined) return [];
  const own = words.outcomes;
  const tiersOf = (lines: (typeof summary.outcomes)[number]['lines'], met: boolean) =>
    escapeMarkdown(
      words.joined(
        lines.filter((line) => line.met === met && line.tier !== 'unrated').map(({ tier }) => tierName(scope, tier)),
      ),
    ) || '-';
  const rows = summary.outcomes.slice(0, mostLines).map((outcome) => {
    const all = outcome.lines.find(({ tier }) => tier === 'all');
    const { value, clients } = all?.opening ?? all?.present ?? { value: null, clients: 0 };
    return [
      escapeMarkdown(labelIn(outcome.label, locale, outcome.name)),
      outcomeText(value, outcome.unit, locale),
      groupCount(clients),
      changeText(all?.change ?? null, all?.relative ?? null, outcome.unit, locale),
      escapeMarkdown(targetText(scope, outcome)) || '-',
      tiersOf(outcome.lines, true),
      tiersOf(outcome.lines, false),
    ];
  });
  const columns = [
    { title: section.title, right: false },
    { title: own.value, right: true },
    { title: own.n, right: true },
    { title: own.change, right: false },
    { title: own.target, right: false },
    { title: words.summaryPage.metBy, right: false },
    { title: words.summaryPage.missedBy, right: false },
  ];
  const said = columns.map((_, place) => place < 3 || rows.some((row) => row[place] !== '-'));
  const kept = <Cell>(cells: readonly Cell[]) => cells.filter((_, place) => said[place]);
  const lines = [
    ...tableLines(kept(columns), rows.map(kept)),
    ...moreLines(scope, summary.outcomes.length - rows.length),
  ];
  return [{ title: section.title, lines: [...lines, '', escapeLine(own.caution)] }];
}

function bullets(scope: DocumentScope, texts: readonly string[]): string[] {
  const shown = texts.slice(0, mostLines).map((text) => `- ${escapeLine(text)}`);
  return [...shown, ...moreLines(scope, texts.length - shown.length)];
}

function moreLines({ words }: DocumentScope, count: number): string[] {
  return count > 0 ? ['', escapeLine(words.summaryPage.more(groupCount(count)))] : [];
}
