import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

// Unpacks a bundle into an empty directory. Names that a bundle cannot have (outside of it, twice, no plain file), more bytes
// than an entry says or than the disk has room for, and checksums that do not hold are refused. Layout: PKWARE APPNOTE
// 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory) and 4.3.16 (its end).

/** Says what is wrong with the file, for a person. */
export class BadBundle extends Error {}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const endSize = 22;

export async function unpackBundle(path: string, into: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const entries = await readDirectory(file, size);
    if (!entries.some(({ name }) => name === 'run/manifest.json')) throw new BadBundle('it holds no run');
    const { bavail, bsize } = await statfs(into);
    const total = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (total > bavail * bsize) throw new BadBundle(`its ${total} bytes do not fit on the disk of temporary files`);
    for (const entry of entries) await unpackEntry(file, path, size, entry, into);
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead < length) throw new BadBundle('it is cut short');
  return new DataView(bytes.buffer);
}

async function readDirectory(file: FileHandle, size: number): Promise<Entry[]> {
  if (size < endSize) throw new BadBundle('it is no zip file');
  // A bundle has no comment, so its end is its last bytes.
  const end = await read(file, size - endSize, endSize);
  if (end.getUint32(0, true) !== 0x06054b50) throw new BadBundle('it is no zip file, or is cut short');
  const [count, length, start] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (start + length > size) throw new BadBundle('its directory points past its end');
  const view = await read(file, start, length);
  const entries = new Map<string, Entry>();
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > length || view.getUint32(at, true) !== 0x02014b50) throw new BadBundle('its directory is broken');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > length) throw new BadBundle('its directory is broken');
    const name = nameOf(new Uint8Array(view.buffer, at + 46, nameLength));
    if (entries.has(name)) throw new BadBundle(`it holds ${name} twice`);
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return [...entries.values()];
}

const allowed = /^(?:README\.txt|(?:run|inputs|previous)(?:\/[^/\\\p{Cc}]+)+)$/u;

function nameOf(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes);
  if (!allowed.test(name) || name.split('/').some((part) => part === '.' || part === '..')) {
    throw new BadBundle(`it holds an entry named ${JSON.stringify(name)}, which no bundle has`);
  }
  return name;
}

async function unpackEntry(file: FileHandle, path: string, size: number, entry: Entry, into: string): Promise<void> {
  const { name, method, crc, packed, offset } = entry;
  const header = await read(file, offset, 30);
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (header.getUint32(0, true) !== 0x04034b50 || start + packed > size) {
    throw new BadBundle(`${name} is not where its directory says`);
  }
  if (method !== 0 && method !== 8) throw new BadBundle(`${name} is packed in a way that bundles are not`);
  const target = join(into, name);
  await mkdir(dirname(target), { recursive: true });
  const out = await open(target, 'wx', 0o600);
  let [length, checksum] = [0, 0];
  async function* checked(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      length += part.length;
      if (length > entry.size) throw new BadBundle(`${name} is larger than its directory says`);
      checksum = crc32(part, checksum);
      yield part;
    }
  }
  try {
    const target = out.createWriteStream();
    if (packed === 0) target.end();
    else {
      const source = createReadStream(path, { start, end: start + packed - 1 });
      if (method === 0) await pipeline(source, checked, target);
      else await pipeline(source, createInflateRaw(), checked, target);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_') === true) throw new BadBundle(`${name} cannot be unpacked`);
    throw error;
  } finally {
    await out.close().catch(() => undefined);
  }
  if (length !== entry.size || checksum !== crc) throw new BadBundle(`the checksum of ${name} does not hold`);
}
