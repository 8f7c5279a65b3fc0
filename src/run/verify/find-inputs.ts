import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { RecordedFile, RecordedRun } from '../../audit/recorded-run.ts';
import type { Problem } from '../../model/problem.ts';
import { UserError } from '../../model/user-error.ts';
import type { VerifiedInput } from '../../model/verification.ts';
import { compareText } from '../../text/text-order.ts';
import { fileProblem } from '../sources.ts';
import { hashFile } from './integrity.ts';

// What a run was made from, found again by SHA-256 among files and below directories, whatever it is called there. Only files
// of a recorded size are hashed. A previous run is found by the hash of its manifest.

export interface FoundInputs {
  /** In the order of the manifest: book and tables, rates, overrides, previous run. */
  readonly inputs: readonly VerifiedInput[];
  /** Path by hash; of a previous run that of its directory. */
  readonly paths: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

interface Candidate extends Place {
  readonly size: number;
}

/** A file or directory, and how the user knows it. */
export interface Place {
  readonly path: string;
  readonly shown: string;
}

/** Throws a UserError where one of `places` cannot be read. */
export async function findInputs(run: RecordedRun, places: readonly Place[]): Promise<FoundInputs> {
  const candidates = await listCandidates(places);
  const wanted = wantedOf(run);
  const sizes = new Set(wanted.map(({ size }) => size));
  const hashes = new Map<Candidate, string>();
  const byHash = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const isManifest = run.previous !== undefined && basename(candidate.path) === 'manifest.json';
    if (!isManifest && !sizes.has(candidate.size)) continue;
    const hash = await hashFile(candidate.path).catch(() => undefined);
    if (hash === undefined) continue;
    hashes.set(candidate, hash);
    if (!byHash.has(hash)) byHash.set(hash, candidate);
  }
  const problems: Problem[] = [];
  const paths = new Map<string, string>();
  const inputs = wanted.map((input): VerifiedInput => {
    const { kind, name, sha256 } = input;
    const found = byHash.get(sha256);
    if (found === undefined) {
      problems.push(missing(input, candidates, hashes));
      return { kind, name, sha256, found: null };
    }
    const isRun = kind === 'previous';
    paths.set(sha256, isRun ? resolve(found.path, '..') : found.path);
    return { kind, name, sha256, found: isRun ? found.shown.replace(/\/?manifest\.json$/, '') || '.' : found.shown };
  });
  return { inputs, paths, problems };
}

interface Wanted extends RecordedFile {
  readonly kind: VerifiedInput['kind'];
}

function wantedOf({ inputs, rates, overrides, previous }: RecordedRun): Wanted[] {
  const all: Wanted[] = inputs.map((input) => ({ ...input, kind: input.table === undefined ? 'book' : 'table' }));
  if (rates !== undefined) all.push({ ...rates, kind: 'rates' });
  if (overrides !== undefined) all.push({ ...overrides, kind: 'overrides' });
  if (previous !== undefined) {
    const { asOf, manifestSha256: sha256 } = previous;
    all.push({ kind: 'previous', name: asOf, sha256, size: -1 });
  }
  return all;
}

/** A file of its name with other bytes is the likeliest mistake. */
function missing(
  { kind, name, sha256, size }: Wanted,
  candidates: readonly Candidate[],
  hashes: ReadonlyMap<Candidate, string>,
): Problem {
  const wrong = kind === 'previous' ? undefined : candidates.find(({ path }) => basename(path) === basename(name));
  if (wrong === undefined) {
    const message =
      kind === 'previous' ? `the run before, as of ${name}, is not there` : `${name}, which the run read, is not there`;
    const hint = 'name it, or the directory it lies below with --inputs';
    const expected = kind === 'previous' ? `a run whose manifest.json has SHA-256 ${sha256}` : `SHA-256 ${sha256}`;
    return { code: 'input-not-found', severity: 'error', message, expected, hint };
  }
  const own = hashes.get(wrong);
  return {
    code: 'input-not-found',
    severity: 'error',
    file: wrong.shown,
    message: `this is not the ${name} that the run read`,
    found: own === undefined ? `${wrong.size} bytes` : `SHA-256 ${own}`,
    expected: own === undefined ? `${size} bytes, SHA-256 ${sha256}` : `SHA-256 ${sha256}`,
  };
}

async function listCandidates(places: readonly Place[]): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  const visit = async (path: string, shown: string): Promise<void> => {
    const found = await stat(path);
    if (found.isFile()) candidates.push({ path, shown, size: found.size });
    if (!found.isDirectory()) return;
    // Links may lead round in a circle.
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of (await readdir(path)).sort(compareText)) {
      // What is below a directory may be anything: a file that cannot be read is none of the inputs.
      await visit(join(path, name), `${shown.replace(/\/$/, '')}/${name}`).catch(() => undefined);
    }
  };
  const problems: Problem[] = [];
  for (const { path, shown } of places) {
    await visit(path, shown).catch((error) => void problems.push(fileProblem(shown, error)));
  }
  if (problems.length > 0) throw new UserError(problems);
  return candidates;
}
