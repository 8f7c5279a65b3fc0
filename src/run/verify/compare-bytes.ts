import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { compareText } from '../../text/text-order.ts';
import { type Difference, shorten } from './difference.ts';

// Two files as bytes: by line where they are text, by entry where they are zip archives (workbooks), else by offset.

/** Of a zip archive that is unpacked in memory; larger ones are compared as they are. */
const mostUnpacked = 1 << 30;

export async function compareBytes(path: string, again: string): Promise<Difference | undefined> {
  const at = await firstDifference(path, again);
  if (at === undefined) return undefined;
  const inZip = /\.(?:xlsx|zip)$/.test(path) ? await compareZips(path, again) : undefined;
  if (inZip !== undefined) return inZip;
  const isText = /\.(?:csv|json|jsonl|md|html|txt|yaml|yml)$/.test(path);
  const [found, expected] = await Promise.all([path, again].map((own) => describeAt(own, at, isText)));
  const line = isText ? `line ${await lineAt(again, at)}, ` : '';
  return { where: `${line}byte ${at + 1}`, found, expected };
}

/** Offset of the first byte that differs; the length of the shorter file where one goes on. */
async function firstDifference(path: string, again: string): Promise<number | undefined> {
  const own = piecesOf(path);
  const other = piecesOf(again);
  let [a, b]: Buffer[] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (let at = 0; ; ) {
    if (a.length === 0) a = (await own.next()).value ?? a;
    if (b.length === 0) b = (await other.next()).value ?? b;
    const length = Math.min(a.length, b.length);
    if (length === 0) return a.length === b.length ? undefined : at;
    if (a.compare(b, 0, length, 0, length) !== 0) {
      let offset = 0;
      while (a[offset] === b[offset]) offset++;
      await own.return(undefined);
      await other.return(undefined);
      return at + offset;
    }
    at += length;
    [a, b] = [a.subarray(length), b.subarray(length)];
  }
}

async function* piecesOf(path: string): AsyncGenerator<Buffer, undefined> {
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) if (piece.length > 0) yield piece;
  return undefined;
}

async function describeAt(path: string, at: number, isText: boolean): Promise<string> {
  const parts: Buffer[] = [];
  const from = Math.max(0, at - 3);
  for await (const part of createReadStream(path, { start: from, end: at + 31 })) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  if (bytes.length <= at - from) return 'the end of the file';
  if (isText) return textAt(bytes, at - from);
  return `0x${bytes.toString('hex', at - from, at - from + 1)}`;
}

/** Some text from a byte on; where that lies within a character, from its start. One that the piece ends in is left out. */
function textAt(bytes: Uint8Array, at: number): string {
  let start = at;
  while (start > 0 && at - start < 3 && (bytes[start] & 0xc0) === 0x80) start--;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, at + 32), { stream: true });
  return shorten(JSON.stringify(text.replace(/\n.*$/s, '\n')));
}

async function lineAt(path: string, at: number): Promise<number> {
  let line = 1;
  if (at === 0) return line;
  for await (const part of createReadStream(path, { end: at - 1 }))
    for (const byte of part as Buffer) if (byte === 10) line++;
  return line;
}

async function compareZips(path: string, again: string): Promise<Difference | undefined> {
  try {
    const [own, other] = [await unpack(path), await unpack(again)];
    for (const name of [...new Set([...Object.keys(own), ...Object.keys(other)])].sort(compareText)) {
      const [a, b] = [own[name], other[name]];
      if (a === undefined || b === undefined) {
        const said = (entry: Uint8Array | undefined) => (entry === undefined ? 'no such entry' : 'an entry');
        return { where: `entry ${name}`, found: said(a), expected: said(b) };
      }
      const at = a.findIndex((byte, index) => byte !== b[index]);
      const end = at < 0 && a.length !== b.length ? Math.min(a.length, b.length) : at;
      if (end < 0) continue;
      const said = (entry: Uint8Array) => (end < entry.length ? textAt(entry, end) : 'its end');
      return { where: `entry ${name}, byte ${end + 1}`, found: said(a), expected: said(b) };
    }
    return undefined;
  } catch {
    // No archive any more.
    return undefined;
  }
}

async function unpack(path: string): Promise<Record<string, Uint8Array>> {
  let size = 0;
  return unzipSync(await readFile(path), {
    filter: ({ originalSize }) => {
      size += originalSize;
      if (size > mostUnpacked) throw new RangeError('larger than is worth it');
      return true;
    },
  });
}
