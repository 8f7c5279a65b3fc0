import type { Reject } from '../model/book.ts';
import type { CellProblem, FieldTypeRegistry } from '../model/field-type.ts';
import type { Problem } from '../model/problem.ts';
import type { Chunk, WantedColumn } from '../model/reader.ts';
import { textKinds } from '../model/value-type.ts';
import { describeFinding } from './cell-findings.ts';
import { type ColumnCells, readCellsOf } from './cells.ts';
import { type CellScanner, makeCellScanner } from './csv/scan/cell-scanner.ts';
import { PlainRows } from './csv/scan/plain-rows.ts';
import type { PlainRules } from './csv/scan/row-block.ts';
import type { RowBytes, RowCells } from './csv/scan/row-bytes.ts';
import { ConvertedCells } from './currency/convert-currency.ts';

// Rows of cells in, chunks of typed columns and rejects out: what every format has in common once it can tell a row's
// cells apart. Columns that no field wants are never looked at.

/** Rows of a chunk. */
const chunkRows = 16_384;

/** Categories go on with what they know as long as they have no more texts: where more are new, few are known the next time. */
const mostKept = 1 << 16;

/** How a format says where a cell stands: its spreadsheet address by column index, where there is one. */
type AddressOf = (index: number) => string;

/** What is wrong with a cell by itself, whatever its field: a spreadsheet's error, for one. A missing mark forgives it. */
export type FaultOf = (index: number) => CellProblem | undefined;

function cellsOf(column: WantedColumn, types: FieldTypeRegistry): ColumnCells {
  const { conversion } = column;
  if (conversion === undefined) return readCellsOf(column, types);
  return new ConvertedCells(column, conversion.currency, conversion.rates, types);
}

/** Where the rows of a chunk are set: as many as each of the arrays is long. Codes of columns with a dictionary, values of others. */
export interface ChunkMemory {
  readonly lines: Uint32Array;
  readonly spoiled: Uint8Array;
  readonly columns: readonly (Float64Array | Int32Array)[];
}

/** Whether a column has codes rather than values. */
export function hasCodes({ field }: Pick<WantedColumn, 'field'>): boolean {
  return textKinds.has(field.valueType.kind);
}

function newMemory(columns: readonly ColumnCells[]): ChunkMemory {
  return {
    lines: new Uint32Array(chunkRows),
    spoiled: new Uint8Array(chunkRows),
    columns: columns.map((column) => (hasCodes(column) ? new Int32Array(chunkRows) : new Float64Array(chunkRows))),
  };
}

export class ChunkBuilder {
  readonly #place: { readonly file: string; readonly sheet?: string };
  readonly #columns: readonly ColumnCells[];
  /** By column, texts of its dictionary that were there before the chunk at hand. */
  #known: readonly number[];
  readonly #keyIndex: number;
  #scanners: readonly CellScanner[] | undefined;
  #plain: PlainRows | undefined;
  #rows = 0;
  #ragged = 0;
  #lines: Uint32Array = new Uint32Array(0);
  #spoiled: Uint8Array = new Uint8Array(0);
  /** Whether the rows at hand have been given away, and the next ones need memory of their own. */
  #isTaken = false;
  #rejects: Reject[] = [];
  #findings: Problem[] = [];

  /** With `memory` everything is one chunk, which no more rows may be added to than it is long. */
  constructor(
    file: string,
    sheet: string | undefined,
    wanted: readonly WantedColumn[],
    types: FieldTypeRegistry,
    memory?: ChunkMemory,
  ) {
    this.#place = sheet === undefined ? { file } : { file, sheet };
    this.#columns = wanted.map((column) => cellsOf(column, types));
    this.#known = wanted.map(() => 0);
    this.#keyIndex = wanted.find((column) => column.key)?.index ?? -1;
    this.#start(memory ?? newMemory(this.#columns));
  }

  /** Rows added since the last chunk was taken. */
  get rows(): number {
    return this.#rows;
  }

  /** Whether a chunk is due: no row may be added before it is taken. */
  get full(): boolean {
    return this.#rows === this.#lines.length;
  }

  get empty(): boolean {
    return this.#rows === 0 && this.#rejects.length === 0;
  }

  /** By column, how many texts of its dictionary were in that of the chunk before; the others are new. */
  get known(): readonly number[] {
    return this.#known;
  }

  /**
   * Begins a chunk in other memory. Dictionaries of categories go on, unless they have become very long; those of texts begin
   * anew. What was given before is overwritten.
   */
  restart(memory: ChunkMemory): void {
    this.#known = this.#columns.map((column, index) => {
      const { length = 0 } = column.pool ?? {};
      if (column.field.valueType.kind === 'category' && length <= mostKept) return length;
      column.forget();
      this.#scanners?.[index].forget();
      return 0;
    });
    this.#start(memory);
  }

  #start({ lines, spoiled, columns }: ChunkMemory): void {
    this.#rows = 0;
    this.#isTaken = false;
    this.#lines = lines;
    this.#spoiled = spoiled;
    for (const [index, column] of this.#columns.entries()) column.startChunk(columns[index]);
  }

  /** Adds a row of as many cells as there are headings. */
  addRow(line: number, cells: readonly (string | undefined)[], addressOf?: AddressOf, faultOf?: FaultOf): void {
    if (this.#isTaken) this.#start(newMemory(this.#columns));
    const row = this.#rows++;
    this.#lines[row] = line;
    for (const column of this.#columns) {
      const text = cells[column.index]?.trim() ?? '';
      this.#setCell(column, row, text, cells, addressOf, faultOf?.(column.index));
    }
  }

  /** Adds a row of bytes, as `addRow` would its texts; a text is only made where a column cannot do without. */
  addScanned(line: number, cells: RowBytes): void {
    this.#scanners ??= this.#columns.map((column) => makeCellScanner(column));
    if (this.#isTaken) this.#start(newMemory(this.#columns));
    const row = this.#rows++;
    this.#lines[row] = line;
    for (const scanner of this.#scanners) this.#scanCell(scanner, row, cells);
  }

  /**
   * Adds the plain rows from `from` on, each with a line of its own, until one is not or the chunk is full; gives where that
   * one begins. A line feed must stand at `end`.
   */
  addPlain(rules: PlainRules, cells: RowBytes, from: number, end: number, line: number): number {
    this.#scanners ??= this.#columns.map((column) => makeCellScanner(column));
    this.#plain ??= new PlainRows(rules, this.#scanners, (scanner, row, own) => this.#scanCell(scanner, row, own));
    if (this.#isTaken) this.#start(newMemory(this.#columns));
    const next = this.#plain.add(cells, from, end, this.#rows, this.#lines, line);
    this.#rows = this.#plain.row;
    return next;
  }

  #scanCell(scanner: CellScanner, row: number, cells: RowBytes): void {
    if (scanner.scan(row, cells)) return;
    const { column } = scanner;
    const text = cells.at(column.index)?.trim() ?? '';
    column.quiet = true;
    if (this.#setCell(column, row, text, cells) && column.quiet) scanner.learn(row);
  }

  /** Whether nothing is wrong with the cell; what is becomes a reject. */
  #setCell(
    column: ColumnCells,
    row: number,
    text: string,
    cells: RowCells,
    addressOf?: AddressOf,
    fault?: CellProblem,
  ): boolean {
    if (column.recall(row, text)) return true;
    let problem: CellProblem | undefined;
    if (fault !== undefined && (text === '' || !column.isMissing(text))) {
      column.setMissing(row);
      problem = fault;
    } else if (column.isMissing(text)) {
      column.setMissing(row);
      if (column.field.required) problem = { code: 'missing-required', expected: 'a value' };
    } else {
      problem = column.set(row, text, cells);
    }
    if (problem === undefined) return true;
    const whole = column.field.required || column.key || problem.whole === true;
    if (whole) this.#spoiled[row] = 1;
    this.#rejects.push({
      ...this.#place,
      line: this.#lines[row],
      ...(addressOf === undefined ? {} : { cell: addressOf(column.index) }),
      ...this.#clientOf(cells),
      field: column.field.name,
      ...(text === '' ? {} : { value: text }),
      ...problem,
      whole,
    });
    return false;
  }

  /** Adds a row whose cells cannot be told apart: it is a reject and in no column. */
  addRagged(line: number, cells: number, headings: number): void {
    this.#ragged++;
    this.#rejects.push({
      ...this.#place,
      line,
      value: `${cells} cells`,
      code: cells < headings ? 'short-row' : 'long-row',
      expected: `${headings} cells, as the headings have`,
      whole: true,
    });
  }

  /** A finding about rows rather than cells, with the place it was first seen at. */
  addFinding(finding: Problem): void {
    this.#findings.push(finding);
  }

  #clientOf(cells: RowCells): { readonly client?: string } {
    const client = this.#keyIndex < 0 ? '' : (cells.at(this.#keyIndex)?.trim() ?? '');
    return client === '' ? {} : { client };
  }

  take(): Chunk {
    const rows = this.#rows;
    const chunk: Chunk = {
      rows,
      columns: this.#columns.map((column) => column.take(rows)),
      lines: this.#lines.subarray(0, rows),
      spoiled: this.#spoiled.subarray(0, rows),
      rejects: this.#rejects,
      ragged: this.#ragged,
      findings: this.#takeFindings(),
      converted: this.#columns.flatMap((column) => (column instanceof ConvertedCells ? column.takeConverted() : [])),
    };
    this.#rows = 0;
    this.#isTaken = true;
    this.#ragged = 0;
    this.#rejects = [];
    return chunk;
  }

  #takeFindings(): Problem[] {
    const findings = this.#findings;
    this.#findings = [];
    const counted = this.#columns.flatMap((column) =>
      [...column.findings].map(([code, count]) => describeFinding(code, column.field.name, count)),
    );
    for (const column of this.#columns) column.findings.clear();
    return [...findings, ...counted];
  }
}
