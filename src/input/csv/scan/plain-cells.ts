// How the loop over plain rows (plain-rows.ts) reads the cells of a column, if it does.

/** It leaves them, or reads them as what their column's values are; known ones by the bytes that were read before. */
export const [found, numeral, date, text, knownCode, knownValue] = [0, 1, 2, 3, 4, 5];

export interface PlainCells {
  readonly does: number;
  /** What numerals and dates may be. */
  readonly least?: number;
  readonly most?: number;
  /** Of numerals: the power of ten they are multiplied by, and their decimal sign. */
  readonly shift?: number;
  readonly sign?: number;
  /** Of texts: what each byte says of the one it is in (plain-texts.ts). */
  readonly kinds?: Uint8Array;
}
