import { type Locale, type Localised, locales } from '../../model/locale.ts';
import type { Located } from '../../model/located.ts';
import { nearest } from '../../text/nearest.ts';
import { listOf } from './collections.ts';
import { text } from './scalars.ts';
import type { Reading, Shape } from './shape.ts';

// Texts for people: one text for every locale, or a map of locales. Which locales a text lacks is noted for the checker.

function perLocale<T>(inner: Shape<T>): Shape<Localised<T>> {
  return {
    type: `${inner.type}, or one a locale`,
    read(value, reading, what) {
      if (value.kind === 'map') return readLocales(value, inner, reading, what);
      const only = inner.read(value, reading, what);
      return only === undefined ? undefined : { [reading.locale]: only };
    },
    schema(registries) {
      const one = inner.schema(registries);
      const properties = Object.fromEntries(locales.map((locale) => [locale, one]));
      return { anyOf: [one, { type: 'object', properties, additionalProperties: false, minProperties: 1 }] };
    },
    rows: () => [],
  };
}

function readLocales<T>(
  value: Located & { kind: 'map' },
  inner: Shape<T>,
  reading: Reading,
  what: string,
): Localised<T> | undefined {
  const texts: Partial<Record<Locale, T>> = {};
  for (const { key, value: given } of value.entries) {
    const locale = locales.find((known) => known === key.text);
    if (locale === undefined) {
      const near = nearest(key.text, locales);
      const hint = near ? `did you mean "${near}"?` : `known are ${locales.join(', ')}`;
      reading.report('unknown-key', key.position, `"${key.text}" is not a locale of the tool`, { hint });
      continue;
    }
    const read = inner.read(given, reading, `the ${locale} text of ${what}`);
    if (read !== undefined) texts[locale] = read;
  }
  reading.translated.push({ at: value.position, what, given: new Set(value.entries.map((entry) => entry.key.text)) });
  return texts;
}

const plainText: Shape<string> = {
  ...text(),
  read: (value, reading, what) => text().read(value, reading, what)?.text,
};

/** A text in one or more locales. */
export function localisedText(): Shape<Localised> {
  return perLocale(plainText);
}

/** A list of texts in one or more locales; a single text is a list of one. */
export function localisedTexts(): Shape<Localised<readonly string[]>> {
  const many = listOf(plainText, true);
  return perLocale(many);
}
