import type { ManifestOptions } from '../audit/manifest.ts';
import { type Locale, locales } from '../model/locale.ts';
import { formats } from '../report/formats.ts';
import type { MaskKey } from './mask/mask-key.ts';
import type { SegmentRequest } from './segment-request.ts';

// The options of a run that can change a byte of an output, to the manifest and back. An option that is not known here was
// recorded by another version: such a run cannot be made again, and says so.

type Recorded = Pick<SegmentRequest, 'formats' | 'read' | 'csv'> & {
  readonly locale: Locale;
  /** Of the key itself only the id is recorded. */
  readonly mask?: Pick<MaskKey, 'keyId'>;
};

/** Formats in order of their names: the order in which they are asked for changes nothing. */
export function recordOptions({ formats: asked, read, csv, locale, mask }: Recorded): ManifestOptions {
  const { passThrough, encoding, delimiter, headerRow, sheet } = read;
  return {
    formats: formatsWritten(asked).join(','),
    locale,
    passThrough,
    bom: csv.bom,
    crlf: csv.crlf,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(mask === undefined ? {} : { mask: mask.keyId }),
  };
}

/** summary.json is always written: a later run reads its figures. */
export function formatsWritten(asked: readonly string[]): string[] {
  return [...new Set([...asked, 'json'])].sort();
}

/** The options as a run is asked for them; the names of those that are unknown or cannot be, where there are any. */
export function readOptionsBack(recorded: ReadonlyMap<string, string | number | boolean>): Recorded | string[] {
  const left = new Map(recorded);
  const take = <T extends string | number | boolean>(
    key: string,
    is: (value: unknown) => value is T,
  ): T | undefined => {
    const value = left.get(key);
    if (!is(value)) return undefined;
    left.delete(key);
    return value;
  };
  const names = take('formats', isText)?.split(',') ?? [];
  const [locale, passThrough] = [take('locale', isLocale), take('passThrough', isFlag)];
  const [bom, crlf] = [take('bom', isFlag), take('crlf', isFlag)];
  const [encoding, delimiter] = [take('encoding', isText), take('delimiter', isText)];
  const [headerRow, sheet, keyId] = [take('headerRow', isNumber), take('sheet', isText), take('mask', isText)];
  const unknown = [...left.keys(), ...names.filter((name) => !Object.hasOwn(formats, name))];
  if (locale === undefined) unknown.push('locale');
  if (passThrough === undefined || bom === undefined || crlf === undefined) unknown.push('passThrough, bom, crlf');
  if (unknown.length > 0) return unknown;
  return {
    formats: names,
    locale: locale as Locale,
    ...(keyId === undefined ? {} : { mask: { keyId } }),
    csv: { bom: bom as boolean, crlf: crlf as boolean },
    read: {
      passThrough: passThrough as boolean,
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(sheet === undefined ? {} : { sheet }),
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
