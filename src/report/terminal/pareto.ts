import type { Decimal } from '../../model/decimal.ts';
import { displayWidth } from '../../text/display-width.ts';
import { groupCount, groupDigits, percentText, shortDigits, withPercentSign } from '../number-text.ts';
import { shareBar } from './bar.ts';
import { type Cell, fitsWidth, type TableColumn } from './table.ts';
import { shortHeading, tableLines, textLines, type View } from './view.ts';

const silent: TableColumn = { heading: '', align: 'left' };

/** Columns of a bar beside the texts, where they leave so many; a shorter one would tell nothing. */
const longestBar = 20;
const shortestBar = 6;
/** Of one on a line of its own. */
const mostColumns = 60;

/** "top 10 % of clients = 69.1 % of revenue", with k and the list of whole clients beside it; the share as a bar beside it, or else below. */
export function paretoLines(view: View): string[] {
  const { words, locale, ink, measure } = view;
  const { pareto } = view.result.summary;
  const columns: TableColumn[] = [
    { heading: words.pareto, align: 'left' },
    silent,
    { ...silent, whole: true, spare: 2 },
    { ...silent, whole: true, spare: 1 },
  ];
  const dim = (text: string) => ({ text, paint: ink.dim });
  const longest = Math.max(0, ...pareto.top.map(({ percent }) => shortDigits(percent).length));
  const tops = pareto.top.map(({ percent, share, k, listClients, listShare }) => [
    words.topClients(withPercentSign(shortDigits(percent).padStart(longest), locale)),
    words.holds(shareText(view, share), measure),
    dim(words.reach(shortDigits(k))),
    dim(words.listed(groupCount(listClients), shareText(view, listShare))),
  ]);
  const needed = pareto.clientsFor.map(({ share, clients }) => [
    words.clientsFor(percentText(share, locale, 0), measure),
    clients === null ? `= ${words.notAvailable}` : words.clientCount(groupCount(clients), clients !== 1),
    '',
    '',
  ]);
  const rows = [...tops, ...needed];
  const shares = pareto.top.map(({ share }) => share);
  const bars = barColumn(view, columns, rows, shares);
  const lines =
    bars === undefined
      ? [...tableLines(view, columns, rows), ...barLines(view, longest)]
      : tableLines(
          view,
          [...columns, { ...silent, whole: true, spare: 3 }],
          rows.map((row, index) => [...row, bars[index] ?? '']),
        );
  if (pareto.expect !== null) {
    const { top, expected, observed } = pareto.expect;
    const percent = withPercentSign(shortDigits(top), locale);
    const line = words.expected(percent, percentText(expected, locale), shareText(view, observed));
    lines.push(...textLines(view, line));
  }
  return lines;
}

/** The bars below each other, each after its percentage. */
function barLines(view: View, longest: number): string[] {
  return view.result.summary.pareto.top.flatMap(({ percent, share }) => {
    const head = `  ${withPercentSign(shortDigits(percent).padStart(longest), view.locale)}  `;
    const room = Math.min(mostColumns, view.width - displayWidth(head));
    return room < shortestBar || share === null ? [] : [head + shareBar(share, room)];
  });
}

/** A bar for each share, as long as the room beside the texts; undefined where there is too little. */
function barColumn(
  { width }: View,
  columns: readonly TableColumn[],
  rows: readonly (readonly (Cell | string)[])[],
  shares: readonly (Decimal | null)[],
): string[] | undefined {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  for (let length = longestBar; length >= shortestBar; length--) {
    const widest = cells.map((row) => [...row, { text: '█'.repeat(length) }]);
    if (fitsWidth([...columns, silent], widest, width)) return shares.map((share) => shareBar(share, length));
  }
  return undefined;
}

export function shareText(view: View, share: Decimal | null): string {
  return share === null ? view.words.notAvailable : percentText(share, view.locale);
}

export function indexText(view: View, value: Decimal | null, digits: number): string {
  return value === null ? view.words.notAvailable : groupDigits(value, digits);
}

/** Gini, HHI, effective number and Theil. */
export function concentrationLines(view: View): string[] {
  const { words, ink } = view;
  const { gini, hhi, effectiveClients, theil } = view.result.summary.pareto;
  const indices = [indexText(view, gini, 6), indexText(view, hhi, 6), indexText(view, effectiveClients, 1)] as const;
  const line = words.indices(...indices, indexText(view, theil, 6));
  return [ink.bold(words.concentration), ...textLines(view, line)];
}

export function abcLines(view: View): string[] {
  const { words, measure } = view;
  const { abc } = view.result.summary.pareto;
  if (abc.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: words.abc, align: 'left' },
    { heading: words.clients, align: 'right' },
    { heading: shortHeading(measure), align: 'right' },
    { heading: words.share, align: 'right' },
  ];
  const rows = abc.map(({ class: name, clients, measure: sum, share }) => [
    name,
    groupCount(clients),
    groupDigits(sum, view.digits),
    shareText(view, share),
  ]);
  return tableLines(view, columns, rows, view.firstWidth);
}
