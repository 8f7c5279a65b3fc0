import { ReasonTexts } from '../model/reason-texts.ts';
import { type Column, isText, listTexts } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { gatherCodes } from '../numeric/gather.ts';
import { rescale } from '../numeric/scaled.ts';
import { BlockCells, blockRows, readyCells } from './bytes/block-cells.ts';
import { encodeText } from './bytes/byte-buffer.ts';
import { CellBook } from './bytes/cell-book.ts';
import { textCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { labelIn } from './label-in.ts';

// The cell of reasons in a clients file: the factors that cost a client most, each with the weighted points, joined by "; ":
// `DSCR -6.30; Tenure -2.10`. Four numbers a client make it the dearest cell of clients.csv, so it has a quick way.

const mostReasons = 4;

/** One place among the reasons: plain data, so that any thread can write it. */
export interface Reason {
  readonly codes: Int32Array;
  /** By factor, its label with the space behind it. */
  readonly labels: readonly string[];
  /** The points it cost; or how many bits of a code the factor takes, above which these stand in hundredths. */
  readonly lost: Float64Array | number;
}

export function listReasons({ rubric, table, locale }: RunReport): Reason[] {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, `${labelIn(label, locale, name)} `]));
  return Array.from({ length: mostReasons }, (_, place) => `reason.${place + 1}`).flatMap((name): Reason[] => {
    const column = table.columns.get(name);
    if (column === undefined || !isText(column)) return [];
    const { codes, dictionary } = column;
    const coded = dictionary instanceof ReasonTexts ? dictionary : undefined;
    const own = coded?.factors ?? listTexts(dictionary);
    const lost = coded?.bits ?? numbersOf(table.columns, `${name}.lost`);
    return [{ codes, labels: own.map((factor) => labels.get(factor) ?? `${factor} `), lost }];
  });
}

/** The reasons of a row, for formats that write texts as they are; '' where it has none. */
export function reasonTexts(reasons: readonly Reason[]): (row: number) => string {
  return (row) => {
    const texts: string[] = [];
    for (const { codes, labels, lost } of reasons) {
      const code = codes[row];
      if (code < 0) break;
      const factor = typeof lost === 'number' ? code & (2 ** lost - 1) : code;
      const cost = typeof lost === 'number' ? code >> lost : rescale(lost[row], pointScale, 2);
      texts.push(labels[factor] + formatUnits(0 - cost, 2));
    }
    return texts.join('; ');
  };
}

export function reasonCells(reasons: readonly Reason[]): BlockCells {
  const coded = reasons.flatMap(({ lost, ...reason }) => (typeof lost === 'number' ? [{ ...reason, bits: lost }] : []));
  // Numbers need no care: where no label does, no cell does.
  const harmless = reasons.every(({ labels }) => labels.every((label) => textCell(label) === label));
  return harmless && coded.length === reasons.length ? codedCells(coded) : textCells(reasons);
}

function textCells(reasons: readonly Reason[]): BlockCells {
  const textOf = reasonTexts(reasons);
  return readyCells((row) => textCell(textOf(row)));
}

type CodedReason = Omit<Reason, 'lost'> & { readonly bits: number };

function codedCells(reasons: readonly CodedReason[]): BlockCells {
  const book = new CellBook();
  const blocks = reasons.map(({ labels, bits }, place) => {
    const front = place === 0 ? '' : '; ';
    const cells = new Int32Array(2 << bits);
    for (const [factor, label] of labels.entries()) {
      // Nothing costs nothing: no sign.
      cells[factor] = book.add(encodeText(front + label));
      cells[factor + (1 << bits)] = book.add(encodeText(`${front}${label}-`));
    }
    return { codes: new Int32Array(blockRows), bits, cells };
  });
  const fetch = (rows: Uint32Array) => {
    for (let place = 0; place < reasons.length; place++) gatherCodes(reasons[place].codes, rows, blocks[place].codes);
  };
  return new BlockCells('reasons', fetch, { book, reasons: blocks });
}

function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`a reason needs the column ${name}`);
  return column.values;
}
