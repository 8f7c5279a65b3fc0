import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileReading, PartedFile } from '../input/csv/parts/parted-file.ts';
import type { WantedColumn } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';
import type { Crew } from '../parallel/crew.ts';
import { scanJob, withoutDigits } from './file-parts.ts';
import { changed, type HashedSource } from './hashing.ts';
import { partRules } from './part-rules.ts';
import { fileProblem } from './sources.ts';

// A file that is read once, here, and hashed as it is; its parts are scanned by a crew (docs/decisions/0010).

/** Undefined where a file is small, has no place on disk, or a crew could not read it. */
export function partedFile(source: HashedSource, crew: Crew, rules = partRules): PartedFile | undefined {
  const { name, path, size } = source;
  if (path === undefined || size === undefined || source.slice === undefined || size < rules.least) return undefined;
  const slice = source.slice.bind(source);
  return {
    size,
    partSize: rules.size,
    ahead: crew.size === 1 ? 2 : rules.ahead * crew.size,
    head: (length) => slice(0, Math.min(length, size)),
    read: () => readHashed(path, source, size),
    scan: async (part) => {
      const wanted = part.wanted.map(withoutDigits);
      if (!wanted.every((column): column is WantedColumn => column !== undefined)) return 'odd';
      return crew.do(scanJob, { ...part, wanted });
    },
    changed: () => changed(name),
  };
}

/** One pass over a file of a size, which becomes the digest of its source. */
function readHashed(path: string, source: HashedSource, size: number): FileReading {
  const { name } = source;
  const hash = createHash('sha256');
  const file = named(name, () => openSync(path, 'r'));
  const { mtimeMs } = fstatSync(file);
  let at = 0;
  function fill(memory: Uint8Array): number {
    let length = 0;
    while (length < memory.length) {
      const more = named(name, () => readSync(file, memory, length, memory.length - length, at + length));
      if (more === 0) break;
      length += more;
    }
    at += length;
    return length;
  }
  return {
    next: (memory) => {
      const length = fill(memory);
      hash.update(memory.subarray(0, length));
      return length;
    },
    end: () => {
      // A clock may miss a change; then the hash is of what was read all the same.
      const isSame = at === size && fstatSync(file).mtimeMs === mtimeMs && fill(new Uint8Array(1)) === 0;
      if (!isSame) throw changed(name);
      source.note({ sha256: hash.digest('hex'), size });
    },
    close: () => closeSync(file),
  };
}

/** What the operating system says of a file is the user's to mend. */
function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError([fileProblem(name, error)]);
  }
}
