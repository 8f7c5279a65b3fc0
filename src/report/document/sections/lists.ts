import type { ListSpec } from '../../../model/rubric.ts';
import { isText } from '../../../model/table.ts';
import { labelIn } from '../../label-in.ts';
import { groupCount } from '../../number-text.ts';
import { idCells, numberCells, placeCells } from '../client-rows.ts';
import { column, count } from '../columns.ts';
import type { ReportTable, Section } from '../document.ts';
import { type DocumentScope, labelOf } from '../scope.ts';
import { topRows } from '../top-rows.ts';

/** How many clients are on each list, and the first of each. */
export function listsSection(scope: DocumentScope): Section | undefined {
  const { summary, rubric, words, measure, digits, locale, top } = scope;
  const { lists } = summary;
  if (lists.length === 0) return undefined;
  const nameOf = ({ list, label }: (typeof lists)[number]) => labelIn(label, locale, list);
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
        rows: lists.map((list) => ({ cells: [nameOf(list), count(list.clients), list.measure] })),
      },
      ...rubric.lists.map((list, index) => listTable(scope, list, nameOf(lists[index]), lists[index].clients)),
    ],
    charts: [],
  };
}

function listTable(scope: DocumentScope, list: ListSpec, title: string, all: number): ReportTable {
  const { words, report, top, rubric, measure } = scope;
  const { columns } = report.table;
  const flags = columns.get(`list.${list.name}`);
  const sort = columns.get(`list.${list.name}.sort`);
  const order = sort === undefined || isText(sort) ? undefined : sort.values;
  const rows = flags === undefined || isText(flags) ? [] : topRows(flags.values, order, top);
  const byMeasure = list.sort?.op === 'column' && list.sort.name === rubric.portfolio.measure;
  const shown = [
    ...idCells(scope),
    ...(byMeasure ? [] : numberCells(scope, 'sort', sortName(scope, list), sort)),
    ...numberCells(scope, 'measure', measure, columns.get(rubric.portfolio.measure)),
    ...placeCells(scope),
  ];
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

/** A column by its label, a formula as "sorted by". */
function sortName(scope: DocumentScope, { sort }: ListSpec): string {
  if (sort?.op !== 'column') return scope.words.lists.sort;
  return sort.name === 'score' ? scope.words.columns.score : labelOf(scope, sort.name);
}
