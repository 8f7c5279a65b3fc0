import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inputProblems } from '../../src/input/problems.ts';
import { runProblems } from '../../src/run/problems.ts';

// Every problem of files and books that a user can meet is shown by a golden command line, or, where no command line can
// bring it about at will, reported in a test of its own.

const test = fileURLToPath(new URL('..', import.meta.url));

/** Codes that no transcript shows, and the test that reports each. */
const elsewhere: Readonly<Record<string, string>> = {
  // A command line without a book is refused before, and an empty directory has its own code.
  'no-source': 'input/csv/csv.test.ts',
  // It takes 65537 files.
  'too-many-sources': 'input/raw-book-builder.test.ts',
  // Another process has to write at the right moment, or to hold the lock.
  'input-changed': 'run/hashing.test.ts',
  'output-locked': 'run/output-directory.test.ts',
  // A pipe is no file of a case.
  'pipe-read-twice': 'run/read-again.test.ts',
  // It takes a run of another version, or a table that nobody has any more.
  'previous-differs': 'run/replay.test.ts',
  'not-read-again': 'properties/causes.test.ts',
  // Parquet files are made byte by byte there.
  'encrypted-parquet': 'input/parquet/parquet.test.ts',
  'unsupported-compression': 'input/parquet/parquet.test.ts',
  'day-in-utc': 'input/parquet/parquet.test.ts',
};

const transcripts = readdirSync(`${test}/cases`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => readFileSync(`${test}/cases/${entry.name}/expected.txt`, 'utf8'))
  .join('\n');

/** Whether a transcript shows the code as a word of its own. */
function isShown(code: string): boolean {
  return new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(transcripts);
}

describe('every problem of files and books', () => {
  it.each([...Object.keys(inputProblems), ...Object.keys(runProblems)])('%s is shown or reported', (code) => {
    const file = elsewhere[code];
    expect(isShown(code), 'show it in a case of test/cases, or else name the test that reports it').toBe(
      file === undefined,
    );
    if (file === undefined) return;
    expect(existsSync(`${test}/${file}`), file).toBe(true);
    expect(readFileSync(`${test}/${file}`, 'utf8')).toContain(`'${code}'`);
  });

  it('is a code that exists', () => {
    const known = new Set([...Object.keys(inputProblems), ...Object.keys(runProblems)]);
    expect(Object.keys(elsewhere).filter((code) => !known.has(code))).toEqual([]);
  });
});
