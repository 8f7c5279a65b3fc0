import { Zip, ZipDeflate } from 'fflate';
import { compareText } from '../../text/text-order.ts';

// A zip file in pieces, one entry after the other, so that no entry need be whole in memory. fflate's bytes are its own on any
// Node, and entries are in order of their names with one date, so the same parts give the same file.

export interface ZipEntry {
  readonly path: string;
  /** In pieces. Without zip64 all of them together may have 4 GiB. */
  readonly content: Iterable<Uint8Array>;
}

/** The earliest day of the format; at noon, as fflate writes local time and no clock was put forward then. */
const entryDate = () => new Date(1980, 0, 1, 12);

export function* zipEntries(entries: readonly ZipEntry[]): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  function* take(): Generator<Uint8Array> {
    const pieces = ready;
    ready = [];
    yield* pieces;
  }
  for (const { path, content } of entries.toSorted((a, b) => compareText(a.path, b.path))) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = entryDate();
    zip.add(entry);
    for (const piece of content) {
      entry.push(piece);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
