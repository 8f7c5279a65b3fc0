import { createJob } from '../parallel/crew.ts';
import { unpackTexts } from '../parallel/packed-column.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
import type { CellSource, PlainSource } from './cell-source.ts';
import { cellTextOf } from './cell-texts.ts';

// Columns of few distinct values, as most of a clients file are (points, grades, tiers): rows are sorted into classes whose
// cells are the same, in the order of the table and so quickly; neighbouring columns become one as long as the classes stay
// few. Then a row's cells of several columns are a small number, to be found in a small array, and one copy.

/** Classes of rows, and so cells of a book: it must stay in the cache. */
const mostClasses = 1024;
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

const slots = 4 * mostClasses;
const slotShift = 32 - Math.log2(slots);
/** Values are whole. */
const missingKey = 0.5;

function classesOfValues(values: Float64Array, rows: number, spare: Spare): Classes | undefined {
  const codes = takeCodes(spare, rows);
  const keys = new Float64Array(slots);
  const known = new Int32Array(slots).fill(-1);
  const firsts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const value = values[row];
    const key = Number.isNaN(value) ? missingKey : value;
    let slot = Math.imul(key, 0x9e3779b1) >>> slotShift;
    let code = known[slot];
    while (code >= 0 && keys[slot] !== key) {
      slot = (slot + 1) & (slots - 1);
      code = known[slot];
    }
    if (code < 0) {
      if (firsts.length === mostClasses) {
        spare.push(codes);
        return undefined;
      }
      code = firsts.push(row) - 1;
      keys[slot] = key;
      known[slot] = code;
    }
    codes[row] = code;
  }
  return { codes, rows: firsts };
}

function classesOfTexts(
  texts: Int32Array,
  { length }: { readonly length: number },
  rows: number,
  spare: Spare,
): Classes | undefined {
  if (length >= mostClasses) return undefined;
  const codes = takeCodes(spare, rows);
  const known = new Int32Array(length + 1).fill(-1);
  const firsts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const text = texts[row] + 1;
    if (known[text] < 0) known[text] = firsts.push(row) - 1;
    codes[row] = known[text];
  }
  return { codes, rows: firsts };
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
  const known = new Int16Array(pairs).fill(-1);
  const firsts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const pair = a[row] * width + b[row];
    let code = known[pair];
    if (code < 0) {
      if (firsts.length === mostClasses) {
        spare.push(codes);
        return undefined;
      }
      code = firsts.push(row) - 1;
      known[pair] = code;
    }
    codes[row] = code;
  }
  spare.push(a, b);
  return { codes, rows: firsts };
}

/** Memory that was filled on the way, used again: to touch other memory for the first time costs more than to fill it. */
type Spare = Uint16Array[];

function takeCodes(spare: Spare, rows: number): Uint16Array {
  return spare.pop() ?? new Uint16Array(new SharedArrayBuffer(2 * rows));
}
