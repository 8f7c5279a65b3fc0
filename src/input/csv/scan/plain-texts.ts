// Which texts are surely what their bytes are: no white space around them, no sign that nobody sees.

/** What a byte says of the text it is in: it is in no doubt, in doubt, or that depends on the two bytes behind it. */
export const [plain, doubtful, behind] = [0, 1, 2];

/** What each byte says, where those of `doubts` (ASCII) are in doubt, too. */
export function kindsOfBytes(doubts: string): Uint8Array {
  const kinds = new Uint8Array(256).fill(doubtful, 0, 32);
  // Behind the first byte of a character all others are as good as it is. C2 begins controls and no-break spaces.
  for (const byte of [127, 0xc2]) kinds[byte] = doubtful;
  for (const byte of [0xe1, 0xe2, 0xe3, 0xef]) kinds[byte] = behind;
  for (const sign of doubts) kinds[sign.charCodeAt(0)] = doubtful;
  return kinds;
}

/** Space and signs that nobody sees, among the characters of three bytes that begin with E1, E2, E3 or EF. */
export function isUnseen(bytes: Uint8Array, at: number): boolean {
  const sign = ((bytes[at] & 15) << 12) | ((bytes[at + 1] & 63) << 6) | (bytes[at + 2] & 63);
  if (sign >= 0x2000 && sign < 0x2070) return sign < 0x2010 || sign >= 0x205f || (sign >= 0x2028 && sign < 0x2030);
  return sign === 0x3000 || sign === 0xfeff || sign === 0x1680;
}
