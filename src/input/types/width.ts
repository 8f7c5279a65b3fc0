// Full-width to half-width, as Chinese and Japanese input methods leave it: U+FF01..FF5E and the ideographic space onto
// ASCII, ￥ onto ¥, the minus sign onto the hyphen. Nothing else is changed; case folding is ASCII only.

const wide = /[！-～　￥￡￠−﹣]/;
const wideAll = /[！-～　￥￡￠−﹣]/g;
const others: Readonly<Record<string, string>> = { '　': ' ', '￥': '¥', '￡': '£', '￠': '¢', '−': '-', '﹣': '-' };

/** The text with half-width digits, letters and signs. */
export function toHalfWidth(text: string): string {
  if (!wide.test(text)) return text;
  return text.replace(wideAll, (sign) => others[sign] ?? String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** The text in half width and ASCII lower case: two texts that fold alike mean the same to a reader. */
export function foldText(text: string): string {
  return toHalfWidth(text).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
