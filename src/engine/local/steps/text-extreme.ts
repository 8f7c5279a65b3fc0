import type { AggregateStep } from '../../../plan/step.ts';
import { compareText } from '../../../text/text-order.ts';
import { addCodes, type Frame } from '../frame.ts';

/** Of the texts of each owner the first (`min`) or last (`max`) in UTF-8 byte order. `codes` index `dictionary`. */
export class TextExtreme {
  readonly #best: Int32Array;
  readonly #dictionary: readonly string[];
  readonly #sign: number;

  constructor(owners: number, dictionary: readonly string[], which: string) {
    this.#best = new Int32Array(owners).fill(-1);
    this.#dictionary = dictionary;
    this.#sign = which === 'min' ? 1 : -1;
  }

  take(owner: number, code: number): void {
    const before = this.#best[owner];
    if (before === code) return;
    const texts = this.#dictionary;
    if (before < 0 || this.#sign * compareText(texts[code], texts[before]) < 0) this.#best[owner] = code;
  }

  /** Adds the column of the step: each text once in its dictionary, in byte order. */
  finish(step: AggregateStep, frame: Frame): void {
    const texts = this.#dictionary;
    const distinct = new Set<string>();
    for (const code of this.#best) if (code >= 0) distinct.add(texts[code]);
    const dictionary = [...distinct].sort(compareText);
    const codeOf = new Map(dictionary.map((text, code) => [text, code]));
    const out = addCodes(frame, step.name, step.type, dictionary);
    this.#best.forEach((code, owner) => {
      if (code >= 0) out[owner] = codeOf.get(texts[code]) as number;
    });
  }
}
