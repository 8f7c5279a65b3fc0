import { makeCsvFormat } from '../../../../src/input/csv/csv.ts';
import type { FindParts } from '../../../../src/input/csv/parts/parted-file.ts';
import { readBook } from '../../../../src/input/read-book.ts';
import { fieldTypes } from '../../../../src/input/types/index.ts';
import type { ByteSource, ReadOptions } from '../../../../src/model/reader.ts';
import type { FieldSpec } from '../../../../src/model/rubric.ts';
import { UserError } from '../../../../src/model/user-error.ts';
import { noOptions, rowsOf } from '../../book-helpers.ts';

// One book read by csv-parse alone and by the byte scanner: all that either says of it, as plain values.

/** What is read by csv-parse, the scanner, or the scanner in parts. */
export async function readBy(
  scan: boolean,
  source: ByteSource,
  fields: readonly FieldSpec[],
  options: ReadOptions,
  id: string,
  partsOf?: FindParts,
): Promise<object> {
  // Zero bytes at the head would be no text at all.
  const format = { ...makeCsvFormat(fieldTypes, scan, partsOf), recognises: () => true };
  try {
    const raw = await readBook([source], fields, id, options, fieldTypes, [format]);
    const { files, rejects, findings, ragged } = raw;
    const columns = [...raw.table.columns].map(([name, { type }]) => [name, type]);
    const [lines, spoiled, converted] = [[...raw.lines], [...raw.spoiled], [...(raw.converted ?? [])]];
    return { columns, rows: rowsOf(raw), lines, spoiled, files, rejects, findings, ragged, converted };
  } catch (error) {
    if (error instanceof UserError) return { problems: error.problems };
    throw error;
  }
}

export async function readBoth(
  source: ByteSource,
  fields: readonly FieldSpec[],
  options: ReadOptions = noOptions,
  id = 'id',
): Promise<{ readonly scanned: object; readonly parsed: object }> {
  return {
    scanned: await readBy(true, source, fields, options, id),
    parsed: await readBy(false, source, fields, options, id),
  };
}
