import { parse } from 'yaml';
import type { Located, LocatedScalar } from '../../model/located.ts';
import type { Position } from '../../model/problem.ts';
import type { JsonSchema } from '../../plan/scoring-method.ts';
import { nearest } from '../../text/nearest.ts';
import { commaAdvice } from '../yaml.ts';
import { type KeyRow, type Reading, type Registries, reportShape, type Shape } from './shape.ts';

// A map with known keys. Every key has a meaning and an example, and says its default; a key that is not known is an
// error with the nearest one that is.

export interface Entry<T> {
  readonly shape: Shape<T>;
  readonly meaning: string;
  /** As it would stand behind the key. */
  readonly example: string;
  readonly required: boolean;
  /** In words or as written; shown, not applied. */
  readonly default: string;
}

export type Entries = Readonly<Record<string, Entry<unknown>>>;

export function required<T>(shape: Shape<T>, meaning: string, example: string): Entry<T> {
  return { shape, meaning, example, required: true, default: '' };
}

export function optional<T>(shape: Shape<T>, meaning: string, example: string, byDefault = 'none'): Entry<T> {
  return { shape, meaning, example, required: false, default: byDefault };
}

/** What an object gives: its settings as far as they could be read, and where they stand. */
export type Draft<E extends Entries> = {
  readonly [K in keyof E]?: (E[K] extends Entry<infer T> ? T : never) | undefined;
} & { readonly $at: Position; readonly $entries: ReadonlyMap<string, { key: LocatedScalar; value: Located }> };

/** Where a setting stands, or the whole object where it is not given. */
export function placeOf(
  draft: { readonly $at: Position; readonly $entries: ReadonlyMap<string, { value: Located }> },
  key: string,
): Position {
  return draft.$entries.get(key)?.value.position ?? draft.$at;
}

/** Further keys that depend on registries, read as they stand. */
export type ExtraEntries = (registries: Registries) => Entries;

function reportUnknown(key: LocatedScalar, known: readonly string[], title: string, reading: Reading): void {
  const near = nearest(key.text, known);
  const cut = /[")\]]$/.test(key.text);
  const hint = cut ? commaAdvice : near === undefined ? `known are ${known.join(', ')}` : `did you mean "${near}"?`;
  reading.report('unknown-key', key.position, `"${key.text}" is not a setting of ${title}`, { found: key.text, hint });
}

/** `title` is what a message calls it: `a factor`. */
export function object<E extends Entries>(
  title: string,
  entries: E,
  extra: ExtraEntries = () => ({}),
): Shape<Draft<E>> {
  const all = (registries: Registries): Entries => ({ ...entries, ...extra(registries) });
  return {
    type: 'map',
    read(value, reading, what) {
      if (value.kind !== 'map') return reportShape(value, reading, what, `the settings of ${title}, a map`);
      const known = all(reading.registries);
      const settings: Record<string, unknown> = {};
      const given = new Map<string, { key: LocatedScalar; value: Located }>();
      for (const { key, value: setting } of value.entries) {
        const entry = Object.hasOwn(known, key.text) ? known[key.text] : undefined;
        if (entry === undefined) {
          reportUnknown(key, Object.keys(known), title, reading);
          continue;
        }
        given.set(key.text, { key, value: setting });
        const read = entry.shape.read(setting, reading, `"${key.text}" of ${title}`);
        if (read !== undefined) settings[key.text] = read;
      }
      for (const [name, entry] of Object.entries(known)) {
        if (!entry.required || given.has(name)) continue;
        const expected = `${name}: ${entry.example}`;
        reading.report('missing-key', value.position, `${what} needs "${name}"`, { expected });
      }
      return { ...settings, $at: value.position, $entries: given } as unknown as Draft<E>;
    },
    schema: (registries) => schemaOf(all(registries), registries),
    rows: (path, registries) => rowsOf(all(registries), path, registries),
  };
}

function schemaOf(entries: Entries, registries: Registries): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const byDefault = entry.default === '' || entry.default === 'none' ? '' : ` Default: ${entry.default}.`;
    properties[name] = {
      ...entry.shape.schema(registries),
      description: `${entry.meaning}.${byDefault}`,
      examples: [parse(entry.example)],
    };
  }
  const names = Object.keys(entries).filter((name) => entries[name].required);
  return { type: 'object', properties, additionalProperties: false, ...(names.length > 0 ? { required: names } : {}) };
}

function rowsOf(entries: Entries, path: string, registries: Registries): KeyRow[] {
  return Object.entries(entries).flatMap(([name, entry]) => {
    const below = path === '' ? name : `${path}.${name}`;
    const { meaning, example } = entry;
    const row = {
      path: below,
      type: entry.shape.type,
      default: entry.required ? 'required' : entry.default,
      meaning,
      example,
    };
    return [row, ...entry.shape.rows(below, registries)];
  });
}
