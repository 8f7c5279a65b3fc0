// Text to GB18030 bytes. Node only decodes it, so the table is turned round: every two-byte sequence (first byte 81–FE,
// second 40–FE without 7F) is decoded once. Characters that GB18030 writes in four bytes are refused.

let table: ReadonlyMap<string, number> | undefined;

function buildTable(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const pairs = new Map<string, number>();
  const bytes = new Uint8Array(2);
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue;
      bytes[0] = first;
      bytes[1] = second;
      const character = decoder.decode(bytes);
      if (!pairs.has(character)) pairs.set(character, first * 256 + second);
    }
  }
  return pairs;
}

/** Throws a RangeError that names the character where there is no two-byte form. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= buildTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) {
      bytes.push(code);
      continue;
    }
    const pair = table.get(character);
    if (pair === undefined) throw new RangeError(`no two-byte GB18030 form of "${character}"`);
    bytes.push(pair >> 8, pair & 0xff);
  }
  return Uint8Array.from(bytes);
}
