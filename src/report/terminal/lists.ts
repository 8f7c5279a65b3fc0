import { groupCount, groupDigits } from '../number-text.ts';
import { labelText, shortHeading, tableLines, type View } from './view.ts';

/** How many clients are on each list. */
export function listLines(view: View): string[] {
  const { lists } = view.result.summary;
  if (lists.length === 0) return [];
  return tableLines(
    view,
    [
      { heading: view.words.lists, align: 'left' },
      { heading: view.words.clients, align: 'right' },
      { heading: shortHeading(view.measure), align: 'right', spare: 1 },
    ],
    lists.map(({ list, label, clients, measure }) => [
      labelText(view, label, list),
      groupCount(clients),
      groupDigits(measure, view.digits),
    ]),
    view.firstWidth,
  );
}
