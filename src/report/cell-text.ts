// Text cells of a CSV that a spreadsheet would take for a formula get an apostrophe in front. Numbers are not text.

const startsFormula = /^[=+\-@\u0000-\u001f\u007f-\u009f＝＋－＠]/;

/** The text, with an apostrophe in front where it begins with = + - @ (full-width too) or a control character. */
export function disarmFormula(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}
