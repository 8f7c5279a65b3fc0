// Columns that a text takes in a terminal: 2 for East Asian wide and full-width characters and emoji, 0 for marks that
// combine, 1 otherwise. Ambiguous characters count 1, as Unicode advises where nothing else is known (UAX #11).
// An emoji sequence counts each of its emoji, which is the widest that terminals draw it. Meant for text without controls.

const wideRanges = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d08],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
] as const;

const emoji = /^\p{Emoji_Presentation}$/u;
const combining = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const emojiSelector = 0xfe0f;

function codePointWidth(character: string, code: number): number {
  if (code < 0x300) return 1;
  if (combining.test(character)) return 0;
  for (const [first, last] of wideRanges) {
    if (code < first) break;
    if (code <= last) return 2;
  }
  return emoji.test(character) && !isRegionalLetter(code) ? 2 : 1;
}

/** Two regional letters make a flag of width 2. */
function isRegionalLetter(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}

/** Width of each character of a text; a selector that makes a narrow sign an emoji widens it. */
function* characterWidths(text: string): Generator<readonly [string, number]> {
  let last = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const width = code === emojiSelector ? Number(last === 1) : codePointWidth(character, code);
    yield [character, width];
    last = width;
  }
}

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const [, columns] of characterWidths(text)) width += columns;
  return width;
}

/** The text cut to at most `width` columns, with `…` where something was cut off. */
export function truncateToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const [character, columns] of characterWidths(text)) {
    if (used + columns > width - 1) break;
    kept += character;
    used += columns;
  }
  return kept.trimEnd() + '…';
}

/** The text in lines of at most `width` columns, broken at spaces and between wide characters; longer words are cut. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.match(/[\u2e80-\u{3fffd}]|[^\s\u2e80-\u{3fffd}]+|\s+/gu) ?? []) {
    const columns = displayWidth(piece);
    if (used + columns > width && line !== '') {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    if (line === '' && piece.trim() === '') continue;
    const shown = truncateToWidth(piece, width);
    line += shown;
    used += displayWidth(shown);
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}
