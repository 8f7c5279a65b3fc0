import type { CellProblem } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { WantedColumn } from '../../model/reader.ts';
import { describeFinding } from '../cell-findings.ts';
import type { ChunkBuilder } from '../chunk-builder.ts';
import { columnLetters } from '../headings/headings.ts';
import { type CellKind, cellKind, type SheetRow } from './sheet.ts';
import { percentText } from './text.ts';

// Cells of a sheet as the text that their field reads: a number in the spelling that the field's `format` asks for, a cell
// with a percent format with its sign in a percent field. Errors and formulas without a result are no values.

const unusable: Partial<Record<CellKind, CellProblem>> = {
  [cellKind.error]: { code: 'cell-error', expected: 'a value; the sheet shows an error' },
  [cellKind.noResult]: { code: 'formula-without-result', expected: 'a formula whose result is stored with it' },
};

/** Spreadsheets keep this many digits of a number. */
const keptDigits = 15;

interface Adjusted {
  readonly column: WantedColumn;
  readonly decimalComma: boolean;
  readonly percent: boolean;
  readonly id: boolean;
  /** Ids that are numbers of more digits than a spreadsheet keeps. */
  cutOff: number;
}

export class ExcelCells {
  readonly #adjusted: readonly Adjusted[];
  #row: SheetRow | undefined;

  constructor(wanted: readonly WantedColumn[]) {
    this.#adjusted = wanted
      .map((column) => {
        const { type, format, valueType } = column.field;
        const decimalComma = format === '1.234,56';
        return { column, decimalComma, percent: type === 'percent', id: valueType.kind === 'id', cutOff: 0 };
      })
      .filter(({ decimalComma, percent, id }) => decimalComma || percent || id);
  }

  addTo(builder: ChunkBuilder, row: SheetRow): void {
    this.#row = row;
    for (const adjusted of this.#adjusted) adjust(adjusted, row);
    builder.addRow(row.line, row.cells, this.#addressOf, this.#faultOf);
  }

  readonly #addressOf = (index: number): string => `${columnLetters(index)}${this.#row?.line ?? ''}`;

  readonly #faultOf = (index: number): CellProblem | undefined => {
    const kind = this.#row?.kinds[index];
    return kind === undefined || kind < cellKind.error ? undefined : unusable[kind];
  };

  findings(): Problem[] {
    return this.#adjusted.flatMap(({ column, cutOff }) =>
      cutOff === 0 ? [] : [describeFinding('id-past-15-digits', column.field.name, cutOff)],
    );
  }
}

function adjust(adjusted: Adjusted, { cells, kinds }: SheetRow): void {
  const { index } = adjusted.column;
  const kind = kinds[index];
  if (kind !== cellKind.number && kind !== cellKind.percent) return;
  if (adjusted.id && cells[index].replace(/\D/g, '').length > keptDigits) adjusted.cutOff++;
  if (adjusted.percent && kind === cellKind.percent) cells[index] = percentText(cells[index]);
  if (adjusted.decimalComma) cells[index] = cells[index].replace('.', ',');
}
