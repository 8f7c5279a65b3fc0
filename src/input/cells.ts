import type { CellParser, CellProblem, FieldTypeRegistry, PlainForm } from '../model/field-type.ts';
import type { WantedColumn } from '../model/reader.ts';
import type { FieldSpec } from '../model/rubric.ts';
import type { Column } from '../model/table.ts';
import { type Kind, numericKinds, textKinds } from '../model/value-type.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort } from '../numeric/decimal.ts';
import { PoolBuilder } from '../text/text-pool.ts';
import type { RowCells } from './csv/scan/row-bytes.ts';
import { foldText } from './types/width.ts';

// One wanted column while it is read: cells of text in, typed values of the current chunk out. Trimmed, missing marks
// applied (ignoring case and width), parsed by the field's type, held against `min` and `max`.

/** Texts whose value is remembered, and lookups after which it is given up where fewer than half were known. */
const mostRemembered = 16_384;
const trialLength = 16_384;

function showUnits(units: number, field: FieldSpec): string {
  return field.valueType.kind === 'date' ? formatDate(units) : formatShort(units, field.valueType.scale);
}

/** Holds units against `min` and `max` of the field. */
export function judgeRange(units: number, field: FieldSpec): CellProblem | undefined {
  const { min, max } = field;
  if (min !== undefined && units < min) return { code: 'out-of-range', expected: `at least ${showUnits(min, field)}` };
  if (max !== undefined && units > max) return { code: 'out-of-range', expected: `at most ${showUnits(max, field)}` };
  return undefined;
}

/** Text to value, remembered for as long as texts repeat. Numbers and ids are not: reading one is cheaper than looking it up. */
class Memory {
  #known: Map<string, number> | undefined;
  #asked = 0;
  #hits = 0;

  constructor(kind: Kind) {
    this.#known = numericKinds.has(kind) || kind === 'id' ? undefined : new Map();
  }

  get(text: string): number | undefined {
    if (this.#known === undefined) return undefined;
    const value = this.#known.get(text);
    if (value !== undefined) this.#hits++;
    if (++this.#asked === trialLength && this.#hits * 2 < trialLength) this.#known = undefined;
    return value;
  }

  clear(): void {
    this.#known?.clear();
  }

  set(text: string, value: number): void {
    if (this.#known !== undefined && this.#known.size < mostRemembered) this.#known.set(text, value);
  }
}

export abstract class ColumnCells {
  readonly field: FieldSpec;
  readonly index: number;
  readonly key: boolean;
  /** How often each finding of the field type was made. */
  readonly findings = new Map<string, number>();
  /** Whether a cell's value depends on its text alone, so that the same bytes give it again. */
  readonly byItself: boolean = true;
  /** Whether the last `set` had nothing to say about its value. */
  quiet = true;
  protected readonly parser: CellParser;
  readonly #marks: ReadonlySet<string>;
  readonly #longestMark: number;
  /** First characters of marks, folded: most cells are told apart by theirs. */
  readonly #markStarts: ReadonlySet<string>;

  constructor(wanted: WantedColumn, types: FieldTypeRegistry) {
    this.field = wanted.field;
    this.index = wanted.index;
    this.key = wanted.key === true;
    this.parser = types[wanted.field.type].parser(wanted.field, wanted.headingUnit);
    this.#marks = new Set(wanted.field.missingMarks.map((mark) => foldText(mark.trim())));
    this.#markStarts = new Set([...this.#marks].map((mark) => mark.slice(0, 1)));
    this.#longestMark = Math.max(0, ...wanted.field.missingMarks.map((mark) => mark.length));
  }

  /** What the field's type makes of plain texts, for a reader of bytes. */
  get plain(): PlainForm | undefined {
    return this.parser.plain;
  }

  /** In UTF-16 units. */
  get longestMark(): number {
    return this.#longestMark;
  }

  /** Whether a text of ASCII may be a missing mark, by its first character and its length; where not, it is none. */
  mayBeMissing(first: string, length: number): boolean {
    return length <= this.#longestMark && this.#markStarts.has(foldText(first));
  }

  isMissing(text: string): boolean {
    if (text === '') return true;
    if (text.length > this.#longestMark) return false;
    const first = text[0];
    // Digits do not fold: a number is no mark unless a mark begins with its digit.
    if (first >= '0' && first <= '9' && !this.#markStarts.has(first)) return false;
    return this.#marks.has(foldText(text));
  }

  /** Rows are set in `memory` from here on, which is as long as a chunk has rows. */
  abstract startChunk(memory: Float64Array | Int32Array): void;
  /** Empties the dictionary, of columns that have one. */
  forget(): void {}
  /** Where the rows of the chunk are set. */
  abstract get memory(): Float64Array | Int32Array;
  /** The dictionary, of columns that have one. */
  get pool(): PoolBuilder | undefined {
    return undefined;
  }
  abstract setMissing(row: number): void;
  /** Whether the text was read before and gave a value without a word to say about it; if so, the value is set again. */
  abstract recall(row: number, text: string): boolean;
  /** Reads a trimmed text that is not missing; a value that cannot be used is set missing. `cells` are those of the row. */
  abstract set(row: number, text: string, cells: RowCells): CellProblem | undefined;
  /** Sets what is already known: units, or the code of an entry of the dictionary; NaN and -1 are missing. */
  abstract put(row: number, value: number): void;
  abstract valueAt(row: number): number;
  /** Adds an entry of UTF-8 to the dictionary, of columns that have one, and gives its code. */
  addBytes(_bytes: Buffer, _from: number, _to: number): number {
    throw new Error(`no dictionary in the ${this.field.type} field "${this.field.name}"`);
  }
  abstract take(rows: number): Column;

  protected count(finding: string | undefined): void {
    this.quiet = finding === undefined;
    if (finding !== undefined) this.findings.set(finding, (this.findings.get(finding) ?? 0) + 1);
  }
}

class NumericCells extends ColumnCells {
  #values: Float64Array = new Float64Array(0);
  readonly #memory = new Memory(this.field.valueType.kind);

  override startChunk(memory: Float64Array): void {
    this.#values = memory;
  }

  override get memory(): Float64Array {
    return this.#values;
  }

  override setMissing(row: number): void {
    this.#values[row] = Number.NaN;
  }

  override recall(row: number, text: string): boolean {
    const units = this.#memory.get(text);
    if (units === undefined) return false;
    this.#values[row] = units;
    return true;
  }

  override set(row: number, text: string): CellProblem | undefined {
    const { units, problem, finding } = this.parser.parse(text);
    const wrong = problem ?? (units === undefined ? undefined : judgeRange(units, this.field));
    this.#values[row] = wrong === undefined && units !== undefined ? units : Number.NaN;
    if (wrong !== undefined) return wrong;
    this.count(finding);
    if (finding === undefined && units !== undefined) this.#memory.set(text, units);
    return undefined;
  }

  override put(row: number, value: number): void {
    this.#values[row] = value;
  }

  override valueAt(row: number): number {
    return this.#values[row];
  }

  override take(rows: number): Column {
    return { type: this.field.valueType, values: this.#values.subarray(0, rows) };
  }
}

/** Category and text: the dictionary is shared by the chunks of a source; what is not remembered gets a new entry. */
class TextCells extends ColumnCells {
  #codes: Int32Array = new Int32Array(0);
  protected dictionary = new PoolBuilder();
  readonly #memory = new Memory(this.field.valueType.kind);

  override startChunk(memory: Int32Array): void {
    this.#codes = memory;
  }

  override get memory(): Int32Array {
    return this.#codes;
  }

  override forget(): void {
    this.dictionary.clear();
    this.#memory.clear();
  }

  override get pool(): PoolBuilder {
    return this.dictionary;
  }

  override setMissing(row: number): void {
    this.#codes[row] = -1;
  }

  override recall(row: number, text: string): boolean {
    const code = this.#memory.get(text);
    if (code === undefined) return false;
    this.#codes[row] = code;
    return true;
  }

  override set(row: number, text: string): CellProblem | undefined {
    const value = this.parser.parse(text);
    if (value.problem !== undefined || value.text === undefined) {
      this.#codes[row] = -1;
      return value.problem;
    }
    const code = this.dictionary.addText(value.text);
    this.#codes[row] = code;
    this.count(value.finding);
    if (value.finding === undefined) this.#memory.set(text, code);
    return undefined;
  }

  override put(row: number, code: number): void {
    this.#codes[row] = code;
  }

  override valueAt(row: number): number {
    return this.#codes[row];
  }

  override addBytes(bytes: Buffer, from: number, to: number): number {
    return this.dictionary.addBytes(bytes, from, to);
  }

  override take(rows: number): Column {
    return { type: this.field.valueType, codes: this.#codes.subarray(0, rows), dictionary: this.dictionary };
  }
}

/** Ids differ in nearly every row: nothing is remembered, and each chunk has a dictionary of its own. */
class IdCells extends TextCells {
  override startChunk(memory: Int32Array): void {
    super.startChunk(memory);
    if (this.dictionary.length > 0) this.dictionary = new PoolBuilder();
  }
}

export function readCellsOf(wanted: WantedColumn, types: FieldTypeRegistry): ColumnCells {
  const { kind } = wanted.field.valueType;
  if (kind === 'id') return new IdCells(wanted, types);
  return textKinds.has(kind) ? new TextCells(wanted, types) : new NumericCells(wanted, types);
}
