import { dateText, detachText, numberText, unescapeText } from './text.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { walkXml } from './xml.ts';
import { DamagedArchive } from './zip.ts';

// The rows of a sheet as texts, a row at a time and in constant memory. Formulas give their stored result; of merged cells
// only the first has a value; blank rows do not come.

/** What kind of thing a cell's text was made of. */
export const cellKind = { text: 0, number: 1, percent: 2, date: 3, flag: 4, error: 5, noResult: 6 } as const;
export type CellKind = (typeof cellKind)[keyof typeof cellKind];

export interface SheetRow {
  /** From 1. */
  readonly line: number;
  /** By column from 0; columns without a cell are empty texts. */
  readonly cells: string[];
  /** Kinds by column; a column without one is text. */
  readonly kinds: CellKind[];
}

/** `AB` of `AB12` as a column from 0, or −1 where there are no letters. */
function columnOf(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = address.charCodeAt(at) | 32;
    if (letter < 97 || letter > 122) break;
    column = column * 26 + letter - 96;
  }
  return column - 1;
}

const widest = 16384;

/** Gathers rows from XML events. One cell is under way at a time. */
class RowCollector {
  rows: SheetRow[] = [];
  readonly #workbook: Workbook;
  #row: SheetRow | undefined;
  #filled = false;
  #line = 0;
  #column = -1;
  #type = '';
  #style = 0;
  #text = '';
  #hasValue = false;
  #hasFormula = false;
  #collecting = false;
  #inPhonetic = false;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'c':
        this.#openCell(attributes);
        break;
      case 'v':
        this.#hasValue = true;
        this.#collecting = true;
        break;
      case 't':
        this.#hasValue = true;
        this.#collecting = !this.#inPhonetic;
        break;
      case 'f':
        this.#hasFormula = true;
        break;
      case 'rPh':
        this.#inPhonetic = true;
        break;
      case 'row':
        this.#line = attributes.r === undefined ? this.#line + 1 : Number(attributes.r);
        this.#row = { line: this.#line, cells: [], kinds: [] };
        this.#filled = false;
        this.#column = -1;
        break;
    }
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? -1 : columnOf(r);
    this.#column = column >= 0 ? column : this.#column + 1;
    this.#type = t ?? 'n';
    this.#style = s === undefined ? 0 : Number(s);
    this.#text = '';
    this.#hasValue = false;
    this.#hasFormula = false;
  }

  text(piece: string): void {
    if (this.#collecting) this.#text += piece;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#collecting = false;
        break;
      case 'rPh':
        this.#inPhonetic = false;
        break;
      case 'c':
        this.#closeCell();
        break;
      case 'row':
        if (this.#row !== undefined && this.#filled) this.rows.push(this.#row);
        this.#row = undefined;
        break;
    }
  }

  #closeCell(): void {
    if (this.#hasValue) this.#put();
    else if (this.#hasFormula) this.#set('', cellKind.noResult);
  }

  #put(): void {
    const text = this.#text;
    switch (this.#type) {
      case 's':
        this.#set(this.#sharedText(text), cellKind.text);
        break;
      case 'str':
      case 'inlineStr':
        this.#set(unescapeText(text), cellKind.text);
        break;
      case 'b':
        this.#set(/^\s*(?:0|false)\s*$/i.test(text) ? 'false' : 'true', cellKind.flag);
        break;
      case 'e':
        this.#set(text, cellKind.error);
        break;
      case 'd':
        this.#set(text, cellKind.date);
        break;
      default:
        if (text !== '') this.#putNumber(text);
    }
  }

  #sharedText(index: string): string {
    const text = this.#workbook.texts[Number(index)];
    if (text === undefined) throw new DamagedArchive(`its shared text ${index} is not there`);
    return text;
  }

  #putNumber(text: string): void {
    const style = this.#workbook.styles[this.#style] ?? 'plain';
    if (style === 'date') this.#set(dateText(text, this.#workbook.is1904), cellKind.date);
    else this.#set(numberText(text), style === 'percent' ? cellKind.percent : cellKind.number);
  }

  #set(text: string, kind: CellKind): void {
    const row = this.#row;
    if (row === undefined || this.#column >= widest) return;
    const { cells, kinds } = row;
    while (cells.length < this.#column) {
      cells.push('');
      kinds.push(cellKind.text);
    }
    cells[this.#column] = detachText(text);
    kinds[this.#column] = kind;
    if (!this.#filled) this.#filled = kind === cellKind.noResult || text.trim() !== '';
  }
}

/** The rows with anything in them, some at a time. */
export async function* readSheet(workbook: Workbook, sheet: Sheet): AsyncGenerator<readonly SheetRow[]> {
  const collector = new RowCollector(workbook);
  for await (const _ of walkXml(workbook.archive.text(sheet.part), collector)) {
    if (collector.rows.length === 0) continue;
    yield collector.rows;
    collector.rows = [];
  }
}
