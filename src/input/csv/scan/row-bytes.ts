// The cells of one row as places in a buffer of UTF-8: found by one pass over the bytes, quotes understood as RFC 4180 has
// them. Text behind a closing quote, and whatever else is not that, is not judged here but called odd.

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** What `find` gives in place of the next row's start. */
export const unfinished = -1;
export const odd = -2;

/** A row's cells, whatever holds them: an array of texts does. */
export interface RowCells {
  at(index: number): string | undefined;
}

export class RowBytes implements RowCells {
  bytes: Buffer = Buffer.alloc(0);
  /** Whether there may be carriage returns among the bytes at hand. */
  mayReturn = true;
  /** How many cells the row has; the n-th stands from `starts[n]` to before `ends[n]`, without its quotes. */
  count = 0;
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where quotes inside the cell are written twice. */
  doubled: Uint8Array;
  /** Line ends inside cells. */
  lineEnds = 0;
  readonly #delimiter: number;
  readonly #carriageReturns: boolean;

  /** There is room for `most` cells, and more where a row has them. */
  constructor(delimiter: number, carriageReturns: boolean, most: number) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.doubled = new Uint8Array(most);
    this.#delimiter = delimiter;
    this.#carriageReturns = carriageReturns;
  }

  /**
   * Finds the cells of the row at `from`; gives the start of the next row, `odd`, or `unfinished` where the row may go on
   * behind `end` (which it never does where `last`).
   */
  find(from: number, end: number, last: boolean): number {
    const { bytes } = this;
    const delimiter = this.#delimiter;
    const carriageReturns = this.#carriageReturns;
    let cell = 0;
    let at = from;
    this.lineEnds = 0;
    for (;;) {
      if (cell === this.starts.length) this.#grow();
      this.doubled[cell] = 0;
      if (at < end && bytes[at] === quote) {
        const close = this.findClose(cell, at + 1, end, last);
        if (close < 0) return close;
        this.starts[cell] = at + 1;
        this.ends[cell] = close;
        at = close + 1;
      } else {
        this.starts[cell] = at;
        for (; at < end; at++) {
          const byte = bytes[at];
          if (byte === delimiter || byte === lineFeed || (byte === carriageReturn && carriageReturns)) break;
        }
        this.ends[cell] = at;
      }
      cell++;
      if (at === end) {
        this.count = cell;
        return last ? end : unfinished;
      }
      const byte = bytes[at];
      if (byte === delimiter) {
        at++;
        continue;
      }
      this.count = cell;
      if (byte === lineFeed) return at + 1;
      if (byte !== carriageReturn || !carriageReturns) return odd;
      if (at + 1 < end) return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
      return last ? end : unfinished;
    }
  }

  /** The closing quote of a cell whose opening one stands before `from`; `lineEnds` counts on. */
  findClose(cell: number, from: number, end: number, last: boolean): number {
    const { bytes } = this;
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        if (at + 1 === end) return last ? at : unfinished;
        if (bytes[at + 1] !== quote) return at;
        this.doubled[cell] = 1;
        at++;
      } else if (byte === carriageReturn || (byte === lineFeed && bytes[at - 1] !== carriageReturn)) {
        this.lineEnds++;
      }
    }
    return last ? odd : unfinished;
  }

  /** The text of a cell as it stands; undefined behind the last one. */
  at(index: number): string | undefined {
    if (index >= this.count) return undefined;
    const text = this.bytes.toString('utf8', this.starts[index], this.ends[index]);
    return this.doubled[index] === 1 ? text.replaceAll('""', '"') : text;
  }

  texts(): string[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index) ?? '');
  }

  /** Whether some cell surely has more than white space in it; where not, only its text can tell. */
  hasInk(): boolean {
    for (let cell = 0; cell < this.count; cell++) {
      const end = this.ends[cell];
      for (let at = this.starts[cell]; at < end; at++) {
        const byte = this.bytes[at];
        if (byte > 32 && byte < 128) return true;
        if (byte >= 128) break;
      }
    }
    return false;
  }

  #grow(): void {
    const grown = 2 * this.starts.length + 1;
    const enlarge = (old: Int32Array) => {
      const larger = new Int32Array(grown);
      larger.set(old);
      return larger;
    };
    this.starts = enlarge(this.starts);
    this.ends = enlarge(this.ends);
    const doubled = new Uint8Array(grown);
    doubled.set(this.doubled);
    this.doubled = doubled;
  }
}
