import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecordedRun } from '../../src/audit/recorded-run.ts';
import { compareText } from '../../src/text/text-order.ts';
import { book, rubric, temporaryDirectory, tierbook } from '../run/tierbook.ts';

// The manifest against the schema of an in-toto Statement v1 (spec/v1/statement.md of in-toto/attestation), and what a run can
// be made again from.

interface Statement {
  readonly _type: string;
  readonly subject: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

async function runThere(options: readonly string[] = [], text = rubric): Promise<{ folder: string; text: string }> {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'rubric.yaml'), text);
  writeFileSync(join(folder, 'clients.csv'), book);
  const run = ['run', 'rubric.yaml', 'clients.csv', '--as-of', '2026-10-31', '--out', 'out', '--quiet', ...options];
  expect(await tierbook(folder, run)).toEqual({ status: 0, stdout: '', stderr: '' });
  return { folder, text: readFileSync(join(folder, 'out/manifest.json'), 'utf8') };
}

describe('manifest.json', () => {
  it('passes the schema of an in-toto Statement v1', async () => {
    const { text } = await runThere();
    const statement = JSON.parse(text) as Statement;
    expect(Object.keys(statement)).toEqual(['_type', 'subject', 'predicateType', 'predicate']);
    expect(statement._type).toBe('https://in-toto.io/Statement/v1');
    expect(() => new URL(statement.predicateType)).not.toThrow();
    expect(statement.subject.length).toBeGreaterThan(0);
    for (const { name, digest, ...rest } of statement.subject) {
      expect(rest).toEqual({});
      expect(name).toMatch(/./);
      expect(Object.keys(digest)).toEqual(['sha256']);
      expect(digest.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    const names = statement.subject.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort(compareText));
  });

  it('records what the run can be made again from', async () => {
    const banded = rubric.replace('bands: {">= 1000": 100, else: 0}', 'percentile: {">= 50": 100, else: 0}');
    const { text } = await runThere(
      ['--bom', '--delimiter', ',', '--header-row', '1', '--format', 'parquet,csv'],
      banded,
    );
    expect(readRecordedRun(text)).toMatchObject({
      tool: { name: 'tierbook', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      command: 'run',
      asOf: '2026-10-31',
      rubric: { id: 'small', version: '1', files: [{ name: 'rubric.yaml' }] },
      options: new Map<string, unknown>([
        ['formats', 'csv,json,parquet'],
        ['locale', 'en'],
        ['passThrough', false],
        ['bom', true],
        ['crlf', false],
        ['delimiter', ','],
        ['headerRow', 1],
      ]),
      inputs: [{ name: 'clients.csv', size: book.length }],
    });
    const { predicate } = JSON.parse(text) as Statement;
    expect(predicate.cuts).toEqual({ size: [expect.any(Number)] });
    expect(predicate.recorded).toEqual({
      runId: expect.stringMatching(/^[0-9a-f]{32}$/),
      at: '2026-11-01T02:03:04.000Z',
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    });
  });

  it.each([
    { title: 'no JSON', given: '{' },
    { title: 'another type', given: '{"_type": "https://in-toto.io/Statement/v0.1"}' },
    { title: 'a list', given: '[]' },
    { title: 'a number', given: '1' },
  ])('is not read where it is $title', ({ given }) => {
    expect(readRecordedRun(given)).toBeUndefined();
  });
});
