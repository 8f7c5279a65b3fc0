import { inLocale } from '../../model/locale.ts';
import { wrapToWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { exactText, groupCount } from '../number-text.ts';
import { fitsWidth, type TableColumn } from './table.ts';
import { tableLines, textLines, type View } from './view.ts';

/** The rubric's title, with its identity and the day it was run for. */
export function titleLines(view: View): string[] {
  const { rubric, asOf, currency } = view.result.summary;
  const title = toVisible(inLocale(rubric.title, view.locale, rubric.id));
  const identity = `${toVisible(rubric.id)} ${toVisible(rubric.version)}, ${view.words.asOf(asOf)}, ${toVisible(currency)}`;
  return [
    ...wrapToWidth(title, view.width).map((line) => view.ink.bold(line)),
    ...wrapToWidth(identity, view.width).map((line) => view.ink.dim(line)),
  ];
}

/** Control totals in rows and in the measure, and what is special about some clients. */
export function bookLines(view: View): string[] {
  const { words, measure } = view;
  const { book } = view.result.summary;
  const tie = book.controlTotals.measure;
  const notes = [
    tie === null ? words.measureTotal(measure, exactText(book.total)) : '',
    book.prospects > 0 ? words.prospects(groupCount(book.prospects)) : '',
    book.unrated > 0 ? words.unrated(groupCount(book.unrated)) : '',
    book.negativeCount > 0 ? words.negative(groupCount(book.negativeCount), exactText(book.negativeTotal)) : '',
    book.missingMeasure > 0 ? words.withoutMeasure(measure, groupCount(book.missingMeasure)) : '',
  ].filter((note) => note !== '');
  const lines = book.controlTotals.rows.ofTable === undefined ? tieLines(view) : keyLines(view);
  for (const { table, read, kept, leftOut, rejected } of view.result.summary.tables ?? []) {
    const [all, used, passed, lost] = [read, kept, leftOut, rejected].map(groupCount);
    lines.push(...textLines(view, words.tableTie(toVisible(table), all, used, passed, lost)));
  }
  if (notes.length > 0) lines.push(...textLines(view, notes.join(', ')));
  if (tie !== null && tie.unreadable > book.missingMeasure) {
    lines.push(...textLines(view, words.unreadable(measure, groupCount(tie.unreadable))));
  }
  return lines;
}

/** Clients that are the keys of a table have no rows of their own. */
function keyLines({ words, ink, result, width }: View): string[] {
  const table = toVisible(result.rubric.portfolio.of ?? '');
  const line = words.clientsOf(groupCount(result.summary.book.clients), table);
  return [ink.bold(words.book), ...wrapToWidth(line, width - 2).map((text) => `  ${text}`)];
}

/** read = clients + rejected + merged: as a table, or as sentences where the sums are too long for one. */
function tieLines(view: View): string[] {
  const { words, measure, width, ink } = view;
  const { rows, measure: tie } = view.result.summary.book.controlTotals;
  const sums = [[words.rows, ...[rows.read, rows.clients, rows.rejected, rows.merged].map(groupCount)]];
  if (tie !== null) {
    sums.push([measure, ...[tie.read, tie.clients, tie.rejected, tie.merged].map(exactText)]);
  }
  const columns: TableColumn[] = [
    { heading: words.book, align: 'left' },
    ...[words.read, words.toClients, words.toRejected, words.toMerged].map((heading) => ({
      heading,
      align: 'right' as const,
    })),
  ];
  const cells = sums.map((row) => row.map((text) => ({ text })));
  if (fitsWidth(columns, cells, width)) return tableLines(view, columns, sums, view.firstWidth);
  const sentences = sums.map(([what, read, clients, rejected, merged]) =>
    words.tie(what, read, clients, rejected, merged),
  );
  return [ink.bold(words.book), ...sentences.flatMap((line) => textLines(view, line))];
}
