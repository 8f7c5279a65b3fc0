import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Located } from '../../src/model/located.ts';
import { rubricSchema } from '../../src/rubric/schema.ts';
import { readYaml } from '../../src/rubric/yaml.ts';
import { checkText, registries } from '../rubric/registries.ts';

// The reference rubric of the lender: nothing is wrong with it.

const path = fileURLToPath(new URL('../../../shared/design/corporate-lending.rubric.yaml', import.meta.url));

type Schema = Record<string, unknown>;

function alternatives(schema: Schema): Schema[] {
  return [schema, ...((schema.anyOf ?? []) as Schema[]).flatMap(alternatives)];
}

/** Every key of a value must be known to the schema at its place. */
function unknownKeys(value: Located, schemas: readonly Schema[], at: string): string[] {
  const open = schemas.flatMap(alternatives);
  if (value.kind === 'list') {
    const items = open.flatMap((schema) => (schema.items ? [schema.items as Schema] : []));
    return value.items.flatMap((item) => unknownKeys(item, items, `${at}[]`));
  }
  if (value.kind === 'scalar') return open.length > 0 ? [] : [at];
  return value.entries.flatMap(({ key, value: inner }) => {
    const below = open.flatMap((schema) => {
      const named = (schema.properties as Record<string, Record<string, unknown>> | undefined)?.[key.text];
      return named ?? (schema.additionalProperties || []);
    }) as Schema[];
    return unknownKeys(inner, below, `${at}.${key.text}`);
  });
}

describe.runIf(existsSync(path))('the reference rubric', () => {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';

  it('checks without an error as it stands', async () => {
    const { rubric, problems } = await checkText(text);
    expect(problems.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '88:143 missing-translation',
    ]);
    expect(rubric).toMatchObject({ id: 'corporate-lending', version: '2026.10', currency: 'CNY', locale: 'zh-CN' });
    expect(rubric?.dimensions.map(({ name, factors }) => [name, factors.length])).toEqual([
      ['contribution', 3],
      ['credit_quality', 6],
      ['relationship', 5],
    ]);
    expect(rubric?.tiers.map(({ tier, capacity }) => [tier, capacity])).toEqual([
      ['gold', 500],
      ['silver', undefined],
      ['standard', undefined],
    ]);
    expect(rubric?.actions.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['threshold', 2],
      ['pricing', 3],
      ['tenor', 3],
      ['review', 4],
      ['lane', 3],
    ]);
    expect(rubric?.lists).toHaveLength(4);
    expect(rubric?.stability).toMatchObject({ demote: { buffer: 5_000_000, after: 2 }, atOnce: { op: 'or' } });
    expect(rubric?.overrides).toMatchObject({ expireWithinDays: 366, warnShare: { units: 5n, scale: 2 } });
    expect(rubric?.outcomes.map(({ name, better, target }) => [name, better, target?.kind])).toEqual([
      ['retention', 'higher', undefined],
      ['recommend', 'higher', undefined],
      ['satisfaction', 'higher', 'change'],
      ['default_rate', 'lower', 'change'],
      ['npl_ratio', 'lower', 'level'],
      ['cost', 'lower', 'change'],
      ['approval', 'lower', 'change'],
      ['complaints', 'lower', 'change'],
    ]);
    expect(rubric?.portfolio.cost).toBe('cost_to_serve_12m');
    expect(rubric?.checks).toHaveLength(3);
  });

  it('has no key that the JSON Schema does not know', () => {
    const root = readYaml('r.yaml', text, (_code, _at, message) => expect.fail(message))!;
    expect(unknownKeys(root, [rubricSchema(registries) as Schema], '')).toEqual([]);
  });
});
