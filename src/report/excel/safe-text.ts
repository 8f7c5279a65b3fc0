// Text from rubric and data as a spreadsheet's XML may hold it (ECMA-376 part 1, 22.9.2.19 `ST_Xstring`; XML 1.0, 2.2).
// Characters that XML forbids are left out, a literal `_x0041_` is kept from being read as an escape, and a text longer
// than a cell takes is cut with a mark. A text is never a formula here: cells of formulas are made elsewhere.

/** What a cell takes, in UTF-16 units. */
export const longestText = 32_767;

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;
const escapeLike = /_(?=x[0-9A-Fa-f]{4}_)/g;
const doubtful = /[\u0000-\u001f\u007f\ud800-\udfff\ufffe\uffff]|_x/;

/** The text that a cell shows: harmless characters, `\n` for every line break, at most what a cell takes. */
export function cellText(text: string): string {
  if (text.length <= longestText && !doubtful.test(text)) return text;
  const shown = text.replace(/\r\n?/g, '\n').replace(forbidden, '');
  return shown.length <= longestText ? shown : `${cutAt(shown, longestText - 1)}…`;
}

/** The same with literal escapes protected, as it stands in the file. Their underscores do not count as characters shown. */
export function storedText(text: string): string {
  return cellText(text).replace(escapeLike, '_x005F_');
}

/** The first units of a text, without half a character at the end. */
export function cutAt(text: string, units: number): string {
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units);
}

const marked = /[&<>"]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(marked, (character) => entities[character]);
}
