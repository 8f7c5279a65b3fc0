import { describe, expect, it } from 'vitest';
import type { Located } from '../../src/model/located.ts';
import { rubricKeys, rubricSchema, sectionNames } from '../../src/rubric/schema.ts';
import { readYaml } from '../../src/rubric/yaml.ts';
import { checkText, registries } from './registries.ts';

type Schema = Record<string, unknown>;

const schema = rubricSchema(registries) as Schema;
const keys = rubricKeys(registries);

/** A schema with everything that it may be instead. */
function alternatives(schema: Schema): Schema[] {
  return [schema, ...((schema.anyOf ?? []) as Schema[]).flatMap(alternatives)];
}

/** The schemas that may hold at a key path; capitals stand for any name, `[]` for an item. */
function schemasAt(root: Schema, path: readonly string[]): Schema[] {
  const open = alternatives(root);
  if (path.length === 0) return open;
  const [key, ...rest] = path;
  return open.flatMap((one) => {
    if (key === '[]') return one.items ? schemasAt(one.items as Schema, rest) : [];
    const named = (one.properties as Record<string, Schema> | undefined)?.[key];
    const any = typeof one.additionalProperties === 'object' ? (one.additionalProperties as Schema) : undefined;
    const below = named ?? any;
    return below === undefined ? [] : schemasAt(below, rest);
  });
}

const stepsOf = (path: string): string[] =>
  path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));

/** A rubric that holds nothing but one key with its example. */
function document(path: string, example: string): string {
  const lines = stepsOf(path).map((step, depth) => `${'  '.repeat(depth)}${step === '[]' ? '-' : `${step}:`}`);
  return `${lines.join('\n')} ${example}`;
}

describe('rubricSchema', () => {
  it('is a draft 2020-12 schema of a closed object', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      required: ['rubric', 'version', 'currency', 'portfolio', 'dimensions', 'tiers'],
    });
    expect(Object.keys(schema.properties as object)).toEqual(sectionNames);
  });

  it('lists what registries hold', () => {
    const type = schemasAt(schema, ['fields', 'FIELD', 'type'])[0];
    expect(type.enum).toEqual(Object.keys(registries.fieldTypes));
    const factor = schemasAt(schema, ['dimensions', 'D', 'factors', 'F'])[0];
    for (const method of Object.keys(registries.methods))
      expect(Object.keys(factor.properties as object)).toContain(method);
    expect(schemasAt(schema, ['currency'])[0].enum).toContain('CNY');
  });

  it('says meaning, default and example of a setting', () => {
    expect(schemasAt(schema, ['missing', 'coverage'])[0]).toMatchObject({
      description: expect.stringMatching(/present.*Default: 70% for the rubric\./),
      examples: ['70%'],
    });
    expect(schemasAt(schema, ['tiers', '[]', 'capacity'])[0]).toMatchObject({
      type: 'integer',
      minimum: 0,
      examples: [500],
    });
    expect(schemasAt(schema, ['checks', '[]', 'breach'])[0].enum).toEqual(['warn', 'fail']);
    expect(schemasAt(schema, ['lookups', 'L'])[0]).toMatchObject({ required: ['of'] });
  });

  it.each(keys.map((key) => key.path))('knows %s, which the checker knows', (path) => {
    expect(schemasAt(schema, stepsOf(path)).length).toBeGreaterThan(0);
  });

  it('is plain JSON', () => expect(JSON.parse(JSON.stringify(schema))).toEqual(schema));
});

describe('rubricKeys', () => {
  it('explains every key once', () => {
    expect(new Set(keys.map((key) => key.path)).size).toBe(keys.length);
    for (const { meaning, example, type } of keys) {
      expect(meaning).toMatch(/^\S.*[^.]$/);
      expect(example).not.toBe('');
      expect(type).not.toBe('');
    }
  });

  it.each(keys)('shows for $path an example that is right', async ({ path, example }) => {
    const text = document(path, example);
    const root = readYaml('r.yaml', text, (_code, _at, message) => expect.fail(message));
    const { problems } = await checkText(text, { 'base.rubric.yaml': 'title: base' });
    const wrong = problems.filter(({ code }) =>
      ['unknown-key', 'wrong-shape', 'invalid-value', 'setting-unfit'].includes(code),
    );
    expect(wrong).toEqual([]);
    expect((root as Located).kind).toBe('map');
  });
});
