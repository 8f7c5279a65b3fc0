import { DamagedParquet } from './refusals.ts';

// Walks a structure of Thrift's compact protocol (a file's footer, a page's header) before hyparquet reads it: hyparquet
// takes numbers of any length and lists of any size at their word, which damage turns into hours and gigabytes. What has
// passed here is read in as many steps as it has bytes.

/** Deeper than any structure of Parquet is. */
const mostNested = 32;
/** Seven bits a byte for 64 bits. */
const longestNumber = 10;

/** The place behind the structure that begins at `start`. */
export function skipStructure(bytes: Uint8Array, start: number): number {
  const walk = new Walk(bytes, start);
  walk.structure(0);
  return walk.at;
}

class Walk {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.at = start;
  }

  structure(depth: number): void {
    for (;;) {
      const head = this.#byte();
      if ((head & 15) === 0) return;
      // Without a step from the field before it, the number of the field follows.
      if (head >> 4 === 0) this.#number();
      this.#value(head & 15, depth);
    }
  }

  #value(kind: number, depth: number): void {
    if (depth > mostNested) throw new DamagedParquet('a header is nested too deeply');
    // Flags are told by their kind alone.
    if (kind === 1 || kind === 2) return;
    if (kind === 3) this.#pass(1);
    else if (kind >= 4 && kind <= 6) this.#number();
    else if (kind === 7) this.#pass(8);
    else if (kind === 8) this.#pass(this.#number());
    else if (kind === 9) this.#list(depth);
    else if (kind === 12) this.structure(depth + 1);
    else throw new DamagedParquet('a header holds a value of no kind that is known');
  }

  #list(depth: number): void {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#number() : head >> 4;
    const kind = head & 15;
    // Every element takes a byte at least.
    if (size > this.#bytes.length - this.at) throw new DamagedParquet('a list in a header runs past its end');
    for (let index = 0; index < size; index++) this.#value(kind <= 2 ? 3 : kind, depth + 1);
  }

  #byte(): number {
    if (this.at >= this.#bytes.length) throw new DamagedParquet('a header runs past its end');
    return this.#bytes[this.at++];
  }

  #pass(length: number): void {
    if (length > this.#bytes.length - this.at) throw new DamagedParquet('a header runs past its end');
    this.at += length;
  }

  #number(): number {
    let value = 0;
    for (let index = 0; index < longestNumber; index++) {
      const byte = this.#byte();
      value += (byte & 127) * 128 ** index;
      if (byte < 128) return value;
    }
    throw new DamagedParquet('a number in a header is too long');
  }
}
