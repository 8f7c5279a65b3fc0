import type { ListSpec } from '../../../model/rubric.ts';
import { type Column, isText, type NumericColumn, textAt } from '../../../model/table.ts';
import type { ValueType } from '../../../model/value-type.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { labelIn } from '../../label-in.ts';
import { groupCount } from '../../number-text.ts';
import { column, count } from '../columns.ts';
import type { CellKind, ReportCell, ReportColumn, ReportTable, Section } from '../document.ts';
import { type DocumentScope, gradeName, labelOf, tierName } from '../scope.ts';
import { topRows } from '../top-rows.ts';

/** How many clients are on each list, and the first of each. */
export function listsSection(scope: DocumentScope): Section | undefined {
  const { summary, rubric, words, measure, digits, locale, top } = scope;
  if (summary.lists.length === 0) return undefined;
  const nameOf = (index: number) => labelIn(summary.lists[index].label, locale, summary.lists[index].list);
  return {
    key: 'lists',
    title: words.sections.lists,
    notes: [words.lists.note(groupCount(top))],
    tables: [
      {
        key: 'overview',
        title: words.lists.overview,
        columns: [
          column('text', 'list', words.lists.list),
          column('count', 'clients', words.columns.clients),
          column('money', 'measure', measure, digits),
        ],
        rows: summary.lists.map(({ clients, measure: sum }, index) => ({
          cells: [nameOf(index), count(clients), sum],
        })),
      },
      ...rubric.lists.map((list, index) => listTable(scope, list, nameOf(index), summary.lists[index].clients)),
    ],
    charts: [],
  };
}

interface Shown {
  readonly column: ReportColumn;
  readonly of: (row: number) => ReportCell;
}

function listTable(scope: DocumentScope, list: ListSpec, title: string, all: number): ReportTable {
  const { words, report, top } = scope;
  const { columns } = report.table;
  const flags = numbersOf(columns.get(`list.${list.name}`));
  const sort = list.sort && columns.get(`list.${list.name}.sort`);
  const order = sort === undefined ? undefined : numbersOf(sort)?.values;
  const rows = flags === undefined ? [] : topRows(flags.values, order, top);
  const shown = shownColumns(scope, list, sort);
  const sorted = list.sort === undefined ? words.lists.byId : words.lists.sortedBy(sortName(scope, list));
  const note = words.bracketed(words.lists.shown(groupCount(rows.length), groupCount(all)), sorted);
  return {
    key: `list.${list.name}`,
    title,
    note: words.sentence(rows.length === 0 ? words.lists.empty : note),
    columns: shown.map((one) => one.column),
    rows: rows.map((row) => ({ cells: shown.map(({ of }) => of(row)) })),
  };
}

function shownColumns(scope: DocumentScope, list: ListSpec, sort: Column | undefined): Shown[] {
  const { words, rubric, report, measure } = scope;
  const { portfolio } = rubric;
  const texts = (
    key: string,
    title: string,
    name: string,
    nameOf = (text: string | null): ReportCell => text,
  ): Shown[] => {
    const of = report.table.columns.get(name);
    if (of === undefined || !isText(of)) return [];
    return [{ column: column('text', key, title), of: (row) => nameOf(textAt(of, row)) }];
  };
  const numbers = (key: string, title: string, of: Column | undefined): Shown[] => {
    if (of === undefined || isText(of)) return [];
    const { kind, digits } = shownAs(of.type, scope);
    return [{ column: column(kind, key, title, digits), of: (row) => cellOf(scope, of, row) }];
  };
  const byMeasure = list.sort?.op === 'column' && list.sort.name === portfolio.measure;
  return [
    ...texts('id', words.columns.id, portfolio.id),
    ...(portfolio.name === undefined || portfolio.name === portfolio.id
      ? []
      : texts('name', words.columns.name, portfolio.name)),
    ...(byMeasure ? [] : numbers('sort', sortName(scope, list), sort)),
    ...numbers('measure', measure, report.table.columns.get(portfolio.measure)),
    ...texts('tier', words.columns.tier, 'tier', (tier) => tierCell(scope, tier)),
    ...texts('grade', words.columns.grade, 'grade', (grade) => (grade === null ? null : gradeName(scope, grade))),
    ...numbers('score', words.columns.score, report.table.columns.get('score')).map((one) => ({
      ...one,
      column: column('points', 'score', words.columns.score),
    })),
  ];
}

function tierCell(scope: DocumentScope, tier: string | null): ReportCell {
  return tier === null ? null : tierName(scope, tier);
}

function sortName(scope: DocumentScope, { sort }: ListSpec): string {
  if (sort?.op === 'column') return sort.name === 'score' ? scope.words.columns.score : labelOf(scope, sort.name);
  return scope.words.lists.sort;
}

function numbersOf(of: Column | undefined): NumericColumn | undefined {
  return of === undefined || isText(of) ? undefined : of;
}

function shownAs({ kind, scale }: ValueType, { digits }: DocumentScope): { kind: CellKind; digits: number } {
  if (kind === 'money') return { kind: 'money', digits: Math.min(scale, digits) };
  if (kind === 'percent') return { kind: 'share', digits: 1 };
  if (kind === 'date') return { kind: 'date', digits: 0 };
  if (kind === 'flag') return { kind: 'text', digits: 0 };
  return scale === 0 ? { kind: 'count', digits: 0 } : { kind: 'number', digits: 2 };
}

function cellOf({ words }: DocumentScope, { type, values }: NumericColumn, row: number): ReportCell {
  const value = values[row];
  if (Number.isNaN(value)) return null;
  if (type.kind === 'flag') return value === 1 ? words.yes : words.no;
  return decimal(value, type.scale);
}
