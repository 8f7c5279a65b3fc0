import { encodeText } from './byte-buffer.ts';

// What texts of a pool ask for in a CSV file: nothing, quotes, or csv-stringify's word. Found for a whole pool at once, so
// that a text that asks for nothing, as nearly all do, is copied without a look at its bytes.

/** A text with both needs csv-stringify's word. */
export const [quotes, ask] = [1, 2];

interface Pool {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array | Float64Array;
}

const asking = [
  { byte: '"', care: quotes },
  { byte: ',', care: quotes },
  { byte: '\n', care: ask },
  { byte: '\r', care: ask },
].map(({ byte, care }) => ({ byte: byte.charCodeAt(0), care }));

/** By text, for the bytes anywhere in it; undefined where no text has any of them. */
export function findCares({ bytes, ends }: Pool): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let cares: Uint8Array | undefined;
  for (const { byte, care } of asking) {
    let code = 0;
    for (
      let at = buffer.indexOf(byte);
      at >= 0;
      at = ends[code] < bytes.length ? buffer.indexOf(byte, ends[code]) : -1
    ) {
      while (ends[code] <= at) code++;
      if (code === ends.length) break;
      cares ??= new Uint8Array(new SharedArrayBuffer(ends.length));
      cares[code] |= care;
    }
  }
  return cares;
}

/** The bytes that every text has; 0 where they differ. */
export function widthOf({ ends }: Pool): number {
  const width = ends.length === 0 ? 0 : ends[0];
  let end = 0;
  for (let code = 0; code < ends.length; code++) {
    end += width;
    if (ends[code] !== end) return 0;
  }
  return width;
}

/** By the first byte of a text: whether a spreadsheet may take it for a formula, full-width signs and control characters too. */
export const firstCares = new Int32Array(256);
for (const byte of [...'=+-@', '\u007f', '\u0080', '＝'].map((sign) => encodeText(sign)[0])) firstCares[byte] = ask;
firstCares.fill(ask, 0, 32);
