import type { RawBook, Reject } from '../../model/book.ts';

// Rejects by source, line and column of the rubric. A raw book has them in that order; what is added later finds its place.

/** A row of the raw book that is rejected because it differs from another of its key. */
export interface Conflict {
  readonly row: number;
  readonly reject: Reject;
}

/** By reject: the number of its source. Rejects come source by source, so that sources of one name can be told apart. */
function numberSources(raw: RawBook): Uint32Array {
  const numbers = new Uint32Array(raw.rejects.length);
  let source = 0;
  let line = 0;
  raw.rejects.forEach((reject, index) => {
    const here = (at: number) => raw.files[at].name === reject.file && raw.files[at].sheet === reject.sheet;
    if (here(source) && reject.line < line) source++;
    while (!here(source)) source++;
    line = reject.line;
    numbers[index] = source;
  });
  return numbers;
}

/** The texts of cells that could not be used, by row and field. */
export class UnusableTexts {
  readonly #texts = new Map<string, string>();
  readonly #raw: RawBook;

  constructor(raw: RawBook) {
    this.#raw = raw;
    const sources = numberSources(raw);
    raw.rejects.forEach((reject, index) => {
      if (reject.field === undefined || reject.value === undefined) return;
      this.#texts.set(`${sources[index]} ${reject.line} ${reject.field}`, reject.value);
    });
  }

  textOf(row: number, field: string): string | undefined {
    return this.#texts.get(`${this.#raw.sources[row]} ${this.#raw.lines[row]} ${field}`);
  }
}

/** All rejects in order, those of single rows among those of the raw book. */
export function placeRejects(raw: RawBook, more: readonly Conflict[]): Reject[] {
  const sources = numberSources(raw);
  const placed = raw.rejects.map((reject, index) => ({ reject, source: sources[index] }));
  for (const { reject, row } of more) placed.push({ reject, source: raw.sources[row] });
  // The sort is stable: rejects of one line keep the order of the rubric's columns, and the row as a whole comes last.
  placed.sort((a, b) => a.source - b.source || a.reject.line - b.reject.line);
  return placed.map(({ reject }) => reject);
}
