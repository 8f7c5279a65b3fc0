// Texts of the rubric may be given per locale; the rubric's own locale comes first, then English, then any.

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

export type Localised<T = string> = Readonly<Partial<Record<Locale, T>>>;

/** The text in a locale, or in the nearest one that is there, or `fallback`. */
export function inLocale<T>(texts: Localised<T> | undefined, locale: Locale, fallback: T): T {
  return texts?.[locale] ?? texts?.en ?? texts?.['zh-CN'] ?? fallback;
}
