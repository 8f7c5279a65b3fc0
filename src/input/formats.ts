import type { FieldTypeRegistry } from '../model/field-type.ts';
import type { ByteSource, Format } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import { makeCsvFormat } from './csv/csv.ts';
import type { FindParts } from './csv/parts/parted-file.ts';
import { makeExcelFormat } from './excel/excel.ts';
import { nameForeignFormat } from './foreign-formats.ts';
import { makeParquetFormat } from './parquet/parquet.ts';

/** The formats that are read, the most telling first. A new one is one new file and one line here. */
export function makeFormats(types: FieldTypeRegistry, partsOf?: FindParts): readonly Format[] {
  return [makeExcelFormat(types), makeParquetFormat(types), makeCsvFormat(types, true, partsOf)];
}

/** Bytes a format is recognised by. */
const tellingBytes = 4096;

async function readStart(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of source.bytes()) {
    parts.push(bytes.slice(0, tellingBytes));
    length += bytes.length;
    if (length >= tellingBytes) break;
  }
  return Buffer.concat(parts).subarray(0, tellingBytes);
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot).toLowerCase();
}

/** The format of a source by what its first bytes say, or by its extension where they say nothing. Throws a UserError. */
export async function chooseFormat(source: ByteSource, formats: readonly Format[]): Promise<Format> {
  const start = await readStart(source);
  const foreign = nameForeignFormat(start, source.name);
  if (foreign === undefined) {
    const extension = extensionOf(source.name);
    const format =
      formats.find((candidate) => candidate.recognises(start, source.name)) ??
      (start.length === 0 ? formats.find((candidate) => candidate.extensions.includes(extension)) : undefined);
    if (format !== undefined) return format;
  }
  throw new UserError([
    {
      code: 'unsupported-format',
      severity: 'error',
      message: `${source.name} is ${foreign?.name ?? 'in a format that is not known'}`,
      file: source.name,
      expected: 'CSV, TSV, XLSX or Parquet',
      hint: foreign?.remedy ?? 'export the book as CSV (UTF-8), XLSX or Parquet',
    },
  ]);
}
