import type { ParetoSummary } from '../../../model/summary.ts';
import { isText } from '../../../model/table.ts';
import { decimal, toScale } from '../../../numeric/decimal.ts';
import { groupCount } from '../../number-text.ts';
import { idCells, numberCells, placeCells } from '../client-rows.ts';
import { column, count, withBar } from '../columns.ts';
import type { Chart, ReportTable, Section } from '../document.ts';
import { type DocumentScope, percentageText, shareText } from '../scope.ts';
import { topRows } from '../top-rows.ts';

// How much of the measure the largest clients hold, by client and by group of connected clients.

type Shares = Omit<ParetoSummary, 'abc' | 'lorenz'>;

export function paretoSection(scope: DocumentScope): Section {
  const { summary, words, measure } = scope;
  const { pareto, groups } = summary;
  const own = words.pareto;
  const notes = [own.note(measure)];
  if (pareto.expect !== null) {
    const { top, expected, observed } = pareto.expect;
    const shares = [shareText(scope, observed), shareText(scope, expected, 0)] as const;
    notes.push(own.expected(percentageText(scope, top), ...shares, measure));
  }
  if (groups !== undefined) notes.push(own.groups(groupCount(groups.groups), groupCount(groups.ungrouped)));
  return {
    key: 'pareto',
    title: words.sections.pareto,
    notes,
    tables: [
      topTable(scope, pareto, false),
      neededTable(scope, pareto),
      ...largestTable(scope),
      indexTable(scope, pareto, false),
      ...abcTable(scope),
      ...groupTables(scope),
    ].filter(({ rows }) => rows.length > 0),
    charts: curve(scope),
  };
}

function topTable({ words, measure, digits }: DocumentScope, { top }: Shares, byGroup: boolean): ReportTable {
  const own = words.pareto;
  return {
    key: byGroup ? 'top_groups' : 'top',
    title: byGroup ? own.groupTop(measure) : own.top(measure),
    note: own.topNote,
    columns: [
      column('share', 'percent', byGroup ? own.topGroupPercent : own.topPercent, 1),
      column('number', 'k', byGroup ? own.groupsK : own.k, 2),
      withBar(column('share', 'share', own.measureShare(measure))),
      column('count', 'list_clients', own.listClients),
      column('money', 'list_measure', own.listMeasure(measure), digits),
      column('share', 'list_share', own.listShare),
    ],
    rows: top.map(({ percent, k, share, listClients, listMeasure, listShare }) => ({
      cells: [{ units: percent.units, scale: percent.scale + 2 }, k, share, count(listClients), listMeasure, listShare],
    })),
  };
}

function neededTable({ words, measure }: DocumentScope, { clientsFor }: Shares): ReportTable {
  const own = words.pareto;
  return {
    key: 'clients_for',
    title: own.clientsFor,
    columns: [
      column('share', 'share', own.measureShare(measure)),
      withBar(column('count', 'clients', words.columns.clients)),
    ],
    rows: clientsFor.map(({ share, clients }) => ({ cells: [share, clients === null ? null : count(clients)] })),
  };
}

/** The first clients by the measure, with the share that each and all before it hold. */
function largestTable(scope: DocumentScope): ReportTable[] {
  const { words, measure, rubric, report, top } = scope;
  const { columns } = report.table;
  const clients = columns.get('$client');
  const sums = columns.get(rubric.portfolio.measure);
  if (clients === undefined || isText(clients) || sums === undefined || isText(sums)) return [];
  const present = clients.values.map((flag, row) => (Number.isNaN(sums.values[row]) ? 0 : flag));
  const title = words.clientColumns.cumulative_share;
  const shown = [
    ...idCells(scope),
    ...numberCells(scope, 'measure', measure, sums),
    ...numberCells(scope, 'cumulative_share', title, columns.get('cumulative_share'), { kind: 'share', digits: 1 }),
    ...placeCells(scope),
  ];
  return [
    {
      key: 'largest_clients',
      title: words.pareto.largestClients,
      columns: shown.map((one) => one.column),
      rows: topRows(present, sums.values, top).map((row) => ({ cells: shown.map(({ of }) => of(row)) })),
    },
  ];
}

function indexTable({ words }: DocumentScope, shares: Shares, byGroup: boolean): ReportTable {
  const own = words.pareto;
  const { gini, hhi, effectiveClients, theil } = shares;
  return {
    key: byGroup ? 'group_concentration' : 'concentration',
    title: byGroup ? own.groupIndices : own.concentration,
    columns: [
      column('text', 'index', own.index),
      column('number', 'value', own.value, 6),
      column('text', 'meaning', own.meaning),
    ],
    rows: [
      { cells: [own.gini, gini, own.giniMeaning] },
      { cells: [own.hhi, hhi, own.hhiMeaning] },
      { cells: [byGroup ? own.effectiveGroups : own.effective, effectiveClients, own.effectiveMeaning] },
      { cells: [own.theil, theil, own.theilMeaning] },
    ],
  };
}

function abcTable({ words, measure, digits, summary }: DocumentScope): ReportTable[] {
  const own = words.pareto;
  const { abc } = summary.pareto;
  if (abc.length === 0) return [];
  return [
    {
      key: 'abc',
      title: own.abc,
      note: own.abcNote,
      columns: [
        column('text', 'class', own.class),
        column('count', 'clients', words.columns.clients),
        column('money', 'measure', measure, digits),
        withBar(column('share', 'share', own.measureShare(measure))),
      ],
      rows: abc.map((one) => ({ cells: [one.class, count(one.clients), one.measure, one.share] })),
    },
  ];
}

function groupTables(scope: DocumentScope): ReportTable[] {
  const { words, measure, digits, summary } = scope;
  const { groups } = summary;
  if (groups === undefined) return [];
  const own = words.pareto;
  return [
    topTable(scope, groups.pareto, true),
    indexTable(scope, groups.pareto, true),
    {
      key: 'largest_groups',
      title: own.largest,
      columns: [
        column('text', 'group', own.group),
        column('count', 'clients', words.columns.clients),
        column('money', 'measure', measure, digits),
        withBar(column('share', 'share', own.measureShare(measure))),
      ],
      rows: groups.largest.map(({ group, client, clients, measure: sum, share }) => ({
        cells: [group ?? own.alone(client ?? ''), count(clients), sum, share],
      })),
    },
  ];
}

/** The Lorenz curve seen from its other end: the largest clients first. */
function curve(scope: DocumentScope): Chart[] {
  const { words, measure, summary } = scope;
  const { lorenz, top } = summary.pareto;
  if (lorenz.length === 0) return [];
  const own = words.pareto;
  const fromTop = (value: { units: bigint; scale: number }) =>
    decimal(toScale(decimal(1, 0), value.scale).units - value.units, value.scale);
  const lines = top.map(({ percent, share }) =>
    own.curveText(percentageText(scope, percent), shareText(scope, share), measure),
  );
  return [
    {
      kind: 'lorenz',
      title: own.curve,
      alternative: words.labelled(own.curve, words.joined(lines)),
      axes: { x: own.curveX, y: own.curveY(measure) },
      points: lorenz.map(({ clients, measure: held }) => ({ x: fromTop(clients), y: fromTop(held) })).toReversed(),
      series: own.observed,
      equality: own.equality,
    },
  ];
}
