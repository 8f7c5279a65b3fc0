import { crc32, createInflateRaw } from 'node:zlib';

// The parts of a ZIP archive held in memory, found by its central directory (so in any order, with or without sizes in the
// local headers, ZIP64 too) and inflated as a stream of text. Every part is checked against its size and CRC-32.

/** The archive cannot be read as it is: cut short, or its checksums do not hold. */
export class DamagedArchive extends Error {}

interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

const endOfDirectory = 0x06054b50;
const endOfDirectory64 = 0x06064b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const unknown32 = 0xffffffff;

/** Names of parts are compared without case, with forward slashes and no leading one. */
function tidyName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function findDirectory(view: DataView): { readonly offset: number; readonly count: number } {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) !== endOfDirectory) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (offset !== unknown32 && count !== 0xffff) return { offset, count };
    const at64 = Number(view.getBigUint64(at - 20 + 8, true));
    if (view.getUint32(at64, true) !== endOfDirectory64) break;
    return { offset: Number(view.getBigUint64(at64 + 48, true)), count: Number(view.getBigUint64(at64 + 32, true)) };
  }
  throw new DamagedArchive('it has no end: the file is cut short');
}

/** Sizes past 32 bits stand in the extra field, in this order, and only those that need it. */
function readLongSizes(view: DataView, begin: number, end: number, sizes: number[]): number[] {
  for (let at = begin; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== unknown32) return size;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return sizes;
}

export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries = new Map<string, Entry>();

  /** Reads the directory. Throws DamagedArchive. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw new DamagedArchive('its directory points past its end');
      throw error;
    }
  }

  #readDirectory(): void {
    const view = this.#view;
    const { offset, count } = findDirectory(view);
    let at = offset;
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== directoryEntry) throw new DamagedArchive('its directory is broken');
      const nameEnd = at + 46 + view.getUint16(at + 28, true);
      const extraEnd = nameEnd + view.getUint16(at + 30, true);
      const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, nameEnd));
      const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
      const [size, packed, start] = readLongSizes(view, nameEnd, extraEnd, sizes);
      this.#entries.set(tidyName(name), {
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
        packed,
        size,
        crc: view.getUint32(at + 16, true),
        offset: start,
      });
      at = extraEnd + view.getUint16(at + 32, true);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(tidyName(name));
  }

  #packedBytes(name: string, entry: Entry): Uint8Array {
    const view = this.#view;
    const { offset } = entry;
    if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== localHeader) {
      throw new DamagedArchive(`its part ${name} is not where the directory says`);
    }
    const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    return this.#bytes.subarray(begin, begin + entry.packed);
  }

  async *#inflate(name: string, entry: Entry): AsyncGenerator<Uint8Array> {
    const packed = this.#packedBytes(name, entry);
    if (entry.method === 0) {
      yield packed;
      return;
    }
    const inflater = createInflateRaw({ chunkSize: 1 << 17 });
    inflater.end(packed);
    try {
      yield* inflater;
    } catch {
      throw new DamagedArchive(`its part ${name} cannot be unpacked`);
    } finally {
      inflater.destroy();
    }
  }

  /** The text of a part (UTF-8, or UTF-16 with its mark), piece by piece; no piece splits a character. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(tidyName(name));
    if (entry === undefined) throw new DamagedArchive(`its part ${name} is not there`);
    if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) {
      throw new DamagedArchive(`its part ${name} is packed in a way that workbooks are not`);
    }
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let crc = 0;
    let size = 0;
    for await (const piece of this.#inflate(name, entry)) {
      decoder ??= new TextDecoder(piece[0] === 0xff ? 'utf-16le' : piece[0] === 0xfe ? 'utf-16be' : 'utf-8');
      crc = crc32(piece, crc);
      size += piece.byteLength;
      yield decoder.decode(piece, { stream: true });
    }
    if (size !== entry.size || crc !== entry.crc)
      throw new DamagedArchive(`the checksum of its part ${name} does not hold`);
    if (decoder !== undefined) yield decoder.decode();
  }
}
