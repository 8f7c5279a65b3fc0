import type { Texts } from '../model/table.ts';
import { gatherCodes, gatherFloats, gatherSmall } from '../numeric/gather.ts';
import { unpackTexts } from '../parallel/packed-column.ts';
import { BlockCells, blockRows, emptyCells, readyCells } from './bytes/block-cells.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
import { firstCares } from './bytes/pool-care.ts';
import type { CellSource } from './cell-source.ts';
import { cellTextOf } from './cell-texts.ts';
import { textCell } from './csv-cells.ts';
import { gatherCares, gatherFirsts, gatherSpans, placeSpans } from './pool-spans.ts';
import { reasonCells } from './reason-cells.ts';

// How the cells of a column are written: a block of rows at a time, with what is made for it kept from block to block.

/** Cells that are kept to be copied; past it they are forgotten between blocks. */
export const mostKept = 2 ** 16;

export function cellsOf(source: CellSource): BlockCells {
  switch (source.kind) {
    case 'empty':
      return emptyCells;
    case 'money':
    case 'number':
      return numberCells(source);
    case 'flag':
    case 'date':
      return keptCells((rows, keys) => gatherFloats(source.values, rows, keys), cellTextOf(source));
    case 'text': {
      const texts = unpackTexts(source.texts);
      return texts.length <= mostKept ? sharedCells(source.codes, texts) : readyCells(cellTextOf(source));
    }
    case 'pool':
      return pooledCells(source);
    case 'line':
      return lineCells();
    case 'common':
      return commonCells(source.codes, new CellBook(source.book));
    case 'choices':
      return choiceCells(source);
    case 'reasons':
      return reasonCells(source.reasons);
  }
}

function numberCells({ kind, values, scale }: CellSource & { kind: 'money' | 'number' }): BlockCells {
  const block = new Float64Array(blockRows);
  return new BlockCells(kind, (rows) => gatherFloats(values, rows, block), { values: block, scale });
}

function lineCells(): BlockCells {
  const block = new Float64Array(blockRows);
  const fetch = ({ length }: Uint32Array, line: number) => {
    for (let place = 0; place < length; place++) block[place] = line + place + 1;
  };
  return new BlockCells('number', fetch, { values: block });
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

function commonCells(codes: Uint16Array, book: CellBook): BlockCells {
  const block = new Int32Array(blockRows);
  return new BlockCells('book', (rows) => gatherSmall(codes, rows, block), { codes: block, book });
}

/** Ids and names have an entry a row; keeping their cells would double the memory. */
function pooledCells({ codes, texts, cares: known, width }: CellSource & { kind: 'pool' }): BlockCells {
  const { bytes, ends } = texts;
  const starts = new Float64Array(blockRows);
  const lengths = new Int32Array(blockRows);
  const cares = new Int32Array(blockRows);
  const firsts = new Int32Array(blockRows);
  const fetch = (rows: Uint32Array) => {
    gatherCodes(codes, rows, lengths);
    if (known === undefined) cares.fill(0);
    else gatherCares(known, lengths, rows.length, cares);
    if (width > 0) placeSpans(lengths, width, rows.length, starts);
    else gatherSpans(lengths, ends, rows.length, starts);
    gatherFirsts(bytes, starts, rows.length, firsts);
    for (let place = 0; place < rows.length; place++) cares[place] |= firstCares[firsts[place]];
  };
  return new BlockCells('pool', fetch, { values: starts, codes: lengths, cares, pool: bytes });
}

/** The texts that a row has, joined. Rows share few combinations, so a cell is made once for each. */
function choiceCells(source: CellSource & { kind: 'choices' }): BlockCells {
  const { choices } = source;
  if (choices.length === 0) return emptyCells;
  const cellOf = cellTextOf(source);
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
