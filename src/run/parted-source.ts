import { crc32 } from 'node:zlib';
import type { PartedFile, Range } from '../input/csv/parts/parted-file.ts';
import type { ByteSource, WantedColumn } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import type { Crew } from '../parallel/crew.ts';
import { hashJob, scanJob, surveyJob, withoutDigits } from './file-parts.ts';
import { changed, type HashedSource } from './hashing.ts';
import { fileProblem } from './sources.ts';

// A file as the parts that a crew reads at once (docs/decisions/0010).

/** How files are cut. */
export interface PartRules {
  /** Smaller files are read by one thread. */
  readonly least: number;
  /** Of a part, in bytes; larger files have more parts. */
  readonly most: number;
  /** Parts for each thread: one that is done early takes another. */
  readonly each: number;
}

export const partRules: PartRules = { least: 8 << 20, most: 64 << 20, each: 4 };

/** Undefined where one thread is enough, or all there is. */
export function partedFile(source: HashedSource, crew: Crew, rules = partRules): PartedFile | undefined {
  const { name, path, size } = source;
  if (path === undefined || size === undefined || source.slice === undefined) return undefined;
  if (crew.size < 2 || size < rules.least) return undefined;
  const slice = source.slice.bind(source);
  return {
    size,
    parts: Math.max(rules.each * crew.size, Math.ceil(size / rules.most)),
    slice: ({ start, end }) => slice(start, end),
    survey: (range) => named(name, crew.do(surveyJob, { path, ...range })),
    scan: async (part) => {
      const wanted = part.wanted.map(withoutDigits);
      if (!wanted.every((column): column is WantedColumn => column !== undefined)) {
        return { scanned: undefined, checksum: 0 };
      }
      return named(name, crew.do(scanJob, { ...part, wanted, path }));
    },
    hash: async (ranges) => {
      const bare = ranges.map(({ start, end }): Range => ({ start, end }));
      const { checksums, ...digest } = await named(name, crew.do(hashJob, { path, ranges: bare }));
      if (digest.size !== size) throw changed(name);
      source.note(digest);
      return checksums;
    },
    checksum: (bytes) => crc32(bytes),
    changed: () => changed(name),
  };
}

/** What the operating system says of a file is the user's to mend. */
async function named<T>(name: ByteSource['name'], work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError([fileProblem(name, error)]);
  }
}
