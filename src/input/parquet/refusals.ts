import type { Problem } from '../../model/problem.ts';
import { UserError } from '../../model/user-error.ts';

// What can be wrong with a Parquet file as a whole, each named for what it is with what to do about it.

/** Bytes that are no Parquet, found while they were read. */
export class DamagedParquet extends Error {}

const exportAnew = 'have it written anew, without encryption';

export function refuseDamaged(file: string, reason: string): UserError {
  return new UserError([
    {
      code: 'damaged-parquet',
      severity: 'error',
      message: `${file} is a damaged Parquet file: ${reason}`,
      file,
      hint: 'fetch the file again, or have it written anew',
    },
  ]);
}

export function refuseEncrypted(file: string, heading?: string): UserError {
  const what = heading === undefined ? `${file} is` : `the column "${heading}" of ${file} is`;
  return new UserError([
    { code: 'encrypted-parquet', severity: 'error', message: `${what} encrypted`, file, hint: exportAnew },
  ]);
}

export function refuseCodec(file: string, heading: string, codec: string): UserError {
  return new UserError([
    {
      code: 'unsupported-compression',
      severity: 'error',
      message: `the column "${heading}" of ${file} is compressed in a way that is not read`,
      file,
      found: codec,
      expected: 'snappy, zstd, gzip, brotli or none',
      hint: 'have it written anew with one of these',
    },
  ]);
}

/** One problem a field whose column holds what no cell of a table can. */
export function refuseColumns(
  file: string,
  columns: readonly { readonly field: string; readonly heading: string; readonly holds: string }[],
): UserError {
  const problems = columns.map(
    ({ field, heading, holds }): Problem => ({
      code: 'unreadable-column',
      severity: 'error',
      message: `the column "${heading}" for the field "${field}" holds no plain values`,
      file,
      found: holds,
      expected: 'numbers, texts, dates, timestamps or booleans',
      hint: 'have it written as a plain column, or take its name out of `from`',
    }),
  );
  return new UserError(problems);
}
