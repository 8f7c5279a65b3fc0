import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';

// shrunk_rate without a prior: the book's own, recorded, and the same rates when the recorded prior is written out.

const work = mkdtempSync(join(tmpdir(), 'tierbook-prior-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const rubric = (rate: string) => `rubric: prior
version: "1"
currency: CNY
portfolio: {id: id, measure: n, status: status}
fields:
  id: {type: id}
  status: {type: category, values: [client, prospect]}
  k: {type: integer}
  n: {type: integer}
features:
  rate: '${rate}'
dimensions:
  d: {weight: 1, factors: {rate: {weight: 1, of: rate, scale: {0: 0, 1: 100}}}}
tiers: [{tier: standard}]
`;

/** Rates that differ by client more than chance would have it: k of n with n from 1 to 6. */
const rows = Array.from({ length: 400 }, (_, row) => {
  const n = 1 + (row % 6);
  const k = row % 3 === 0 ? n : row % 3 === 1 ? 0 : n >> 1;
  return `C${row},client,${k},${n}`;
});

async function run(name: string, rate: string, more: readonly string[] = [], book = rows) {
  writeFileSync(join(work, `${name}.yaml`), rubric(rate));
  writeFileSync(join(work, `${name}.csv`), ['id,status,k,n', ...book, ...more, ''].join('\n'));
  const err: string[] = [];
  const status = await main({
    argv: ['run', `${name}.yaml`, `${name}.csv`, '--as-of', '2026-10-31', '--out', name, '--quiet'],
    cwd: work,
    env: {},
    now: () => new Date(0),
    stdin: (async function* () {})(),
    stdout: { write: () => {} },
    stderr: { write: (text) => err.push(text) },
  });
  const read = (file: string) => readFileSync(join(work, name, file), 'utf8');
  return { status, stderr: err.join(''), clients: read('clients.csv'), summary: JSON.parse(read('summary.json')) };
}

it('takes the prior of the book and records it', async () => {
  const fitted = await run('fitted', 'shrunk_rate(k: k, n: n)');
  expect(fitted).toMatchObject({ status: 0, stderr: '' });
  const [model] = fitted.summary.models;
  expect(model).toMatchObject({ model: 'prior.rate', kind: 'beta_prior', converged: true, clients: 400 });
  const { mean, weight } = model.parameters;
  expect(mean).toBeGreaterThan(0.3);
  expect(mean).toBeLessThan(0.7);
  const given = await run('given', `shrunk_rate(k: k, n: n, prior_mean: ${mean}, prior_weight: ${weight})`);
  expect(given.clients).toBe(fitted.clients);
});

it('learns nothing from prospects', async () => {
  const plain = await run('plain', 'shrunk_rate(k: k, n: n)');
  const prospects = Array.from({ length: 50 }, (_, row) => `P${row},prospect,5,5`);
  const beside = await run('beside', 'shrunk_rate(k: k, n: n)', prospects);
  expect(beside.summary.models[0].parameters).toEqual(plain.summary.models[0].parameters);
});

it('leaves the rate missing, and says so, where the book tells no prior', async () => {
  const small = await run('small', 'shrunk_rate(k: k, n: n)', [], rows.slice(0, 10));
  expect(small.summary.models[0]).toMatchObject({ converged: false, parameters: null });
  expect(small.summary.findings.map((finding: { code: string }) => finding.code)).toContain('model-not-fitted');
  expect(small.summary.book.unrated).toBe(10);
});
