import type { Locale, Localised } from '../model/locale.ts';

/** What to call a thing in a locale: its label there or in English, else its name in the rubric. */
export function labelIn(label: Localised | undefined, locale: Locale, name: string): string {
  return label?.[locale] ?? label?.en ?? name;
}
