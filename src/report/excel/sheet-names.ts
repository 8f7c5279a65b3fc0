import { cutAt } from './safe-text.ts';

// Names of sheets as Excel takes them: at most 31 UTF-16 units, none of []:*?/\ or control characters, no apostrophe at the
// ends, not "History", no two alike without regard to case. Apostrophes within become ’: exceljs does not double them in names of print areas.

const longest = 31;
const forbidden = /[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

export function nameSheets(titles: readonly string[]): string[] {
  const taken = new Set(['history']);
  return titles.map((title) => {
    const plain = title.replace(forbidden, ' ').replace(/'/g, '’').replace(/\s+/g, ' ').trim() || 'Sheet';
    for (let attempt = 1; ; attempt++) {
      const suffix = attempt === 1 ? '' : ` (${attempt})`;
      const name = cutAt(plain, Math.min(plain.length, longest - suffix.length)).trim() + suffix;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

/** A sheet as it is named in a formula. */
export function quoteSheet(name: string): string {
  return `'${name.replace(/'/g, "''")}'`;
}
