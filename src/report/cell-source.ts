import type { NumericColumn } from '../model/table.ts';
import type { PackedTexts } from '../parallel/packed-column.ts';
import type { PooledTexts } from '../text/text-pool.ts';
import type { PackedBook } from './bytes/cell-book.ts';
import type { Choice } from './client-columns.ts';
import type { Reason } from './reason-cells.ts';

// Cells of a column as they stand in a CSV file of clients. Money has all digits of its currency, every other number no zeros
// at its end: 75876.00, but 100 and 66.4. Missing is an empty cell; dates are ISO; flags true and false.

/** What the cells of a column are made of: plain data, so that any thread can write them. */
export type CellSource =
  | { readonly kind: 'empty' }
  | { readonly kind: 'money' | 'number'; readonly values: Float64Array; readonly scale: number }
  | { readonly kind: 'flag' | 'date'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly texts: PackedTexts }
  | {
      readonly kind: 'pool';
      readonly codes: Int32Array;
      readonly texts: PooledTexts;
      readonly cares: Uint8Array | undefined;
      /** Bytes of every text; 0 where they differ. */
      readonly width: number;
    }
  /** The number of the line. */
  | { readonly kind: 'line' }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'reasons'; readonly reasons: readonly Reason[] }
  /** Neighbouring columns as one: by row, their cells in the book, commas and all. */
  | { readonly kind: 'common'; readonly codes: Uint16Array; readonly book: PackedBook };

/** Sources that can be told apart by value, so that a cell need be made once for each. */
export type PlainSource = CellSource & {
  readonly kind: 'empty' | 'money' | 'number' | 'flag' | 'date' | 'text' | 'choices';
};

export function sourceOfValues({ type: { kind, scale } }: NumericColumn, values: Float64Array): PlainSource {
  if (kind === 'flag' || kind === 'date') return { kind, values };
  return { kind: kind === 'money' ? 'money' : 'number', values, scale };
}
