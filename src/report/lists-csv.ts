import type { Rubric } from '../model/rubric.ts';
import { type Column, isText, type NumericColumn } from '../model/table.ts';
import { rowsDescending } from '../numeric/order.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import { sharedFloats } from '../parallel/shared-memory.ts';
import type { ClientColumn } from './client-columns.ts';
import { writeRows } from './clients-csv.ts';
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
  yield* writeRows(report, columnsOf(report, name, order), order, crew);
}

/** Rows on the list. Rows of the table are in id order, so ties fall by id. */
function orderOf({ table }: RunReport, name: string): Uint32Array {
  const isOn = numbersOf(table.columns.get(`list.${name}`));
  const sort = numbersOf(table.columns.get(`list.${name}.sort`));
  if (isOn === undefined) return new Uint32Array(0);
  const sorted = sort === undefined ? new Uint32Array(0) : rowsDescending(sort, isOn);
  const order = new Uint32Array(isOn.reduce((count, flag) => (flag === 1 ? count + 1 : count), 0));
  order.set(sorted);
  let place = sorted.length;
  for (let row = 0; row < isOn.length; row++) {
    if (isOn[row] === 1 && (sort === undefined || Number.isNaN(sort[row]))) order[place++] = row;
  }
  return order;
}

function columnsOf({ rubric, table }: RunReport, list: string, order: Uint32Array): ClientColumn[] {
  const { portfolio }: Rubric = rubric;
  const values = sharedFloats(table.rows).fill(Number.NaN);
  for (let place = 0; place < order.length; place++) values[order[place]] = place + 1;
  const place: NumericColumn = { type: { kind: 'integer', scale: 0 }, values };
  const own = (heading: string, name: string | undefined): ClientColumn => ({
    heading,
    column: name === undefined ? undefined : table.columns.get(name),
  });
  return [
    { heading: 'place', column: place },
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
