import type { Problem } from '../model/problem.ts';
import type { FieldSpec, Rubric } from '../model/rubric.ts';
import { isText, type OwnedTable, type Table } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';

// A run's inputs under the rubric of the run before. Where that rubric does not find a field any more because its heading has
// another name by now, which this run's rubric knows, it takes it from there: a new heading is nobody's change of tier.

export interface ReadBook {
  readonly table: Table;
  readonly tables: ReadonlyMap<string, OwnedTable>;
}

export type ReadUnder = (rubric: Rubric) => Promise<ReadBook>;

/** Undefined, and reported, where the inputs cannot be read under the previous rubric, not even so. */
export async function readUnderPrevious(
  previous: Rubric,
  now: Rubric,
  read: ReadUnder,
  report: (finding: Problem) => void,
): Promise<ReadBook | undefined> {
  const first = await unlessRefused(read(previous));
  const isLost = (name: string, table?: string) =>
    first instanceof UserError || isEmpty(table === undefined ? first.table : first.tables.get(table), name);
  const borrowed = borrowHeadings(previous, now, isLost);
  const found = borrowed === undefined ? first : await unlessRefused(read(borrowed));
  if (!(found instanceof UserError)) return found;
  if (!(first instanceof UserError)) return first;
  const [problem] = first.problems;
  const message = `the inputs cannot be read under the previous rubric, so all changes count as the rubric's: ${problem.message}`;
  const told: Problem = { ...problem, code: 'not-read-again', severity: 'finding', message };
  report(told);
  return undefined;
}

async function unlessRefused(reading: Promise<ReadBook>): Promise<ReadBook | UserError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function isEmpty(table: Table | undefined, name: string): boolean {
  const column = table?.columns.get(name);
  if (column === undefined) return true;
  return isText(column) ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);
}

/** The previous rubric with this one's headings for the fields that are lost; undefined where that changes none. */
function borrowHeadings(
  previous: Rubric,
  now: Rubric,
  isLost: (field: string, table?: string) => boolean,
): Rubric | undefined {
  let isChanged = false;
  const borrow = (fields: readonly FieldSpec[], others: readonly FieldSpec[], table?: string): FieldSpec[] =>
    fields.map((field) => {
      const other = others.find(({ name }) => name === field.name);
      const isNew = other?.from.some((heading) => !field.from.includes(heading)) === true;
      if (other === undefined || !isNew || !isLost(field.name, table)) return field;
      isChanged = true;
      return { ...field, from: other.from };
    });
  const fields = borrow(previous.fields, now.fields);
  const tables = previous.tables.map((table) => {
    const other = now.tables.find(({ name }) => name === table.name);
    return other === undefined ? table : { ...table, fields: borrow(table.fields, other.fields, table.name) };
  });
  return isChanged ? { ...previous, fields, tables } : undefined;
}
