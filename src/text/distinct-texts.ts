import { PoolBuilder } from './text-pool.ts';

// Different texts, each once, found by their bytes: what a Map of strings would do, without a string a text. An open table of
// hashes (FNV-1a) over one pool.

const leastSlots = 1024;

export class DistinctTexts {
  readonly #pool = new PoolBuilder();
  /** Code + 1 of the text that stands there; 0 where none does. */
  #slots = new Int32Array(leastSlots);
  #hashes = new Int32Array(leastSlots / 2);

  /** By code, in the order they were added. They grow with what is added. */
  get texts(): PoolBuilder {
    return this.#pool;
  }

  get length(): number {
    return this.#pool.length;
  }

  /** The code of a text, which is added where it is new. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const slot = this.#slotOf(hash, bytes, from, to);
    if (this.#slots[slot] > 0) return this.#slots[slot] - 1;
    if (this.#pool.length === this.#hashes.length) {
      this.#grow();
      return this.add(bytes, from, to);
    }
    const code = this.#pool.addBytes(bytes, from, to);
    this.#hashes[code] = hash;
    this.#slots[slot] = code + 1;
    return code;
  }

  /** The code of a text, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return this.#slots[this.#slotOf(hashOf(bytes, from, to), bytes, from, to)] - 1;
  }

  #slotOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (; slots[slot] > 0; slot = (slot + 1) & last) {
      const code = slots[slot] - 1;
      if (this.#hashes[code] === hash && this.#pool.equals(code, bytes, from, to)) break;
    }
    return slot;
  }

  /** At most half of the slots are taken. */
  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const slots = new Int32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let code = 0; code < this.#pool.length; code++) {
      let slot = (hashes[code] ^ (hashes[code] >>> 15)) & last;
      while (slots[slot] > 0) slot = (slot + 1) & last;
      slots[slot] = code + 1;
    }
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 16777619);
  return hash;
}
