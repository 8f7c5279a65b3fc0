import type { PoolBuilder } from '../../../text/text-pool.ts';
import type { ByteMemory } from './byte-memory.ts';
import type { CellScanner } from './cell-scanner.ts';
import { found, knownCode, text } from './plain-cells.ts';

// The columns of plain rows (plain-rows.ts) by their places in a row.

const digits = [48, 49, 50, 51, 52, 53, 54, 55, 56, 57];

/** What is read from one place of each row. */
export class Place {
  does = found;
  /** Which cell of a row it is. */
  readonly cell: number;
  readonly scanner: CellScanner | undefined;
  readonly blanks: boolean;
  readonly least: number;
  readonly most: number;
  readonly shift: number;
  readonly sign: number;
  /** By first byte of ASCII, the longest text that may be a missing mark. */
  readonly markLengths: Int32Array;
  readonly longestMark: number;
  /** The longest of those that begin with a digit. */
  readonly longestDigitMark: number;
  readonly kinds: Uint8Array;
  readonly memory: ByteMemory | undefined;
  values: Float64Array = new Float64Array(0);
  codes: Int32Array = new Int32Array(0);
  pool: PoolBuilder | undefined;
  /** Of the numeral read last, bytes from its decimal sign on; 0 where it had none. */
  tail = 0;

  constructor(cell: number, scanner: CellScanner | undefined, stops: Uint8Array) {
    this.cell = cell;
    this.scanner = scanner;
    const cells = scanner?.plainCells;
    const { least = 0, most = 0, shift = 0, sign = 0, kinds = new Uint8Array(256) } = cells ?? {};
    this.does = cells?.does ?? found;
    this.least = least;
    this.most = most;
    this.shift = shift;
    this.sign = stops[sign] === 0 ? sign : 0;
    this.blanks = scanner?.blanks ?? true;
    this.markLengths = scanner?.markLengths ?? new Int32Array(128);
    this.longestMark = 3 * (scanner?.column.longestMark ?? 0);
    this.longestDigitMark = Math.max(...digits.map((byte) => this.markLengths[byte]));
    this.kinds = kinds;
    this.memory = scanner?.memory;
  }

  /** Brings to hand where the rows of the chunk are set. */
  start(): void {
    const memory = this.scanner?.column.memory;
    this.pool = this.scanner?.column.pool;
    if (memory instanceof Float64Array) this.values = memory;
    else if (memory !== undefined) this.codes = memory;
  }

  /** Texts that did not repeat are no longer looked up. */
  settle(): void {
    if (this.does === knownCode && this.memory?.isOpen === false) this.does = text;
  }
}
