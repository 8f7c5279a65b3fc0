import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Located } from '../../src/model/located.ts';
import { rubricSchema } from '../../src/rubric/schema.ts';
import { readYaml } from '../../src/rubric/yaml.ts';
import { checkText, registries } from '../rubric/registries.ts';

// The reference rubric of the lender: what is not executed yet is refused by name, and nothing else is wrong with it.

const path = fileURLToPath(new URL('../../../shared/design/corporate-lending.rubric.yaml', import.meta.url));

/** The text without top-level sections, and with some lines left out. */
function without(text: string, sections: readonly string[], lines: RegExp): string {
  let dropped = false;
  const kept = text.split('\n').filter((line) => {
    const section = /^([a-z_]+):/.exec(line)?.[1];
    if (section !== undefined) dropped = sections.includes(section);
    return !dropped && !lines.test(line);
  });
  return kept.join('\n');
}

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

  it('is refused only for what is not executed yet', async () => {
    const { rubric, problems } = await checkText(text);
    expect(rubric).toBeUndefined();
    const errors = problems.filter((problem) => problem.severity === 'error');
    expect(errors.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual([
      '136:1 not-yet not yet: stability',
      '140:1 not-yet not yet: overrides',
      '189:72 not-yet not yet: grade_worsened',
      '198:1 not-yet not yet: outcomes',
    ]);
    const warnings = problems.filter((problem) => problem.severity === 'warning');
    expect(warnings.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '88:143 missing-translation',
    ]);
  });

  it('checks without an error when those parts are left out', async () => {
    const parts = ['tables', 'stability', 'overrides', 'outcomes'];
    const cut = without(text, parts, /^ {2}(repeat_loans|repeat_probability|clv): |^ {6}(clv|repeat): /);
    const { rubric, problems } = await checkText(
      cut.replace(' or grade_worsened', '').replace('sort: clv', 'sort: score'),
    );
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(rubric).toMatchObject({ id: 'corporate-lending', version: '2026.10', currency: 'CNY', locale: 'zh-CN' });
    expect(rubric?.dimensions.map(({ name, factors }) => [name, factors.length])).toEqual([
      ['contribution', 2],
      ['credit_quality', 6],
      ['relationship', 4],
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
    expect(rubric?.checks).toHaveLength(3);
  });

  it('has no key that the JSON Schema does not know', () => {
    const root = readYaml('r.yaml', text, (_code, _at, message) => expect.fail(message))!;
    expect(unknownKeys(root, [rubricSchema(registries) as Schema], '')).toEqual([]);
  });
});
