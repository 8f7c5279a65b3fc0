import { type Column, isText, listTexts } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { rescale } from '../numeric/scaled.ts';
import { encodeText } from './byte-lines.ts';
import { blockRows, type Cells, fetchBlock, textCell, type WriteCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { labelIn } from './label-in.ts';

// The cell of reasons in a clients file: the factors that cost a client most, each with the weighted points, joined by "; ":
// `DSCR -6.30; Tenure -2.10`. Four numbers a client make it the dearest cell of clients.csv, so it has a quick way.

const mostReasons = 4;
const separator = encodeText('; ');

interface Reason {
  readonly codes: Int32Array;
  /** A factor's label with the space behind it, and the points it cost, by code. */
  readonly parts: readonly { readonly label: string; readonly bytes: Uint8Array; readonly lost: Float64Array }[];
}

function listReasons({ rubric, table, locale }: RunReport): Reason[] {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, `${labelIn(label, locale, name)} `]));
  return Array.from({ length: mostReasons }, (_, place) => table.columns.get(`reason.${place + 1}`))
    .filter((column) => column !== undefined && isText(column))
    .map(({ codes, dictionary }): Reason => {
      const parts = listTexts(dictionary).map((name) => {
        const label = labels.get(name) ?? `${name} `;
        return { label, bytes: encodeText(label), lost: numbersOf(table.columns, `lost.${name}`) };
      });
      return { codes, parts };
    });
}

/** The reasons of a row, for formats that write texts as they are; '' where it has none. */
export function reasonTexts(report: RunReport): (row: number) => string {
  const reasons = listReasons(report);
  return (row) => {
    const texts: string[] = [];
    for (const { codes, parts } of reasons) {
      if (codes[row] < 0) break;
      const { label, lost } = parts[codes[row]];
      texts.push(label + formatUnits(hundredths(-lost[row]), 2));
    }
    return texts.join('; ');
  };
}

export function reasonCells(report: RunReport): Cells {
  const reasons = listReasons(report);
  const blocks = reasons.map(({ parts }): ReasonBlock => {
    return { parts, codes: new Int32Array(blockRows), lost: new Float64Array(blockRows) };
  });
  // Numbers need no care: where no label does, no cell does.
  const harmless = reasons.every(({ parts }) => parts.every(({ label }) => textCell(label) === label));
  const write = harmless ? harmlessReasons(blocks) : quotedReasons(blocks);
  return (rows) => {
    reasons.forEach(({ codes, parts }, index) => {
      const block = blocks[index];
      fetchBlock(codes, rows, block.codes);
      for (let place = 0; place < rows.length; place++) {
        const code = block.codes[place];
        if (code >= 0) block.lost[place] = parts[code].lost[rows[place]];
      }
    });
    return write;
  };
}

/** One place among the reasons, for the rows of a block. */
interface ReasonBlock extends Reason {
  readonly lost: Float64Array;
}

function harmlessReasons(reasons: readonly ReasonBlock[]): WriteCell {
  return (place, out) => {
    for (let index = 0; index < reasons.length; index++) {
      const { codes, parts, lost } = reasons[index];
      if (codes[place] < 0) break;
      if (index > 0) out.bytes(separator);
      out.bytes(parts[codes[place]].bytes);
      out.number(hundredths(-lost[place]), 2);
    }
  };
}

function quotedReasons(reasons: readonly ReasonBlock[]): WriteCell {
  return (place, out) => {
    const texts: string[] = [];
    for (const { codes, parts, lost } of reasons) {
      if (codes[place] < 0) break;
      texts.push(parts[codes[place]].label + formatUnits(hundredths(-lost[place]), 2));
    }
    out.text(textCell(texts.join('; ')));
  };
}

/** −630 of −6.3 points. */
function hundredths(points: number): number {
  return rescale(points, pointScale, 2);
}

function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined || isText(column)) throw new Error(`a reason needs the column ${name}`);
  return column.values;
}
