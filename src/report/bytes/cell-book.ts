import { sharedCodes, sharedFloats } from '../../parallel/shared-memory.ts';

// Cells that many rows share, by number from 0, each ready to be copied in words of eight bytes. A word travels as a double:
// the bits survive, because UTF-8 holds no byte pair 7F F0 or above it that would make one a NaN.

/** A book whose cells are no longer copies as many words of each. */
const evenBytes = 96;

/** A book as plain data, which another thread can be given. */
export interface PackedBook {
  readonly words: Float64Array;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly size: number;
  readonly longest: number;
}

export class CellBook {
  #words: Float64Array;
  /** Of a cell, its first word, and of the one after it. */
  #starts: Int32Array;
  #lengths: Int32Array;
  #size: number;
  #longest: number;

  constructor(packed: PackedBook = { ...emptyArrays(), size: 0, longest: 0 }) {
    this.#words = packed.words;
    this.#starts = packed.starts;
    this.#lengths = packed.lengths;
    this.#size = packed.size;
    this.#longest = packed.longest;
  }

  get size(): number {
    return this.#size;
  }

  /** Room that putting any cell takes: words go in pairs. */
  get longest(): number {
    return this.#longest + 8;
  }

  /** Its number. */
  add(bytes: Uint8Array): number {
    const start = this.#starts[this.#size];
    const words = Math.ceil(bytes.length / 8);
    this.#longest = Math.max(this.#longest, 8 * words);
    const needed = start + Math.max(words, evenBytes / 8) + 1;
    if (needed > this.#words.length) {
      const larger = sharedFloats(2 * needed);
      larger.set(this.#words);
      this.#words = larger;
    }
    if (this.#size + 2 > this.#starts.length) {
      this.#starts = grown(this.#starts, this.#size + 2);
      this.#lengths = grown(this.#lengths, this.#size + 2);
    }
    const padded = new Uint8Array(8 * words);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    // Numbers, not bytes, so that the order of a word's bytes is the same wherever this runs.
    for (let word = 0; word < words; word++) this.#words[start + word] = view.getFloat64(8 * word, true);
    this.#lengths[this.#size] = bytes.length;
    this.#starts[++this.#size] = start + words;
    return this.#size - 1;
  }

  /** Returns where the cell ends. */
  put(view: DataView, at: number, cell: number): number {
    const words = this.#words;
    const start = this.#starts[cell];
    // As many for each cell, words of the next one too: the processor knows beforehand how often it goes round.
    const end = this.#longest <= evenBytes ? start + (this.#longest >> 3) : this.#starts[cell + 1];
    for (let word = start, to = at; word < end; word += 2, to += 16) {
      view.setFloat64(to, words[word], true);
      view.setFloat64(to + 8, words[word + 1], true);
    }
    return at + this.#lengths[cell];
  }

  clear(): void {
    this.#size = 0;
  }

  pack(): PackedBook {
    return {
      words: this.#words,
      starts: this.#starts,
      lengths: this.#lengths,
      size: this.#size,
      longest: this.#longest,
    };
  }
}

// In shared memory, so that a book that is sent is not copied and all books have arrays of one kind.
function emptyArrays() {
  return { words: sharedFloats(64), starts: sharedCodes(32), lengths: sharedCodes(32) };
}

function grown(array: Int32Array, least: number): Int32Array {
  const larger = sharedCodes(2 * least);
  larger.set(array);
  return larger;
}
