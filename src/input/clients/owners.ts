import { DistinctTexts } from '../../text/distinct-texts.ts';
import type { TextPool } from '../../text/text-pool.ts';

/** The client (its row in the book) that each key stands for; keys are the same where their bytes are. */
export class Owners {
  readonly #keys = new DistinctTexts();
  #rows = new Int32Array(16);

  /** The owner the key had before, or -1. */
  set(pool: TextPool, code: number, owner: number): number {
    const known = this.#keys.length;
    const key = this.#keys.add(pool.bytes, pool.startOf(code), pool.ends[code]);
    if (key === this.#rows.length) {
      const larger = new Int32Array(2 * key);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const before = key < known ? this.#rows[key] : -1;
    this.#rows[key] = owner;
    return before;
  }

  /** -1 where the key stands for nobody. */
  get(pool: TextPool, code: number): number {
    const key = this.#keys.find(pool.bytes, pool.startOf(code), pool.ends[code]);
    return key < 0 ? -1 : this.#rows[key];
  }

  *[Symbol.iterator](): Generator<readonly [string, number]> {
    for (let key = 0; key < this.#keys.length; key++) yield [this.#keys.texts.at(key) as string, this.#rows[key]];
  }
}
