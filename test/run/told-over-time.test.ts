import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, tierbook } from './tierbook.ts';

// What a person is told of two runs: under which names, and nothing that does not hold.

const rubric = `
rubric: told
version: "1"
title: Told
currency: EUR
portfolio: {id: client, measure: revenue}
fields:
  client: {type: id, required: true}
  revenue: {type: money, label: {en: Net revenue, zh-CN: 净收入}}
dimensions:
  size: {weight: 1, factors: {size: {weight: 1, of: revenue, scale: {0: 0, 100: 100}}}}
tiers: [{tier: gold, when: score >= 50}, {tier: basic}]
`;

async function runs({ changed = rubric, clients = ['a,60'] }) {
  const folder = temporaryDirectory();
  const files = {
    'r1.yaml': rubric,
    'r2.yaml': changed,
    'b1.csv': 'client,revenue\nb,40\n',
    'b2.csv': ['client,revenue', ...clients, ''].join('\n'),
    'hand.csv': 'client_id,tier,reason,requested_by,approved_by,effective,expires\n,,why,R1,R2,2026-02-01,2026-12-31\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const run = (month: number, ...more: string[]) =>
    tierbook(folder, [
      ...['run', `r${month}.yaml`, `b${month}.csv`, '--threads', '1', '--as-of', `2026-0${month}-28`],
      ...['--out', `m${month}`, ...more],
    ]);
  const [first, second] = [await run(1), await run(2, '--previous', 'm1', '--overrides', 'hand.csv')];
  expect([first.status, second.status]).toEqual([0, 0]);
  return { folder, view: second.stdout, told: (...argv: string[]) => tierbook(folder, argv) };
}

describe('told of two runs', () => {
  it.each([
    { locale: 'en', expected: /^ {2}Net revenue {2,}40\.00 {2,}60\.00$/m },
    { locale: 'zh-CN', expected: /^ {2}净收入 {2,}40\.00 {2,}60\.00$/m },
  ])('trend calls the measure by its label ($locale)', async ({ locale, expected }) => {
    const { folder, told } = await runs({});
    expect((await told('trend', 'm1', 'm2', '--locale', locale)).stdout).toMatch(expected);
    const kept = join(folder, 'm2/rubric/1-r2.yaml');
    writeFileSync(kept, readFileSync(kept, 'utf8').replaceAll('Net revenue', 'Touched').replaceAll('净收入', '改过'));
    const { stdout, status } = await told('trend', 'm1', 'm2', '--locale', locale);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}revenue {2,}40\.00 {2,}60\.00$/m);
  });

  it.each([
    { title: 'as it was', changed: rubric, expected: false },
    { title: 'changed under its version', changed: rubric.replace('>= 50', '>= 55'), expected: true },
    {
      title: 'changed under a new version',
      changed: rubric.replace('>= 50', '>= 55').replace('"1"', '"2"'),
      expected: false,
    },
  ])('a rubric $title is found or not', async ({ changed, expected }) => {
    const { folder, told } = await runs({ changed });
    const codesOf = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code);
    const summary = codesOf(JSON.parse(readFileSync(join(folder, 'm2/summary.json'), 'utf8')));
    const diff = codesOf(JSON.parse((await told('diff', 'm1', 'm2', '--json')).stdout));
    for (const codes of [summary, diff]) expect(codes.includes('rubric-version-kept')).toBe(expected);
  });

  it.each([
    { title: 'nothing where all came or left', clients: ['a,60'], expected: false },
    { title: 'whence they are where somebody moved', clients: ['a,60', 'b,70'], expected: true },
  ])('diff says of causes $title', async ({ clients, expected }) => {
    const { told } = await runs({ clients });
    const { stdout } = await told('diff', 'm1', 'm2', '--locale', 'en');
    expect(stdout.includes('causes as the later run recorded them')).toBe(expected);
    expect(stdout).not.toContain('\n\n\n');
  });

  it('a line of the register without client and tier has dashes for them', async () => {
    const { view } = await runs({});
    expect(view).toContain('\n  - to -: refused (override-incomplete)\n');
  });
});
