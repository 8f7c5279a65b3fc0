import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Located } from '../../src/model/located.ts';
import { checkRubric } from '../../src/rubric/check.ts';
import { loadRubric } from '../../src/rubric/extends.ts';
import { rubricKeys } from '../../src/rubric/schema.ts';
import { line, registries } from './registries.ts';

// The rubric of fixtures/rubric-full: every key of the language, and what random damage to it does.

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/rubric-full/${name}`, import.meta.url), 'utf8');
const texts: Record<string, string> = {
  'rubric.yaml': read('rubric.yaml'),
  'base.rubric.yaml': read('base.rubric.yaml'),
};

const load = (text: string) =>
  loadRubric('rubric.yaml', async (name, from) => (from === undefined ? text : texts[name]));

/** Every way through the maps and lists of a value. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))];
}

function locatedPaths(value: Located): string[][] {
  if (value.kind === 'scalar') return [[]];
  if (value.kind === 'list')
    return [[], ...value.items.flatMap((item) => locatedPaths(item).map((path) => ['[]', ...path]))];
  return [
    [],
    ...value.entries.flatMap(({ key, value: inner }) => locatedPaths(inner).map((path) => [key.text, ...path])),
  ];
}

/** The value with another one put at a path, or with the key of it renamed. */
function damaged(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? damaged(item, rest, put) : item));
  return { ...(value as object), [key]: damaged((value as Record<string, unknown>)[key], rest, put) };
}

const whole = parse(texts['rubric.yaml']) as Record<string, unknown>;
const paths = pathsOf(whole).filter((path) => path.length > 0 && path[0] !== 'extends');
const words = [
  '',
  'x',
  'gold',
  'score',
  'tier = "gold"',
  '1 +',
  '"',
  '(',
  '70%',
  '-5',
  '+20%',
  '2026-02-30',
  'margin',
  'loans',
  'a: b',
  'null',
];
const anyValue = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, 1e30, [], {}, [null], { x: 1 }, [[]], { when: { a: 1 } }),
  fc.constantFrom(...words),
  fc.string({ maxLength: 12 }),
);

describe('the full rubric', () => {
  it('is taken whole', async () => {
    const { source, files, problems: loading } = await load(texts['rubric.yaml']);
    expect(loading).toEqual([]);
    expect(files.map((file) => file.name)).toEqual(['rubric.yaml', 'base.rubric.yaml']);
    const { problems } = checkRubric(source!, registries, files);
    expect(problems.filter(({ severity }) => severity === 'error').map(line)).toEqual([]);
  });

  it('holds every key of the language', async () => {
    const { source } = await load(texts['rubric.yaml']);
    const held = locatedPaths(source!).map((path) => path.join('.'));
    const missing = rubricKeys(registries).filter(({ path }) => {
      const steps = path.split('.').map((step) => step.replace(/^[A-Z]+/, '[^.]+').replace('[]', '\\.\\[\\]'));
      const pattern = new RegExp(`^${steps.join('\\.')}$`);
      return !held.some((one) => pattern.test(one));
    });
    // `of` cannot stand beside a client file, and `extends` is followed before the rubric is checked. Fields of tables
    // have the keys of fields.
    const left = missing.map(({ path }) => path).filter((path) => !path.startsWith('tables.TABLE.fields.FIELD.'));
    expect(left).toEqual(['extends', 'portfolio.of']);
  });

  it('is reported on, whatever is put in place of a part', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), anyValue, fc.boolean(), async (path, put, flow) => {
        const text = stringify(
          damaged(whole, path, put),
          flow ? { collectionStyle: 'flow', lineWidth: 0 } : { lineWidth: 60 },
        );
        const { source, files, problems: loading } = await load(text);
        const problems = source === undefined ? loading : checkRubric(source, registries, files).problems;
        for (const { file, line: at, column, length, excerpt, message } of problems) {
          const row = texts[file!] === undefined || file === 'rubric.yaml' ? text : texts[file!];
          expect(row.split('\n')[at! - 1]).toBe(excerpt);
          expect(column).toBeGreaterThan(0);
          expect(column! - 1).toBeLessThanOrEqual(excerpt!.length);
          expect(length).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
