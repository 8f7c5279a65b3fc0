import type { Decimal } from '../../model/decimal.ts';
import type { CapacitySummary, GradeSummary, GroupSummary } from '../../model/summary.ts';
import { toVisible } from '../../text/visible-text.ts';
import { addDecimals } from '../add-decimals.ts';
import { groupCount, groupDigits, percentText } from '../number-text.ts';
import { countLeftOut, type TableColumn } from './table.ts';
import { labelText, moreLine, shortHeading, tableLines, textLines, type View } from './view.ts';

/** Tiers, best first, with what they hold; below, the tiers that were full. */
export function tierLines(view: View): string[] {
  const { tiers, capacity } = view.result.summary;
  if (tiers.length === 0) return [];
  const { words } = view;
  const lines = groupTable(
    view,
    words.tiers,
    tiers,
    (tier) => labelText(view, tier.label, tier.tier),
    tiers.some((tier) => tier.effortHours !== null) ? (tier) => tier.effortHours : null,
  );
  for (const full of capacity) {
    const notes = capacityNotes(view, full);
    lines.push(...notes.flatMap((note) => textLines(view, note)).map((text) => view.ink.dim(text)));
  }
  return lines;
}

/** Clients named that just missed a place; summary.json has ten. */
const mostMissed = 3;

function capacityNotes(view: View, full: CapacitySummary): string[] {
  const { words } = view;
  const { tier, asked, placed, overflow, held, overridden, missed = [], lastScore } = full;
  const name = tierName(view, tier);
  const notes: string[] = [];
  if (overflow > 0) {
    notes.push(words.full(name, groupCount(asked), groupCount(placed), groupCount(overflow)));
    const clients = missed
      .slice(0, mostMissed)
      .map((one) => words.missedClient(toVisible(one.client), groupDigits(one.score, 2), tierName(view, one.tier)));
    if (lastScore !== null && clients.length > 0) {
      notes.push(words.justMissed(groupDigits(lastScore, 2), clients.join(words.comma)));
    }
  }
  if (held > 0) notes.push(words.heldClients(name, groupCount(held)));
  if (overridden > 0) notes.push(words.overCapacity(name, groupCount(overridden)));
  return notes;
}

function tierName(view: View, tier: string | null): string {
  if (tier === null) return view.words.unratedTier;
  const group = view.result.summary.tiers.find((candidate) => candidate.tier === tier);
  return labelText(view, group?.label ?? {}, tier);
}

export function gradeLines(view: View): string[] {
  const { grades } = view.result.summary;
  return grades.length === 0
    ? []
    : groupTable(view, view.words.grades, grades, (grade) => gradeName(view, grade), null);
}

/** A grade is known by its letter: "D 违约". */
function gradeName(view: View, { grade, label }: GradeSummary): string {
  const text = labelText(view, label, grade);
  return isRest(grade) || text === toVisible(grade) ? text : `${toVisible(grade)} ${text}`;
}

/** The group of clients without a grade has a label only. */
function isRest(name: string): boolean {
  return name === 'ungraded';
}

function groupTable<Group extends GroupSummary>(
  view: View,
  title: string,
  groups: readonly Group[],
  nameOf: (group: Group) => string,
  effort: ((group: Group) => Decimal | null) | null,
): string[] {
  const { words, locale, ink } = view;
  const columns: TableColumn[] = [
    { heading: title, align: 'left' },
    { heading: words.clients, align: 'right' },
    { heading: words.share, align: 'right', spare: 1 },
    { heading: shortHeading(view.measure), align: 'right' },
    { heading: words.share, align: 'right' },
    { heading: words.meanScore, align: 'right', spare: 3 },
  ];
  if (effort !== null) columns.push({ heading: words.hours, align: 'right', spare: 2 });
  const rows = groups.map((group) => {
    const cells = [
      nameOf(group),
      groupCount(group.clients),
      percentText(group.clientShare, locale),
      groupDigits(group.measure, view.digits),
      percentText(group.measureShare, locale),
      group.meanScore === null ? '-' : groupDigits(group.meanScore, 2),
    ];
    if (effort !== null) cells.push(optionalWhole(effort(group)));
    return cells;
  });
  const clients = groups.reduce((sum, group) => sum + group.clients, 0);
  const total = [
    words.total,
    groupCount(clients),
    '',
    groupDigits(addDecimals(groups.map((g) => g.measure)), view.digits),
    '',
    '',
  ];
  if (effort !== null) total.push(optionalWhole(addDecimals(groups.map((group) => effort(group)))));
  return tableLines(view, columns, [...rows, total.map((text) => ({ text, paint: ink.dim }))], view.firstWidth);
}

function optionalWhole(value: Decimal | null): string {
  return value === null ? '-' : groupDigits(value, 0);
}

/** Clients by tier and grade. */
export function crossLines(view: View): string[] {
  const { tiers, grades, tierByGrade } = view.result.summary;
  if (tierByGrade.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: view.words.tierByGrade, align: 'left' },
    ...grades.map(({ grade, label }) => ({
      heading: shortHeading(isRest(grade) ? labelText(view, label, grade) : toVisible(grade)),
      align: 'right' as const,
    })),
  ];
  const counts = new Map(tierByGrade.map(({ tier, grade, clients }) => [`${tier}\n${grade}`, clients]));
  const rows = tiers.map((tier) => [
    { text: labelText(view, tier.label, tier.tier) },
    ...grades.map((grade) => {
      const count = counts.get(`${tier.tier}\n${grade.grade}`) ?? 0;
      return count === 0 ? { text: '-', paint: view.ink.dim } : { text: groupCount(count) };
    }),
  ]);
  const leftOut = countLeftOut(columns, rows, view.width, view.firstWidth);
  return [...tableLines(view, columns, rows, view.firstWidth), ...moreLine(view, leftOut)];
}
