import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

// A zip file, written as it comes about: entries in the order they are added, packed by fflate's own code and not the
// system's zlib, and dated 1980-01-01, so that the same entries give the same bytes. Refuses what needs ZIP64.

/** More entries, or more bytes before or in one of them, than the format counts without ZIP64. */
export class TooLargeForZip extends Error {}

const mostBytes = 0xffff_fffe;
const mostEntries = 0xfffe;
/** Packed already. */
const isPacked = /\.(?:xlsx|parquet|zip|gz)$/i;

export class ZipWriter {
  readonly #file: FileHandle;
  readonly #zip: Zip;
  readonly #hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #failure: Error | null = null;
  #size = 0;
  #entries = 0;

  constructor(file: FileHandle) {
    this.#file = file;
    this.#zip = new Zip((error, part) => {
      if (error) this.#failure = error;
      else this.#waiting.push(part);
    });
  }

  /** Gives the entry's own size and SHA-256. */
  async add(
    name: string,
    parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ readonly sha256: string; readonly size: number }> {
    const entry = isPacked.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    // fflate writes the local time: this is 1980-01-01 00:00 wherever it is run.
    entry.mtime = new Date(1980, 0, 1);
    if (++this.#entries > mostEntries) throw new TooLargeForZip();
    this.#zip.add(entry);
    const hash = createHash('sha256');
    let size = 0;
    for await (const part of parts) {
      hash.update(part);
      size += part.length;
      if (size > mostBytes) throw new TooLargeForZip();
      entry.push(part);
      await this.#write();
    }
    entry.push(new Uint8Array(0), true);
    await this.#write();
    return { sha256: hash.digest('hex'), size };
  }

  async finish(): Promise<{ readonly sha256: string; readonly size: number }> {
    this.#zip.end();
    await this.#write();
    return { sha256: this.#hash.digest('hex'), size: this.#size };
  }

  async #write(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
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
