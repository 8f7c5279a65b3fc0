import type { Texts } from '../model/table.ts';
import { formatDate } from '../numeric/date.ts';
import { gatherCodes, gatherFloats } from '../numeric/gather.ts';
import { type PackedTexts, unpackTexts } from '../parallel/packed-column.ts';
import { TextPool } from '../text/text-pool.ts';
import { BlockCells, blockRows, emptyCells, readyCells } from './bytes/block-cells.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
import { type Choice, joinChoices } from './client-columns.ts';
import { textCell } from './csv-cells.ts';
import { gatherFirsts, gatherSpans } from './pool-spans.ts';
import { type Reason, reasonCells } from './reason-cells.ts';

// Cells of a column as they stand in a CSV file. Numbers have all digits of their scale, so that a column reads alike in
// every row and two runs differ only where a value does; missing is an empty cell; dates are ISO; flags true and false.

/** What the cells of a column are made of: plain data, so that any thread can write them. */
export type CellSource =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly values: Float64Array; readonly scale: number }
  | { readonly kind: 'flag' | 'date'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly texts: PackedTexts }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'reasons'; readonly reasons: readonly Reason[] };

/** Cells that are kept to be copied; past it they are forgotten between blocks. */
const mostKept = 2 ** 16;

export function cellsOf(source: CellSource): BlockCells {
  switch (source.kind) {
    case 'empty':
      return emptyCells;
    case 'number':
      return numberCells(source.values, source.scale);
    case 'flag':
      return writtenCells(source.values, (value) => (value === 1 ? 'true' : 'false'));
    case 'date':
      return writtenCells(source.values, formatDate);
    case 'text': {
      const texts = unpackTexts(source.texts);
      if (texts.length <= mostKept) return sharedCells(source.codes, texts);
      return texts instanceof TextPool ? pooledCells(source.codes, texts) : stringCells(source.codes, texts);
    }
    case 'choices':
      return choiceCells(source.choices);
    case 'reasons':
      return reasonCells(source.reasons);
  }
}

function numberCells(values: Float64Array, scale: number): BlockCells {
  const block = new Float64Array(blockRows);
  return new BlockCells('number', (rows) => gatherFloats(values, rows, block), { values: block, scale });
}

/** Texts that rows share: each is brought into its cell once. */
function sharedCells(codes: Int32Array, texts: Texts): BlockCells {
  const block = new Int32Array(blockRows);
  const book = new CellBook();
  const missing = addCell(book, '');
  /** By code of the text, its cell and 1; 0 is not known yet. */
  const cells = new Int32Array(texts.length);
  const fetch = (rows: Uint32Array) => {
    gatherCodes(codes, rows, block);
    for (let place = 0; place < rows.length; place++) {
      const code = block[place];
      if (code >= 0 && cells[code] === 0) cells[code] = addCell(book, textCell(texts.at(code) as string)) + 1;
      block[place] = code < 0 ? missing : cells[code] - 1;
    }
  };
  return new BlockCells('book', fetch, { codes: block, book });
}

function addCell(book: CellBook, cell: string): number {
  return book.add(encodeText(`${cell},`));
}

/** Ids and names have an entry a row; keeping their cells would double the memory. */
function pooledCells(codes: Int32Array, { bytes, ends }: TextPool): BlockCells {
  const starts = new Float64Array(blockRows);
  const lengths = new Int32Array(blockRows);
  const firsts = new Int32Array(blockRows);
  const fetch = (rows: Uint32Array) => {
    gatherCodes(codes, rows, lengths);
    gatherSpans(lengths, ends, rows.length, starts);
    gatherFirsts(bytes, starts, rows.length, firsts);
  };
  return new BlockCells('pool', fetch, { values: starts, codes: lengths, firsts, pool: bytes });
}

function stringCells(codes: Int32Array, texts: Texts): BlockCells {
  return readyCells((row) => (codes[row] < 0 ? '' : textCell(texts.at(codes[row]) as string)));
}

/** The texts that a row has, joined. Rows share few combinations, so a cell is made once for each. */
function choiceCells(choices: readonly Choice[]): BlockCells {
  if (choices.length === 0) return emptyCells;
  const cellOf = (row: number) => textCell(joinChoices(choices, row));
  const combinations = choices.reduce((product, { texts }) => product * (texts.length + 1), 1);
  if (combinations > 2 ** 50) return readyCells(cellOf);
  const block = new Float64Array(blockRows);
  return keptCells((rows, keys) => {
    keys.fill(0);
    for (const { values, texts } of choices) {
      gatherFloats(values, rows, block);
      const size = texts.length + 1;
      for (let place = 0; place < rows.length; place++) {
        keys[place] = keys[place] * size + (Number.isNaN(block[place]) ? 0 : block[place] + 1);
      }
    }
  }, cellOf);
}

/** Cells that are the same where their keys are. */
function keptCells(
  fetchKeys: (rows: Uint32Array, keys: Float64Array) => void,
  cellOf: (row: number) => string,
): BlockCells {
  const keys = new Float64Array(blockRows);
  const codes = new Int32Array(blockRows);
  const book = new CellBook();
  const known = new Map<number, number>();
  const fetch = (rows: Uint32Array) => {
    fetchKeys(rows, keys);
    if (known.size > mostKept) {
      known.clear();
      book.clear();
    }
    for (let place = 0; place < rows.length; place++) {
      let cell = known.get(keys[place]);
      if (cell === undefined) {
        cell = addCell(book, cellOf(rows[place]));
        known.set(keys[place], cell);
      }
      codes[place] = cell;
    }
  };
  return new BlockCells('book', fetch, { codes, book });
}

function writtenCells(values: Float64Array, format: (value: number) => string): BlockCells {
  const cellOf = (row: number) => (Number.isNaN(values[row]) ? '' : format(values[row]));
  return keptCells((rows, keys) => gatherFloats(values, rows, keys), cellOf);
}
