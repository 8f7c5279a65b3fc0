import type { ManifestInput } from '../audit/manifest.ts';
import type { PartedFile } from '../input/csv/parts/parted-file.ts';
import { makeFormats } from '../input/formats.ts';
import { type ReadRows, readBook } from '../input/read-book.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { RawBook } from '../model/book.ts';
import type { ByteSource, ReadOptions } from '../model/reader.ts';
import type { FieldSpec } from '../model/rubric.ts';
import { alone, type Crew } from '../parallel/crew.ts';
import { hashed } from './hashing.ts';
import type { Host } from './host.ts';
import { fewBytes } from './part-rules.ts';
import { partedFile } from './parted-source.ts';

/** Reads files of one kind into a raw book, with the hashes of the bytes that were read. */
export async function readSources(
  sources: readonly ByteSource[],
  fields: readonly FieldSpec[],
  key: string,
  options: ReadOptions,
  host: Host,
  rows: ReadRows = {},
  crew: Crew = alone,
): Promise<{ raw: RawBook; inputs: ManifestInput[] }> {
  const watched = sources.map(hashed);
  host.progress.phase('read', sources.map((source) => source.name).join(', '));
  // Threads that another file has called know their code, and are asked for little, too.
  const isLittle = watched.reduce((sum, { size = 0 }) => sum + size, 0) < fewBytes;
  const hands = isLittle && crew.others === undefined ? alone : crew;
  const parted = new Map<ByteSource, PartedFile | undefined>(
    watched.map((source) => [source, partedFile(source, hands)]),
  );
  const formats = makeFormats(fieldTypes, (source) => parted.get(source));
  const raw = await readBook(watched, fields, key, options, fieldTypes, formats, rows);
  const inputs = await Promise.all(
    watched.map(async (source, index) => {
      const { sheet, rows } = raw.files[index];
      return { name: source.name, ...(await source.digest()), ...(sheet === undefined ? {} : { sheet }), rows };
    }),
  );
  return { raw, inputs };
}
