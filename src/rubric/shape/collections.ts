import type { Located, LocatedScalar } from '../../model/located.ts';
import { noRows, reportShape, type Shape } from './shape.ts';

// Lists and maps whose keys are names of the rubric's own.

/** A list; with `orOne` a single value stands for a list of one. What cannot be read is left out, and reported. */
export function listOf<T>(inner: Shape<T>, orOne = false): Shape<readonly T[]> {
  return {
    type: orOne ? `${inner.type}, or a list` : `list of ${inner.type}`,
    read(value, reading, what) {
      if (value.kind === 'list') return readItems(value.items, inner, reading, what);
      if (!orOne || value.kind === 'map') return reportShape(value, reading, what, 'a list');
      const only = inner.read(value, reading, what);
      return only === undefined ? undefined : [only];
    },
    schema(registries) {
      const list = { type: 'array', items: inner.schema(registries) };
      return orOne ? { anyOf: [inner.schema(registries), list] } : list;
    },
    rows: (path, registries) => inner.rows(`${path}[]`, registries),
  };
}

function readItems<T>(
  items: readonly Located[],
  inner: Shape<T>,
  reading: Parameters<Shape<T>['read']>[1],
  what: string,
): T[] {
  const read = items.map((item) => inner.read(item, reading, what));
  return read.filter((item): item is NonNullable<typeof item> => item !== undefined && item !== null) as T[];
}

/** An entry of a map of names. */
export interface Named<T> {
  readonly name: string;
  readonly key: LocatedScalar;
  readonly value: T;
}

/** A map from names of the rubric's own to values; `placeholder` (in capitals) stands for a name in the reference. */
export function mapOf<T>(placeholder: string, inner: Shape<T>): Shape<readonly Named<T>[]> {
  return {
    type: `map of ${inner.type}`,
    read(value, reading, what) {
      if (value.kind !== 'map') return reportShape(value, reading, what, 'a map of names');
      const named: Named<T>[] = [];
      for (const { key, value: given } of value.entries) {
        const read = inner.read(given, reading, `"${key.text}" in ${what}`);
        if (read !== undefined) named.push({ name: key.text, key, value: read });
      }
      return named;
    },
    schema: (registries) => ({ type: 'object', additionalProperties: inner.schema(registries) }),
    rows: (path, registries) => inner.rows(path === '' ? placeholder : `${path}.${placeholder}`, registries),
  };
}

/** A value that somebody else reads, such as the setting of a scoring method. */
export function anything(type: string, schema: Shape<Located>['schema']): Shape<Located> {
  return { type, read: (value) => value, schema, rows: noRows };
}
