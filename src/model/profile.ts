import type { TableTotals } from './book.ts';

/** What the column of a field holds in a book or in a further table. */
export interface FieldProfile {
  readonly field: string;
  readonly type: string;
  readonly present: number;
  readonly missing: number;
  /** Values that could not be used; they count as missing too. */
  readonly unusable: number;
  readonly distinct: number;
  /** Least and greatest number or date; null for texts and where nothing is there. */
  readonly min: string | null;
  readonly max: string | null;
  /** Up to five most frequent values of a category or flag, most frequent first. */
  readonly common: readonly { readonly value: string; readonly rows: number }[];
}

/** What a further table holds, and what became of its rows. */
export interface TableProfile extends TableTotals {
  /** Rows whose client, or row of another table, is not there: part of the rejected. */
  readonly unknownOwners: number;
  readonly fields: readonly FieldProfile[];
}
