import type { Texts } from '../model/table.ts';

// Many texts in one piece of memory, as UTF-8: ids and names have one a row, and a string each would be several times their
// bytes, and work for the garbage collector. Threads see a pool in shared memory without a copy.

/** A pool as plain memory, which another thread can be given. UTF-8; text `n` is from `ends[n − 1]` (0 for the first) to before `ends[n]`. */
export interface PooledTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array | Float64Array;
}

export class TextPool implements Texts, PooledTexts {
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

  /** −, 0 or + by byte order, which is that of `compareText`. */
  compare(a: number, b: number): number {
    const { bytes, ends } = this;
    const startA = this.startOf(a);
    const startB = this.startOf(b);
    const lengthA = ends[a] - startA;
    const lengthB = ends[b] - startB;
    const length = Math.min(lengthA, lengthB);
    for (let at = 0; at < length; at++) {
      const difference = bytes[startA + at] - bytes[startB + at];
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }
}

/** Collects texts one behind the other; the number of each is its place. It may be read while it grows. */
export class PoolBuilder implements Texts {
  #bytes = Buffer.alloc(0);
  #size = 0;
  #ends = new Uint32Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(code: number): string | undefined {
    if (!(code >= 0 && code < this.#length)) return undefined;
    return this.#bytes.toString('utf8', code === 0 ? 0 : this.#ends[code - 1], this.#ends[code]);
  }

  addText(text: string): number {
    // A UTF-16 code unit is at most three bytes.
    this.#reserve(3 * text.length);
    this.#size += this.#bytes.write(text, this.#size, 'utf8');
    return this.#close();
  }

  addBytes(bytes: Uint8Array, from: number, to: number): number {
    this.#reserve(to - from);
    const own = this.#bytes;
    let size = this.#size;
    for (let at = from; at < to; at++) own[size++] = bytes[at];
    this.#size = size;
    return this.#close();
  }

  /** Bytes of all texts. */
  get size(): number {
    return this.#size;
  }

  /** Has no text any more, but its memory. */
  clear(): void {
    this.#size = 0;
    this.#length = 0;
  }

  /**
   * The pool's memory, with room for so many bytes behind `size`, and for the ends of so many texts behind `length` of `ends`: until
   * something else is added. `settle` makes texts of what is put there.
   */
  room(bytes: number, texts: number): Buffer {
    this.#reserve(bytes);
    this.#reserveEnds(texts);
    return this.#bytes;
  }

  get ends(): Uint32Array {
    return this.#ends;
  }

  settle(size: number, length: number): void {
    this.#size = size;
    this.#length = length;
  }

  /** Whether a text of the pool is made of these bytes. */
  equals(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = code === 0 ? 0 : this.#ends[code - 1];
    if (this.#ends[code] - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from; at < to; at++) if (own[start + at - from] !== bytes[at]) return false;
    return true;
  }

  /** What was added so far, in the builder's own memory. */
  toPool(): TextPool {
    // No Buffer: copies are made by an array's constructor, and that of Buffer is deprecated.
    const bytes = new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#size);
    return new TextPool(bytes, this.#ends.subarray(0, this.#length));
  }

  #close(): number {
    this.#reserveEnds(1);
    this.#ends[this.#length] = this.#size;
    return this.#length++;
  }

  #reserveEnds(texts: number): void {
    const needed = this.#length + texts;
    if (needed <= this.#ends.length) return;
    const larger = new Uint32Array(Math.max(needed, 2 * this.#ends.length));
    larger.set(this.#ends);
    this.#ends = larger;
  }

  #reserve(bytes: number): void {
    const needed = this.#size + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length, 1024));
    this.#bytes.copy(larger, 0, 0, this.#size);
    this.#bytes = larger;
  }
}

/** Texts as a pool: the same one where they are one. */
export function poolOf(texts: Texts): TextPool {
  if (texts instanceof TextPool) return texts;
  if (texts instanceof PoolBuilder) return texts.toPool();
  const builder = new PoolBuilder();
  for (let code = 0; code < texts.length; code++) builder.addText(texts.at(code) as string);
  return builder.toPool();
}

/** The texts of all pools, one behind the other, in shared memory. */
export function joinPools(pools: readonly PooledTexts[]): TextPool {
  const bytes = new Uint8Array(new SharedArrayBuffer(pools.reduce((size, pool) => size + pool.bytes.length, 0)));
  const ends = new Uint32Array(new SharedArrayBuffer(4 * pools.reduce((count, pool) => count + pool.ends.length, 0)));
  let size = 0;
  let count = 0;
  for (const pool of pools) {
    bytes.set(pool.bytes, size);
    for (let code = 0; code < pool.ends.length; code++) ends[count + code] = pool.ends[code] + size;
    size += pool.bytes.length;
    count += pool.ends.length;
  }
  return new TextPool(bytes, ends);
}
