import type { MigrationCell, MigrationSummary, StabilityIndex } from '../../../model/summary.ts';
import { groupCount, groupDigits } from '../../number-text.ts';
import { column, count } from '../columns.ts';
import type { Chart, ReportTable, Section } from '../document.ts';
import { matrixTable, pairKey } from '../matrix.ts';
import { type DocumentScope, dateText, gradeName, labelOf, tierName } from '../scope.ts';

// Who moved between tiers and grades since the previous run, why, and whether the book as a whole changed.

export function migrationSection(scope: DocumentScope): Section | undefined {
  const { summary, words } = scope;
  const { migration } = summary;
  if (migration === undefined) return undefined;
  const own = words.migration;
  const { from, new: entered, matrix, grades } = migration;
  return {
    key: 'migration',
    title: words.sections.migration,
    notes: [
      own.since(dateText(scope, from.asOf)),
      ...(entered.returned > 0 ? [own.returned(groupCount(entered.returned))] : []),
      ...stabilityNotes(scope, own.tiers, migration.psi),
      ...(grades.length === 0 ? [] : stabilityNotes(scope, own.gradesName, migration.gradePsi)),
      from.sameRubric ? own.sameRubric : own.otherRubric(`${from.rubric.id}@${from.rubric.version}`),
    ],
    tables: [
      movesTable(scope, migration),
      ...stateMatrix(scope, 'matrix', own.matrix, matrix, (state) => tierName(scope, state)),
      ...causesTable(scope, migration),
      ...stateMatrix(scope, 'grades', own.grades, grades, (state) => gradeName(scope, state)),
      ...newTables(scope, migration),
    ],
    charts: flows(scope, migration),
  };
}

function stabilityNotes({ words }: DocumentScope, what: string, index: StabilityIndex): string[] {
  const own = words.migration;
  const { psi, expected, chiSquare, degrees, pValue } = index;
  if (psi === null || expected === null) return [];
  const notes = [own.psi(what, groupDigits(psi, 4), groupDigits(expected, 4))];
  if (chiSquare === null || pValue === null) return notes;
  const rare = pValue.units * 20n < 10n ** BigInt(pValue.scale);
  return [...notes, own.chance(groupDigits(chiSquare, 2), groupCount(degrees), groupDigits(pValue, 3), rare)];
}

function movesTable({ words, measure, digits }: DocumentScope, moves: MigrationSummary): ReportTable {
  const own = words.migration;
  const row = (name: string, { clients, measure: sum }: MigrationSummary['up']) => [name, count(clients), sum];
  return {
    key: 'moves',
    title: own.moves,
    note: own.openingNote(measure),
    columns: [
      column('text', 'move', own.move),
      column('count', 'clients', words.columns.clients),
      column('money', 'measure', own.openingMeasure(measure), digits),
    ],
    rows: [
      { cells: row(own.up, moves.up), mark: 'up' },
      { cells: row(own.down, moves.down), mark: 'down' },
      { cells: row(own.stayed, moves.stayed) },
      { cells: row(own.entered, moves.new) },
      { cells: row(own.left, moves.exit) },
    ],
  };
}

/** States of one side in the order of the matrix, EXIT last. */
function statesOf(cells: readonly MigrationCell[], side: 'from' | 'to', nameOf: (state: string) => string) {
  const keys = [...new Set(cells.map((cell) => cell[side]))];
  keys.sort((a, b) => Number(a === 'EXIT') - Number(b === 'EXIT'));
  return keys.map((key) => ({ key, name: nameOf(key) }));
}

function stateMatrix(
  { words }: DocumentScope,
  key: string,
  title: string,
  cells: readonly MigrationCell[],
  nameOf: (state: string) => string,
): ReportTable[] {
  if (cells.length === 0) return [];
  const counts = new Map(cells.map(({ from, to, clients }) => [pairKey(from, to), clients]));
  const rows = statesOf(cells, 'from', nameOf);
  const columns = statesOf(cells, 'to', nameOf);
  return [matrixTable({ key, title, first: words.migration.before, rows, columns, counts, total: words.total })];
}

/** Causes that moved nobody and changed no score are left out. */
function causesTable({ words, measure, digits }: DocumentScope, { causes }: MigrationSummary): ReportTable[] {
  const own = words.migration;
  const shown = causes.filter(({ up, down, meanEffect }) => up + down > 0 || (meanEffect?.units ?? 0n) !== 0n);
  if (shown.length === 0) return [];
  return [
    {
      key: 'causes',
      title: own.causes,
      note: own.causesNote,
      columns: [
        column('text', 'cause', own.cause),
        column('count', 'up', own.up),
        column('count', 'down', own.down),
        column('money', 'measure', own.measureMoved(measure), digits),
        column('number', 'effect', own.meanEffect, 2),
      ],
      rows: shown.map(({ cause, up, down, measure: sum, meanEffect }) => ({
        cells: [own.causeNames[cause], count(up), count(down), sum, meanEffect],
      })),
    },
  ];
}

function newTables(scope: DocumentScope, { new: entered }: MigrationSummary): ReportTable[] {
  const { words, measure, digits } = scope;
  if (entered.clients === 0) return [];
  return Object.entries(entered.by).map(([field, values]) => ({
    key: `new.${field}`,
    title: words.migration.newBy(labelOf(scope, field)),
    columns: [
      column('text', 'value', labelOf(scope, field)),
      column('count', 'clients', words.columns.clients),
      column('money', 'measure', measure, digits),
    ],
    rows: values.map((one) => ({ cells: [one.value ?? words.missing, count(one.clients), one.measure] })),
  }));
}

function flows(scope: DocumentScope, migration: MigrationSummary): Chart[] {
  const { words } = scope;
  const own = words.migration;
  const cells = migration.matrix.filter(({ clients }) => clients > 0);
  if (cells.length === 0) return [];
  const from = statesOf(cells, 'from', (state) => tierName(scope, state));
  const to = statesOf(cells, 'to', (state) => tierName(scope, state));
  const { up, down, stayed, new: entered, exit } = migration;
  const [rose, fell, rest, came, left] = [up, down, stayed, entered, exit].map(({ clients }) => groupCount(clients));
  return [
    {
      kind: 'flows',
      title: own.chart,
      alternative: own.text(rose, fell, rest, came, left),
      from: uniqueNames(from),
      to: uniqueNames(to),
      flows: cells.map((cell) => ({
        from: from.findIndex(({ key }) => key === cell.from),
        to: to.findIndex(({ key }) => key === cell.to),
        clients: cell.clients,
      })),
    },
  ];
}

/** Two tiers may have one label; then their names tell them apart. */
function uniqueNames(states: readonly { readonly key: string; readonly name: string }[]): string[] {
  return states.map(({ key, name }) =>
    states.some((other) => other.key !== key && other.name === name) ? `${name} (${key})` : name,
  );
}
