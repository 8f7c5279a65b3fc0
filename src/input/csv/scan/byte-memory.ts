// The bytes of cells to the value they gave before, without a string between: an open table of hashes (FNV-1a) over one
// pool of bytes. Given up where fewer than half of the first lookups were known: texts that do not repeat.

const mostKeys = 16_384;
const longestKey = 64;
const trialLength = 16_384;
const slotCount = 4 * mostKeys;

export class ByteMemory {
  #open = true;
  #asked = 0;
  #hits = 0;
  #size = 0;
  /** Of the last lookup, for the `set` that may follow it. */
  #slot = -1;
  // Made at the first key: most columns of numbers never need them.
  #slots = new Int32Array(0);
  #hashes = new Int32Array(0);
  #ends = new Int32Array(0);
  #values = new Float64Array(0);
  #pool = new Uint8Array(0);

  /** The key's entry, for `valueOf`; -1 where it is not known. Only of keys that were looked up and `set` at once. */
  find(bytes: Uint8Array, from: number, to: number): number {
    this.#slot = -1;
    if (this.#asked++ === trialLength && this.#hits * 2 < trialLength) this.#giveUp();
    if (!this.#open || to - from > longestKey) return -1;
    if (this.#size === 0) this.#allocate();
    let hash = 0x811c9dc5 | 0;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 16777619);
    const slots = this.#slots;
    let slot = (hash ^ (hash >>> 15)) & (slotCount - 1);
    let entry = -1;
    for (; slots[slot] > 0; slot = (slot + 1) & (slotCount - 1)) {
      const known = slots[slot] - 1;
      if (this.#hashes[known] === hash && this.#equals(known, bytes, from, to)) {
        entry = known;
        break;
      }
    }
    if (entry >= 0) this.#hits++;
    else {
      this.#slot = slot;
      if (this.#size < mostKeys) this.#hashes[this.#size] = hash;
    }
    return entry;
  }

  valueOf(entry: number): number {
    return this.#values[entry];
  }

  /** Keeps a value for the key that `find` was last asked for and did not know. */
  set(bytes: Uint8Array, from: number, to: number, value: number): void {
    if (this.#slot < 0 || this.#size === mostKeys) return;
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

  #allocate(): void {
    if (this.#slots.length > 0) return;
    this.#slots = new Int32Array(slotCount);
    this.#hashes = new Int32Array(mostKeys);
    this.#ends = new Int32Array(mostKeys + 1);
    this.#values = new Float64Array(mostKeys);
    this.#pool = new Uint8Array(4096);
  }

  #giveUp(): void {
    this.#open = false;
    this.#slot = -1;
    this.#slots = new Int32Array(0);
    this.#hashes = new Int32Array(0);
    this.#ends = new Int32Array(0);
    this.#values = new Float64Array(0);
    this.#pool = new Uint8Array(0);
  }
}
