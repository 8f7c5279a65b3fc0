import type { FieldTypeRegistry } from '../../../model/field-type.ts';
import { isText } from '../../../model/table.ts';
import { sharedBytes, sharedRows } from '../../../parallel/shared-memory.ts';
import { type PooledTexts, poolOf } from '../../../text/text-pool.ts';
import { ChunkBuilder } from '../../chunk-builder.ts';
import { Utf8Check } from '../encoding.ts';
import { UnclosedQuote } from '../records.ts';
import { readRowsInto } from '../rows.ts';
import { OddBytes, type ScannedRows } from '../scan/scanned-rows.ts';
import type { PartTexts, PartToScan, ScannedPart } from './parted-file.ts';

/**
 * Reads the rows of a part into its memory, by the scanner alone. Undefined at the first oddity, and where the part does not
 * end where a row does: then it did not begin where one does either, or a quote stands where none should.
 */
export function scanPart(
  part: PartToScan,
  pieces: Iterable<Uint8Array>,
  types: FieldTypeRegistry,
): ScannedPart | undefined {
  const scanned = scanPlain(part, pieces, types);
  if (scanned === undefined) Atomics.store(part.stop, 0, 1);
  return scanned;
}

function scanPlain(part: PartToScan, pieces: Iterable<Uint8Array>, types: FieldTypeRegistry): ScannedPart | undefined {
  const { name, wanted, memory, shape, isLast } = part;
  const builder = new ChunkBuilder(name, undefined, wanted, types, memory);
  const rows = readRowsInto(builder, shape, 'scanner-alone', () => {}, part.line) as ScannedRows;
  const utf8 = new Utf8Check();
  try {
    for (const bytes of pieces) {
      if (Atomics.load(part.stop, 0) !== 0) return undefined;
      utf8.add(bytes);
      if (!shape.carriageReturns && bytes.includes(13)) return undefined;
      rows.write(bytes);
      if (builder.rows > memory.lines.length) return undefined;
    }
    if (!isLast && !rows.isBetweenRows) return undefined;
    rows.end();
  } catch (error) {
    if (error instanceof OddBytes || error instanceof UnclosedQuote) return undefined;
    throw error;
  }
  if (!utf8.end() || builder.rows > memory.lines.length || rows.rowsSeen < shape.headingRows) return undefined;
  if (!isLast && rows.line !== part.nextLine) return undefined;
  const { rows: count, columns, rejects, ragged, findings, converted = [] } = builder.take();
  const texts = columns.map((column): PartTexts => (isText(column) ? shared(poolOf(column.dictionary)) : null));
  return { rows: count, texts, rejects, ragged, findings, converted };
}

function shared({ bytes, ends }: PooledTexts): PooledTexts {
  const own = { bytes: sharedBytes(bytes.length), ends: sharedRows(ends.length) };
  own.bytes.set(bytes);
  own.ends.set(ends);
  return own;
}
