// The bytes of cells to the value they gave before, without a string between: an open table of hashes (FNV-1a) over one
// pool of bytes, which grows with what it holds. Given up where fewer than half of the first lookups were known: texts that
// do not repeat.

const longestKey = 64;
const leastKeys = 512;
/** Numbers for a short key, and for how many there is room at most. */
export const shortSlot = 8;
const mostShort = 1 << 14;

/** Of FNV-1a. */
const firstHash = 0x811c9dc5 | 0;
const hashFactor = 16777619;

export interface MemoryBounds {
  /** Keys that are kept, a power of two. */
  readonly keys: number;
  /** Lookups after which it is given up where fewer than half were known. */
  readonly trial: number;
}

export class ByteMemory {
  readonly #bounds: MemoryBounds;
  #open = true;
  #asked = 0;
  #hits = 0;
  #isTried = false;
  #size = 0;
  /** Of the last lookup, for the `set` that may follow it. */
  #slot = -1;
  // Made at the first key: most columns of numbers never need them.
  #slots = new Int32Array(0);
  #hashes = new Int32Array(0);
  #ends = new Int32Array(0);
  #values = new Float64Array(0);
  #pool = new Uint8Array(0);
  #short = new Int32Array(0);

  constructor(bounds: MemoryBounds) {
    this.#bounds = bounds;
  }

  /** Whether it was not given up. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** As `find`; a key that is not known here is still to be asked for by it. */
  recall(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    if (last < 0) return -1;
    const hash = hashOf(bytes, from, to);
    for (let slot = (hash ^ (hash >>> 15)) & last; slots[slot] > 0; slot = (slot + 1) & last) {
      const known = slots[slot] - 1;
      if (this.#hashes[known] === hash && this.#equals(known, bytes, from, to)) {
        this.countKnown(1);
        return known;
      }
    }
    return -1;
  }

  /** Counts lookups that were answered from `short`. */
  countKnown(count: number): void {
    this.#asked += count;
    this.#hits += count;
  }

  /** For whoever recalls short keys (recall-cells.ts): what it keeps for as long as entries stay what they are, at first zeros. */
  get short(): Int32Array {
    const length = shortSlot * Math.min(mostShort, 2 * this.#hashes.length);
    if (this.#short.length < length) this.#short = new Int32Array(length);
    return this.#short;
  }

  /** The key's entry, for `valueOf`; -1 where it is not known. Only of keys that were looked up and `set` at once. */
  find(bytes: Uint8Array, from: number, to: number): number {
    this.#slot = -1;
    if (this.#asked++ >= this.#bounds.trial && !this.#isTried) {
      this.#isTried = true;
      if (this.#hits * 2 < this.#asked) this.#giveUp();
    }
    if (!this.#open || to - from > longestKey) return -1;
    if (this.#size === this.#hashes.length && this.#size < this.#bounds.keys) this.#grow();
    const hash = hashOf(bytes, from, to);
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    let entry = -1;
    for (; slots[slot] > 0; slot = (slot + 1) & last) {
      const known = slots[slot] - 1;
      if (this.#hashes[known] === hash && this.#equals(known, bytes, from, to)) {
        entry = known;
        break;
      }
    }
    if (entry >= 0) this.#hits++;
    else {
      this.#slot = slot;
      if (this.#size < this.#hashes.length) this.#hashes[this.#size] = hash;
    }
    return entry;
  }

  /** Knows no key any more. */
  clear(): void {
    this.#slots.fill(0);
    this.#short.fill(0);
    this.#slot = -1;
    this.#size = 0;
  }

  valueOf(entry: number): number {
    return this.#values[entry];
  }

  /** Keeps a value for the key that `find` was last asked for and did not know. */
  set(bytes: Uint8Array, from: number, to: number, value: number): void {
    if (this.#slot < 0 || this.#size === this.#hashes.length) return;
    const start = this.#ends[this.#size];
    const end = start + to - from;
    if (end > this.#pool.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#pool.length));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    for (let at = from; at < to; at++) this.#pool[start + at - from] = bytes[at];
    this.#values[this.#size] = value;
    this.#ends[++this.#size] = end;
    this.#slots[this.#slot] = this.#size;
    this.#slot = -1;
  }

  #equals(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#ends[entry];
    if (this.#ends[entry + 1] - start !== to - from) return false;
    const pool = this.#pool;
    for (let at = from; at < to; at++) if (pool[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #grow(): void {
    const keys = Math.min(this.#bounds.keys, Math.max(leastKeys, 4 * this.#size));
    const hashes = new Int32Array(keys);
    hashes.set(this.#hashes);
    const ends = new Int32Array(keys + 1);
    ends.set(this.#ends);
    const values = new Float64Array(keys);
    values.set(this.#values);
    // At most half of the slots are taken.
    const slots = new Int32Array(2 * keys);
    const last = slots.length - 1;
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = (hashes[entry] ^ (hashes[entry] >>> 15)) & last;
      while (slots[slot] > 0) slot = (slot + 1) & last;
      slots[slot] = entry + 1;
    }
    this.#hashes = hashes;
    this.#ends = ends;
    this.#values = values;
    this.#slots = slots;
  }

  #giveUp(): void {
    this.#open = false;
    this.#slot = -1;
    this.#slots = new Int32Array(0);
    this.#hashes = new Int32Array(0);
    this.#ends = new Int32Array(0);
    this.#values = new Float64Array(0);
    this.#pool = new Uint8Array(0);
    this.#short = new Int32Array(0);
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = firstHash;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], hashFactor);
  return hash;
}
