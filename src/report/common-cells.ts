import { blockEnd } from '../numeric/blocks.ts';
import { createJob } from '../parallel/crew.ts';
import { unpackTexts } from '../parallel/packed-column.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
import type { CellSource, PlainSource } from './cell-source.ts';
import { cellTextOf } from './cell-texts.ts';
import { type ClassTable, classifyPairs, classifyTexts, classifyValues, mostClasses, slots } from './row-classes.ts';

// Columns of few distinct values, as most of a clients file are (points, grades, tiers): rows are sorted into classes whose
// cells are the same, in the order of the table and so quickly; neighbouring columns become one as long as the classes stay
// few. Then a row's cells of several columns are a small number, to be found in a small array, and one copy.

/** Pairs of classes of two columns that are looked at: a table of them must stay there too. */
const mostPairs = 2 ** 17;

export interface CommonCellsTask {
  readonly columns: readonly CellSource[];
  /** Rows of the table. */
  readonly rows: number;
}

/** The same cells, in fewer columns. */
export function joinCommonCells({ columns, rows }: CommonCellsTask): CellSource[] {
  const joined: CellSource[] = [];
  const spare: Spare = [];
  let group: { readonly sources: PlainSource[]; classes: Classes } | undefined;
  const flush = () => {
    if (group !== undefined) joined.push(commonOf(group.sources, group.classes, rows));
    group = undefined;
  };
  for (const source of columns) {
    const classes = classesOf(source, rows, spare);
    if (classes === undefined) {
      flush();
      joined.push(source);
      continue;
    }
    const both = group && joinClasses(group.classes, classes, rows, spare);
    if (group === undefined || both === undefined) {
      flush();
      group = { sources: [source as PlainSource], classes };
    } else {
      group.sources.push(source as PlainSource);
      group.classes = both;
    }
  }
  flush();
  return joined;
}

export const commonCellsJob = createJob('joinCommonCells', joinCommonCells);

interface Classes {
  /** By row; undefined where all rows are of one class. */
  readonly codes: Uint16Array | undefined;
  /** A row of each. */
  readonly rows: readonly number[];
}

function commonOf(sources: readonly PlainSource[], classes: Classes, rows: number): CellSource {
  const texts = sources.map(cellTextOf);
  const book = new CellBook();
  for (const row of classes.rows) book.add(encodeText(texts.map((textOf) => `${textOf(row)},`).join('')));
  return {
    kind: 'common',
    codes: classes.codes ?? new Uint16Array(new SharedArrayBuffer(2 * rows)),
    book: book.pack(),
  };
}

/** undefined where they are too many. */
function classesOf(source: CellSource, rows: number, spare: Spare): Classes | undefined {
  switch (source.kind) {
    case 'empty':
      return { codes: undefined, rows: [0] };
    case 'money':
    case 'number':
    case 'flag':
    case 'date':
      return classesOfValues(source.values, rows, spare);
    case 'text':
      return classesOfTexts(source.codes, unpackTexts(source.texts), rows, spare);
    case 'choices': {
      let joined: Classes | undefined = { codes: undefined, rows: [0] };
      for (const { values } of source.choices) {
        const classes: Classes | undefined = joined && classesOfValues(values, rows, spare);
        joined = joined && classes && joinClasses(joined, classes, rows, spare);
      }
      return joined;
    }
    default:
      return undefined;
  }
}

function classesOfValues(values: Float64Array, rows: number, spare: Spare): Classes | undefined {
  const codes = takeCodes(spare, rows);
  const table = { keys: new Float64Array(slots), known: new Int32Array(slots).fill(-1), firsts: [] };
  return classifyAll(codes, table, rows, spare, (from, end) => classifyValues(values, from, end, table, codes));
}

function classesOfTexts(
  texts: Int32Array,
  { length }: { readonly length: number },
  rows: number,
  spare: Spare,
): Classes | undefined {
  if (length >= mostClasses) return undefined;
  const codes = takeCodes(spare, rows);
  const table = { known: new Int32Array(length + 1).fill(-1), firsts: [] };
  return classifyAll(codes, table, rows, spare, (from, end) => classifyTexts(texts, from, end, table, codes));
}

/** A class for each pair of classes that rows have; undefined where these are too many. */
function joinClasses(one: Classes, other: Classes, rows: number, spare: Spare): Classes | undefined {
  const [a, b] = [one.codes, other.codes];
  if (a === undefined) return other;
  if (b === undefined) return one;
  const width = other.rows.length;
  const pairs = one.rows.length * width;
  if (pairs > mostPairs) return undefined;
  const codes = takeCodes(spare, rows);
  const table = { known: new Int16Array(pairs).fill(-1), firsts: [] };
  const joined = classifyAll(codes, table, rows, spare, (from, end) =>
    classifyPairs(a, b, width, from, end, table, codes),
  );
  if (joined !== undefined) spare.push(a, b);
  return joined;
}

function classifyAll(
  codes: Uint16Array,
  { firsts }: ClassTable,
  rows: number,
  spare: Spare,
  classify: (from: number, end: number) => void,
): Classes | undefined {
  for (let from = 0; from < rows; from = blockEnd(from, rows)) {
    classify(from, blockEnd(from, rows));
    if (firsts.length > mostClasses) {
      spare.push(codes);
      return undefined;
    }
  }
  return { codes, rows: firsts };
}

/** Memory that was filled on the way, used again: to touch other memory for the first time costs more than to fill it. */
type Spare = Uint16Array[];

function takeCodes(spare: Spare, rows: number): Uint16Array {
  return spare.pop() ?? new Uint16Array(new SharedArrayBuffer(2 * rows));
}
