// Cells that many rows share, by number from 0, each ready to be copied in words of four bytes.

export class CellBook {
  #words = new Int32Array(256);
  /** Of a cell, its first word, and of the one after it. */
  #starts = new Int32Array(64);
  #lengths = new Int32Array(64);
  #size = 0;
  #longest = 0;

  get size(): number {
    return this.#size;
  }

  /** Room that putting any cell takes. */
  get longest(): number {
    return this.#longest;
  }

  /** Its number. */
  add(bytes: Uint8Array): number {
    const start = this.#starts[this.#size];
    const words = Math.ceil(bytes.length / 4);
    if (start + words > this.#words.length) this.#words = grown(this.#words, start + words);
    if (this.#size + 2 > this.#starts.length) {
      this.#starts = grown(this.#starts, this.#size + 2);
      this.#lengths = grown(this.#lengths, this.#size + 2);
    }
    const padded = new Uint8Array(4 * words);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    // Numbers, not bytes, so that the order of a word's bytes is the same wherever this runs.
    for (let word = 0; word < words; word++) this.#words[start + word] = view.getInt32(4 * word, true);
    this.#lengths[this.#size] = bytes.length;
    this.#starts[++this.#size] = start + words;
    this.#longest = Math.max(this.#longest, 4 * words);
    return this.#size - 1;
  }

  /** Returns where the cell ends. */
  put(view: DataView, at: number, cell: number): number {
    const words = this.#words;
    const end = this.#starts[cell + 1];
    for (let word = this.#starts[cell], to = at; word < end; word++, to += 4) view.setInt32(to, words[word], true);
    return at + this.#lengths[cell];
  }

  clear(): void {
    this.#size = 0;
  }
}

function grown(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * least);
  larger.set(array);
  return larger;
}
