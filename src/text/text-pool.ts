import type { Texts } from '../model/table.ts';

// Many texts in one piece of memory, as UTF-8: ids and names have one a row, and a string each would be several times their
// bytes, and work for the garbage collector. Threads see a pool in shared memory without a copy.

export class TextPool implements Texts {
  /** UTF-8; text `n` is from `ends[n − 1]` (0 for the first) to before `ends[n]`. */
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array | Float64Array;
  readonly #buffer: Buffer;

  constructor(bytes: Uint8Array, ends: Uint32Array | Float64Array) {
    this.bytes = bytes;
    this.ends = ends;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.ends.length;
  }

  startOf(code: number): number {
    return code === 0 ? 0 : this.ends[code - 1];
  }

  at(code: number): string | undefined {
    if (!(code >= 0 && code < this.ends.length)) return undefined;
    return this.#buffer.toString('utf8', this.startOf(code), this.ends[code]);
  }
}
