import type { MigrationSummary, StabilityIndex, Summary } from '../../model/summary.ts';
import { toVisible } from '../../text/visible-text.ts';
import { signed } from '../change-text.ts';
import { groupCount, groupDigits } from '../number-text.ts';
import { countLeftOut, type TableColumn } from './table.ts';
import { labelText, moreLine, shortHeading, tableLines, textLines, type View } from './view.ts';

/** Who moved between tiers since the previous run: clients by opening tier, and the sums beside it. */
export function migrationLines(view: View): string[] {
  const { migration } = view.result.summary;
  if (migration === undefined) return [];
  const { words } = view;
  const { matrix, up, down, stayed, exit } = migration;
  const to = [...new Set(matrix.map((cell) => cell.to))].sort((a, b) => Number(a === 'EXIT') - Number(b === 'EXIT'));
  const from = [...new Set(matrix.map((cell) => cell.from))];
  const columns: TableColumn[] = [
    { heading: words.movesSince(migration.from.asOf), align: 'left' },
    ...to.map((state) => ({ heading: shortHeading(stateText(view, state)), align: 'right' as const })),
  ];
  const counts = new Map(matrix.map((cell) => [`${cell.from}\n${cell.to}`, cell.clients]));
  const rows = from.map((state) => [
    { text: stateText(view, state) },
    ...to.map((other) => {
      const count = counts.get(`${state}\n${other}`) ?? 0;
      return count === 0 ? { text: '-', paint: view.ink.dim } : { text: groupCount(count) };
    }),
  ]);
  const sum = ({ clients, measure }: MigrationSummary['up']) =>
    [groupCount(clients), groupDigits(measure, view.digits)] as const;
  const moves = [
    words.movedUp(...sum(up)),
    words.movedDown(...sum(down)),
    words.stayed(...sum(stayed)),
    words.entered(...sum(migration.new)),
    words.left(...sum(exit)),
  ];
  if (migration.new.returned > 0) moves.push(words.returned(groupCount(migration.new.returned)));
  const { rubric, sameRubric } = migration.from;
  return [
    ...tableLines(view, columns, rows, view.firstWidth),
    ...moreLine(view, countLeftOut(columns, rows, view.width, view.firstWidth)),
    ...textLines(view, moves.join(words.comma)),
    ...textLines(view, stabilityText(view, migration.psi)),
    ...(sameRubric ? [] : textLines(view, words.otherRubric(`${toVisible(rubric.id)} ${toVisible(rubric.version)}`))),
  ];
}

/** A tier of this run by its label; one that only the previous run had by its name. */
function stateText(view: View, state: string): string {
  const { words } = view;
  if (state === 'NEW') return words.newClients;
  if (state === 'EXIT') return words.exits;
  if (state === 'unrated') return words.unratedTier;
  const rule = view.result.rubric.tiers.find(({ tier }) => tier === state);
  return labelText(view, rule?.label ?? {}, state);
}

function stabilityText({ words }: View, { psi, expected, chiSquare, pValue }: StabilityIndex): string {
  const text = (value: typeof psi, digits: number) =>
    value === null ? words.notAvailable : groupDigits(value, digits);
  return words.psi(text(psi, 4), text(expected, 4), text(chiSquare, 2), text(pValue, 3));
}

/** Why clients moved; causes that moved nobody and changed no score are left out. */
export function causeLines(view: View): string[] {
  const { words, digits, measure } = view;
  const causes: MigrationSummary['causes'] = view.result.summary.migration?.causes ?? [];
  const shown = causes.filter(({ up, down, meanEffect }) => up + down > 0 || (meanEffect?.units ?? 0n) !== 0n);
  if (shown.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: words.causes, align: 'left' },
    { heading: words.up, align: 'right' },
    { heading: words.down, align: 'right' },
    { heading: shortHeading(measure), align: 'right', spare: 1 },
    { heading: words.meanEffect, align: 'right' },
  ];
  const rows = shown.map(({ cause, up, down, measure: sum, meanEffect }) => [
    words.causeNames[cause],
    groupCount(up),
    groupCount(down),
    groupDigits(sum, digits),
    meanEffect === null ? '-' : signed(groupDigits(meanEffect, 2)),
  ]);
  return tableLines(view, columns, rows, view.firstWidth);
}

const statuses = ['applied', 'pending', 'expired', 'refused', 'not-found'] as const;
/** Entries shown that were not applied; summary.json has all. */
const mostShown = 5;

/** Tiers given by hand: how many by what became of them, and those that were not taken. */
export function overrideLines(view: View): string[] {
  const { words, ink } = view;
  const overrides: NonNullable<Summary['overrides']> = view.result.summary.overrides ?? [];
  if (overrides.length === 0) return [];
  const counts = statuses
    .map((status) => [status, overrides.filter((entry) => entry.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => words.overrideCount(words.overrideStatuses[status], groupCount(count)));
  const lost = overrides.filter(({ status }) => status === 'refused' || status === 'not-found');
  return [
    ink.bold(words.overrides),
    ...textLines(view, counts.join(words.comma)),
    ...lost.slice(0, mostShown).flatMap(({ client, to, status, why }) =>
      textLines(
        view,
        // A cell that is empty is often why the line was refused.
        words.overrideLost(
          toVisible(client) || '-',
          stateText(view, to) || '-',
          words.overrideStatuses[status],
          why ?? '',
        ),
      ),
    ),
    ...moreLine(view, lost.length - mostShown),
  ];
}
