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
  // Keys are made by chance, and their files have permissions of their own.
  'mask-key-short': 'run/mask/mask-run.test.ts',
  'masked-run': 'run/mask/mask-run.test.ts',
  'masked-otherwise': 'run/mask/mask-run.test.ts',
  'key-exists': 'run/key-files.test.ts',
  'key-unusable': 'run/key-files.test.ts',
  'key-open-to-others': 'run/key-files.test.ts',
  'signature-unchecked': 'run/run-month.test.ts',
  'signature-missing': 'run/run-month.test.ts',
  'signature-of-another-key': 'run/run-month.test.ts',
  'signature-wrong': 'run/sign.test.ts',
  // Its message has the hash of a manifest, which hangs on the build.
  'ledger-lacks-run': 'run/ledger.test.ts',
  // Another run has to hold the ledger, or the directory that --keep would remove.
  'ledger-locked': 'run/ledger.test.ts',
  'not-removed': 'run/retention.test.ts',
  // It takes a run of another build, or another machine's arithmetic.
  'refit-differs': 'run/verify/refit.test.ts',
  'other-tool': 'run/verify.test.ts',
  'other-build': 'run/verify.test.ts',
  // It takes 65535 files or 4 GB.
  'bundle-too-large': 'run/bundle.test.ts',
  // It takes a rubric whose rules changed and whose version did not.
  'rubric-version-kept': 'run/told-over-time.test.ts',
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
