import type { ConnectedSummary } from '../../model/summary.ts';
import { toVisible } from '../../text/visible-text.ts';
import { groupCount, groupDigits, shortDigits, withPercentSign } from '../number-text.ts';
import { indexText, shareText } from './pareto.ts';
import type { TableColumn } from './table.ts';
import { shortHeading, tableLines, textLines, type View } from './view.ts';

/** Groups shown; summary.json has ten. */
const mostShown = 5;

/** Pareto and concentration by group of connected clients, and the largest groups. */
export function connectedLines(view: View): string[] {
  const { words, ink } = view;
  const { groups: connected } = view.result.summary;
  if (connected === undefined) return [];
  const { groups, ungrouped, pareto, largest } = connected;
  const { gini, hhi, effectiveClients, theil } = pareto;
  const indices = [indexText(view, gini, 6), indexText(view, hhi, 6), indexText(view, effectiveClients, 1)] as const;
  return [
    ink.bold(words.connected),
    ...textLines(view, words.connectedCount(groupCount(groups), groupCount(ungrouped))),
    ...topLines(view, pareto),
    ...textLines(view, words.groupIndices(...indices, indexText(view, theil, 6))),
    ...largestLines(view, largest),
  ];
}

/** "top 10 % of groups = 69.1 % of revenue". */
function topLines(view: View, { top }: ConnectedSummary['pareto']): string[] {
  const { words, locale, measure } = view;
  const longest = Math.max(0, ...top.map(({ percent }) => shortDigits(percent).length));
  return top.flatMap(({ percent, share }) => {
    const groups = words.topGroups(withPercentSign(shortDigits(percent).padStart(longest), locale));
    return textLines(view, `${groups} ${words.holds(shareText(view, share), measure)}`);
  });
}

function largestLines(view: View, largest: ConnectedSummary['largest']): string[] {
  const { words, measure, digits } = view;
  if (largest.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: words.largest, align: 'left' },
    { heading: words.clients, align: 'right' },
    { heading: shortHeading(measure), align: 'right' },
    { heading: words.share, align: 'right' },
  ];
  const rows = largest
    .slice(0, mostShown)
    .map(({ group, client, clients, measure: sum, share }) => [
      group === null ? words.alone(toVisible(client ?? '')) : toVisible(group),
      groupCount(clients),
      groupDigits(sum, digits),
      shareText(view, share),
    ]);
  return tableLines(view, columns, rows, view.firstWidth);
}
