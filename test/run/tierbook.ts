import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';

// The command in a directory of its own that is gone when the test ends.

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-run-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `at` is the clock the command sees. */
export async function tierbook(cwd: string, argv: readonly string[], at = '2026-11-01T02:03:04Z'): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await main({
    argv,
    cwd,
    env: {},
    now: () => new Date(at),
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { status, stdout: out.join(''), stderr: err.join('') };
}

/** Every file below a directory with its text, by path; names that begin with a dot included. */
export function readTree(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(directory, path), readFileSync(path, 'latin1')]),
  );
}

export const rubric = `
rubric: small
version: "1"
title: Small rubric
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue]}
dimensions:
  value:
    weight: 1
    factors:
      size: {weight: 1, of: revenue, bands: {">= 1000": 100, else: 0}}
grade_order: [A]
grades:
  - {grade: A}
tiers:
  - {tier: gold, when: score >= 75}
  - {tier: standard}
`;

export const book = 'Client,Revenue\n1,1500\n2,20\n';
