// The one order of texts: UTF-8 byte order, which is code point order. JavaScript's own order is UTF-16 and disagrees
// where a surrogate pair meets U+E000..U+FFFF.

/** Lifts surrogates above the rest of the plane, so that UTF-16 code units compare as code points do. */
function lifted(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** −, 0 or + by UTF-8 byte order. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return lifted(x) - lifted(y);
  }
  return a.length - b.length;
}
