import type { Rubric } from '../model/rubric.ts';
import { type Column, isText } from '../model/table.ts';
import { blockEnd } from '../numeric/blocks.ts';
import { rowsDescending } from '../numeric/order.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import { type LineColumn, writeRows } from './clients-csv.ts';
import type { ReportFile, RunReport } from './format.ts';
import { fileNames } from './list-file-names.ts';

// lists/NAME.csv: a line for each client on the list, in the order of the list (its sort value descending, missing last, then
// id), with what whoever calls them needs. A list that nobody is on has its headings.

export function listFiles(report: RunReport, crew: Crew = alone): ReportFile[] {
  const { lists } = report.rubric;
  const names = fileNames(lists.map(({ name }) => name));
  return lists.map(({ name }, index) => ({
    name: `lists/${names[index]}.csv`,
    content: writeList(report, name, crew),
  }));
}

async function* writeList(report: RunReport, name: string, crew: Crew): AsyncGenerator<Uint8Array> {
  const order = orderOf(report, name);
  yield* writeRows(report, columnsOf(report, name), order, crew);
}

/** Rows on the list. Rows of the table are in id order, so ties fall by id. */
function orderOf({ table }: RunReport, name: string): Uint32Array {
  const isOn = numbersOf(table.columns.get(`list.${name}`));
  const sort = numbersOf(table.columns.get(`list.${name}.sort`));
  if (isOn === undefined) return new Uint32Array(0);
  const sorted = sort === undefined ? new Uint32Array(0) : rowsDescending(sort, isOn);
  const order = new Uint32Array(isOn.length);
  order.set(sorted);
  let count = sorted.length;
  for (let from = 0; from < isOn.length; from = blockEnd(from, isOn.length)) {
    count = addWithout(sort, isOn, from, blockEnd(from, isOn.length), order, count);
  }
  return order.subarray(0, count);
}

/** Rows on the list that have no value to sort by, put behind `count` others; returns how many there are then. */
function addWithout(
  sort: Float64Array | undefined,
  isOn: Float64Array,
  from: number,
  end: number,
  order: Uint32Array,
  count: number,
): number {
  let to = count;
  for (let row = from; row < end; row++) {
    if (isOn[row] === 1 && (sort === undefined || Number.isNaN(sort[row]))) order[to++] = row;
  }
  return to;
}

function columnsOf({ rubric, table }: RunReport, list: string): LineColumn[] {
  const { portfolio }: Rubric = rubric;
  const own = (heading: string, name: string | undefined): LineColumn => ({
    heading,
    column: name === undefined ? undefined : table.columns.get(name),
  });
  return [
    { heading: 'place', line: true },
    own('id', portfolio.id),
    own('name', portfolio.name),
    own('sort', `list.${list}.sort`),
    own('tier', 'tier'),
    own('grade', 'grade'),
    own('score', 'score'),
    own('measure', portfolio.measure),
    { heading: 'actions', made: 'actions' },
  ];
}

function numbersOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}
