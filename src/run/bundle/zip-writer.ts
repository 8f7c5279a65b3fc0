import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { deflateSync, Zip, type ZipInputFile } from 'fflate';

// A zip file, written as it comes about: entries in the order they are added and dated 1980-01-01. Entries of up to 64 MiB are
// packed by fflate's own code, so that the same ones give the same bytes anywhere; larger ones by the zlib of Node, as a stream
// (fflate's stream, version 0.8.3, writes distances that reach behind the beginning). Refuses what needs ZIP64.

/** More entries, or more bytes before or in one of them, than the format counts without ZIP64. */
export class TooLargeForZip extends Error {}

const mostBytes = 0xffff_fffe;
const mostEntries = 0xfffe;
/** Of an entry that is packed at once. */
const mostAtOnce = 64 << 20;
const level = 6;

interface Written {
  readonly sha256: string;
  readonly size: number;
}

export class ZipWriter {
  readonly #file: FileHandle;
  readonly #zip: Zip;
  readonly #hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #size = 0;
  #entries = 0;

  constructor(file: FileHandle) {
    this.#file = file;
    this.#zip = new Zip((error, part) => {
      if (error) throw error;
      this.#waiting.push(part);
    });
  }

  /** Gives the entry's own size and SHA-256. */
  async add(name: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Written> {
    if (++this.#entries > mostEntries) throw new TooLargeForZip();
    // fflate writes the local time; at noon no clock was put forward then.
    const entry = { filename: name, compression: 8, mtime: new Date(1980, 0, 1, 12), size: 0, crc: 0 };
    const packed: ZipInputFile = entry;
    this.#zip.add(packed);
    const hash = createHash('sha256');
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const part of parts) {
        hash.update(part);
        entry.crc = crc32(part, entry.crc);
        entry.size += part.length;
        if (entry.size > mostBytes) throw new TooLargeForZip();
        yield part;
      }
    }
    for await (const part of pack(counted())) {
      packed.ondata?.(null, part as Uint8Array<ArrayBuffer>, false);
      await this.#write();
    }
    packed.ondata?.(null, new Uint8Array(0), true);
    await this.#write();
    return { sha256: hash.digest('hex'), size: entry.size };
  }

  async finish(): Promise<Written> {
    this.#zip.end();
    await this.#write();
    return { sha256: this.#hash.digest('hex'), size: this.#size };
  }

  async #write(): Promise<void> {
    const parts = this.#waiting;
    this.#waiting = [];
    for (const part of parts) {
      this.#size += part.length;
      if (this.#size > mostBytes) throw new TooLargeForZip();
      this.#hash.update(part);
      for (let at = 0; at < part.length; ) at += (await this.#file.write(part, at)).bytesWritten;
    }
  }
}

async function* pack(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for (let next = await parts.next(); ; next = await parts.next()) {
    if (next.done === true) return yield deflateSync(Buffer.concat(held), { level });
    // A piece may be overwritten once the next one is asked for.
    held.push(next.value.slice());
    size += next.value.length;
    if (size > mostAtOnce) break;
  }
  const stream = createDeflateRaw({ level });
  const fed = feed(stream, held, parts);
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } finally {
    stream.destroy();
    await fed;
  }
}

/** What fails on the way to the packer comes out of it. */
async function feed(
  stream: ReturnType<typeof createDeflateRaw>,
  held: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): Promise<void> {
  const write = (part: Uint8Array) =>
    new Promise<void>((resolve) => {
      stream.write(part, () => resolve());
    });
  try {
    for (const part of held) await write(part);
    for await (const part of rest) {
      if (stream.destroyed) return;
      await write(part);
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}
