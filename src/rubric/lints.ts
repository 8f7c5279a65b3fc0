import type { Check } from './checking.ts';
import type { Reading, Translated } from './shape/shape.ts';

// Lints over the rubric as a whole: names that nothing uses, texts that lack a locale.

/** Warns of fields, features and lookups that no formula and no setting speaks of. */
export function lintUnused({ names, report }: Check): void {
  for (const [name, { what, key }] of names.claims) {
    if (what === 'a table' || what === 'a model' || what === 'a dimension' || names.used.has(name)) continue;
    const message = `the ${what.replace(/^an? /, '')} "${name}" is used nowhere`;
    report('unused-name', key.position, message, { found: name, hint: 'use it or remove it' });
  }
}

/** Warns once a locale and file of the texts that lack it while others have it; a text without locale serves all. */
export function lintTranslations({ translated, report }: Reading): void {
  const all = new Set(translated.flatMap((one) => [...one.given]));
  for (const locale of all) {
    const lacking = new Map<string, Translated[]>();
    for (const one of translated) {
      if (one.given.has(locale)) continue;
      lacking.set(one.at.file, [...(lacking.get(one.at.file) ?? []), one]);
    }
    for (const texts of lacking.values()) {
      const lines = [...new Set(texts.slice(1).map((one) => one.at.line))];
      const shown = `${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''}`;
      const others = texts.length - 1;
      const more =
        others === 0
          ? ''
          : `; ${others === 1 ? 'one more lacks' : `${others} more lack`} it, in ${lines.length === 1 ? 'line' : 'lines'} ${shown}`;
      const message = `${texts[0].what} has no text in ${locale}${more}`;
      report('missing-translation', texts[0].at, message, { hint: `add "${locale}"` });
    }
  }
}
