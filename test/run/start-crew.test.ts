import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fewBytes, partRules } from '../../src/run/part-rules.ts';
import { threadsFor } from '../../src/run/start-crew.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

it('has threads load every module of jobs, but for those of the crew itself', () => {
  const withJobs = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split('\\').join('/'))
    .filter((name) => !name.startsWith('parallel/'))
    .filter((name) => name.endsWith('.ts') && /= createJob\(/.test(readFileSync(source + name, 'utf8')));
  const hand = readFileSync(`${source}run/hand.ts`, 'utf8');
  const loaded = [...hand.matchAll(/^import '(.+)';$/gm)].map(([, path]) => posix.join('run', path));
  expect(loaded.sort()).toEqual(withJobs.sort());
});

describe('threads that are started early', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tierbook-books-'));
    for (const [name, size] of [
      ['small.csv', fewBytes - 1],
      ['least.csv', fewBytes],
      ['large.csv', fewBytes + 1],
    ] as const) {
      writeFileSync(join(folder, name), '');
      truncateSync(join(folder, name), size);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    { title: 'none for a small file', books: ['small.csv'], expected: 0 },
    { title: 'one a part', books: ['least.csv'], expected: fewBytes / partRules.size },
    { title: 'one a part, begun or whole', books: ['large.csv'], expected: fewBytes / partRules.size + 1 },
    { title: 'for all files together', books: ['small.csv', 'small.csv'], expected: (2 * fewBytes) / partRules.size },
    { title: 'none for a directory', books: ['.'], expected: 0 },
    { title: 'none for what is not there', books: ['absent.csv'], expected: 0 },
    { title: 'none for standard input', books: ['-'], expected: 0 },
    { title: 'none for a path that no file can have', books: ['a\0b'], expected: 0 },
    { title: 'none for what lies below a file', books: ['small.csv/part'], expected: 0 },
  ])('$title', ({ books, expected }) => {
    expect(threadsFor(books, folder)).toBe(expected);
  });
});
