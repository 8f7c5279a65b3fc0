import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '../../model/reader.ts';
import { UserError } from '../../model/user-error.ts';

// What the bytes of a text file are: one pass over the whole source tells whether they are UTF-8, and everything else
// is brought to UTF-8 for the parser. Refuses a byte that its encoding does not have; nothing is replaced silently.

/** Bytes looked at to find headings and delimiter. */
export const headSize = 256 * 1024;

export interface Inspection {
  readonly head: Uint8Array;
  readonly size: number;
  readonly utf8: boolean;
  readonly carriageReturns: boolean;
}

/** A source whose bytes are read anew, a leading byte order mark left out, as UTF-8. */
type Utf8Chunks = AsyncIterable<Uint8Array>;

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** Bytes at the end that begin a character and do not finish it. */
function unfinishedLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Whether bytes that come piece by piece, each perhaps in the memory of the one before, are UTF-8. */
export class Utf8Check {
  #isUtf8 = true;
  #held: Uint8Array = new Uint8Array(0);

  add(bytes: Uint8Array): void {
    if (!this.#isUtf8) return;
    const joined = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = joined.length - unfinishedLength(joined);
    this.#isUtf8 = isUtf8(joined.subarray(0, end));
    // Not `slice`: that of a Buffer copies nothing.
    this.#held = Uint8Array.from(joined.subarray(end));
  }

  end(): boolean {
    return this.#isUtf8 && this.#held.length === 0;
  }
}

export async function inspectBytes(source: ByteSource): Promise<Inspection> {
  const heads: Uint8Array[] = [];
  let headLength = 0;
  let size = 0;
  const utf8 = new Utf8Check();
  let carriageReturns = false;
  for await (const bytes of source.bytes()) {
    if (headLength < headSize) {
      heads.push(bytes.slice(0, headSize - headLength));
      headLength += heads[heads.length - 1].length;
    }
    size += bytes.length;
    carriageReturns ||= bytes.includes(0x0d);
    utf8.add(bytes);
  }
  return { head: Buffer.concat(heads), size, utf8: utf8.end(), carriageReturns };
}

/** How many bytes of UTF-8's byte order mark a file begins with. */
export function markLength(head: Uint8Array): number {
  return marks[0].bytes.every((byte, index) => head[index] === byte) ? marks[0].bytes.length : 0;
}

/** The encoding that a byte order mark, or the zero bytes of ASCII in UTF-16, gives away. */
export function markedEncoding(head: Uint8Array): string | undefined {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (mark !== undefined) return mark.encoding;
  const zeros = [0, 0];
  const length = Math.min(head.length, 2048) & ~1;
  for (let index = 0; index < length; index++) if (head[index] === 0) zeros[index & 1]++;
  // Chinese text in UTF-16 has no zero bytes, but its delimiters, digits and line ends have: a tenth is telling.
  // The other half is not free of them either: 一 is U+4E00.
  const telling = length / 20;
  if (zeros[1] > telling && zeros[1] > 4 * zeros[0]) return 'utf-16le';
  if (zeros[0] > telling && zeros[0] > 4 * zeros[1]) return 'utf-16be';
  return undefined;
}

/** The name this tool uses for what `--encoding` says: `gbk` and `gb2312` are read as gb18030, `latin1` as windows-1252. */
export function nameEncoding(label: string): string {
  try {
    const { encoding } = new TextDecoder(label.trim());
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    throw new UserError([
      {
        code: 'unknown-encoding',
        severity: 'error',
        message: `there is no encoding "${label}"`,
        found: label,
        expected: 'utf-8, utf-16le, utf-16be, gb18030, windows-1252 or another name of the WHATWG encoding standard',
      },
    ]);
  }
}

const upperHalf = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** windows-1252 by its own table: some releases of Node decode 0x80..0x9F as Latin-1, and none refuses the five gaps. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (character) => {
    const mapped = upperHalf[character.charCodeAt(0) - 0x80];
    if (mapped === character) throw new TypeError('a byte that windows-1252 does not have');
    return mapped;
  });
}

interface StreamDecoder {
  /** Throws a TypeError at a byte that the encoding does not have. */
  decode(bytes: Uint8Array | undefined): string;
}

function makeDecoder(encoding: string): StreamDecoder {
  if (encoding === 'windows-1252') return { decode: (bytes) => (bytes === undefined ? '' : decodeWindows1252(bytes)) };
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { decode: (bytes) => (bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })) };
}

/** The first bytes as text, or undefined where they are not of this encoding. A character cut at the end is left out. */
export function decodeHead(head: Uint8Array, encoding: string): string | undefined {
  try {
    return makeDecoder(encoding)
      .decode(head)
      .replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Line of the first byte that the encoding does not have, from 1; null where there is none. */
export async function findIllegalLine(source: ByteSource, encoding: string): Promise<number | null> {
  const ahead = makeDecoder(encoding);
  // A piece behind, for a decoder that has thrown says neither where nor what it had before.
  const behind = makeDecoder(encoding);
  let line = 1;
  for await (const bytes of source.bytes()) {
    try {
      ahead.decode(bytes);
    } catch {
      return line + countUntilIllegal(bytes, behind);
    }
    line += countLineFeeds(behind.decode(bytes));
  }
  try {
    ahead.decode(undefined);
  } catch {
    return line;
  }
  return null;
}

/** Line feeds before the first illegal byte. A character that is U+FFFD in the file itself is none. */
function countUntilIllegal(bytes: Uint8Array, decoder: StreamDecoder): number {
  let count = 0;
  try {
    for (let at = 0; at < bytes.length; at++) count += countLineFeeds(decoder.decode(bytes.subarray(at, at + 1)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return count;
}

/** Whether illegal bytes are few among well-formed characters: UTF-8 that was damaged rather than another encoding. */
export async function looksLikeDamagedUtf8(source: ByteSource): Promise<boolean> {
  const lenient = new TextDecoder('utf-8');
  let illegal = 0;
  let beyondAscii = 0;
  for await (const bytes of source.bytes()) {
    const text = lenient.decode(bytes, { stream: true });
    for (const run of text.match(/[^\x00-\x7f]+/g) ?? []) {
      for (const character of run) {
        if (character === '\uFFFD') illegal++;
        else beyondAscii++;
      }
    }
  }
  return beyondAscii > 10 * illegal;
}

export function illegalByte(source: ByteSource, encoding: string, line: number | null): UserError {
  return new UserError([
    {
      code: 'illegal-byte',
      severity: 'error',
      message: `${source.name} has a byte that ${encoding} does not have`,
      file: source.name,
      ...(line === null ? {} : { line }),
      expected: `text in ${encoding}`,
      hint: 'mend the byte, or say what the file is with --encoding',
    },
  ]);
}

/** The whole source as UTF-8. UTF-8 itself has been checked by `inspectBytes` and passes through untouched. */
export async function* readUtf8(source: ByteSource, encoding: string): Utf8Chunks {
  let first = true;
  if (encoding === 'utf-8') {
    let start = Buffer.alloc(0);
    for await (const bytes of source.bytes()) {
      if (!first) {
        yield bytes;
        continue;
      }
      start = Buffer.concat([start, bytes]);
      if (start.length < 3) continue;
      first = false;
      yield marks[0].bytes.every((byte, index) => start[index] === byte) ? start.subarray(3) : start;
    }
    if (first && start.length > 0) yield start;
    return;
  }
  const decoder = makeDecoder(encoding);
  const decode = async (bytes: Uint8Array | undefined): Promise<Buffer> => {
    try {
      const text = decoder.decode(bytes);
      return Buffer.from(first && text.startsWith('\uFEFF') ? text.slice(1) : text, 'utf8');
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw illegalByte(source, encoding, await findIllegalLine(source, encoding));
    }
  };
  for await (const bytes of source.bytes()) {
    yield await decode(bytes);
    first = false;
  }
  yield await decode(undefined);
}
