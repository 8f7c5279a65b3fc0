import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { envelopeName, type FileDigest } from '../audit/manifest.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { parseAsOf, resolveAsOf } from './as-of.ts';
import { fillPlaceholders, findWrongPlaceholder, patternOf } from './config/placeholders.ts';
import type { RunSettings } from './config/settings.ts';
import type { Host } from './host.ts';
import type { Appended } from './ledger.ts';
import type { SegmentOutcome, SegmentRequest } from './segment-request.ts';
import { startCrew } from './start-crew.ts';

// A run with what stands around it, month after month: the day, paths with the day in them, signature, ledger, retention, and
// nothing to do where nothing has changed; what is not asked for is not loaded. A line of the ledger and retention come after
// the run stands; where a kill falls between, running again with `skipUnchanged` makes up for it.

/** A request whose paths may still hold placeholders. */
export type MonthRequest = Omit<SegmentRequest, 'out' | 'config' | 'vouch' | 'mask'> &
  Pick<RunSettings, 'mask' | 'sign' | 'ledger' | 'keep' | 'skipUnchanged' | 'out'>;

export interface Month {
  /** "2026-10-31". */
  readonly asOf: string;
  readonly out: string;
}

export interface MonthOutcome extends Month {
  /** Undefined where nothing had changed. */
  readonly run?: SegmentOutcome;
  readonly manifest: string;
  readonly breaches: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly ledger?: Appended;
  /** Runs that --keep has removed. */
  readonly removed: readonly string[];
}

/** `begun` is told the day and the place once they are known. */
export async function runMonth(
  given: MonthRequest,
  config: FileDigest | undefined,
  host: Host,
  begun: (month: Month) => void = () => {},
): Promise<MonthOutcome> {
  const { sign, ledger, keep, skipUnchanged, request, pattern } = await settle(given, config, host);
  const { asOf, out } = request;
  refuseWrongPlaceholder(pattern);
  begun({ asOf, out });
  if (keep !== undefined && !isPattern(pattern)) throw noPattern('--keep', pattern);
  const signer = sign === undefined ? undefined : await (await import('./sign.ts')).readSigner(sign, host.cwd);
  if (ledger !== undefined) await (await import('./ledger.ts')).checkLedger(ledger, host.cwd);
  const unchanged =
    skipUnchanged === true ? await (await import('./unchanged.ts')).findUnchanged(request, host) : undefined;
  const standing = unchanged !== undefined && (await isSignedSo(out, unchanged, signer, host)) ? unchanged : undefined;
  const vouch = signer && ((manifest: string) => [{ name: envelopeName, content: signer(manifest) }]);
  const run = standing === undefined ? await makeRun({ ...request, ...(vouch && { vouch }) }, host) : undefined;
  const manifest = run?.manifest ?? (standing as string);
  const appended =
    ledger === undefined ? undefined : await (await import('./ledger.ts')).appendRun(ledger, host.cwd, manifest);
  const breaches = run?.breaches ?? (await recordedBreaches(out, host));
  const retention =
    keep === undefined || breaches.length > 0
      ? { removed: [], problems: [] }
      : await (await import('./retention.ts')).removeOldRuns(pattern, keep, resolve(host.cwd, out), host.cwd);
  return {
    asOf,
    out,
    ...(run && { run }),
    manifest,
    breaches,
    warnings: [...(run?.warnings ?? []), ...retention.problems],
    ...(appended && { ledger: appended }),
    removed: retention.removed,
  };
}

/** Threads, where the book asks for them, start while this one loads what a run needs. */
async function makeRun(request: SegmentRequest, host: Host): Promise<SegmentOutcome> {
  const crew = startCrew(request.threads ?? 1, request.books, host.cwd);
  try {
    const { segment } = await import('./segment.ts');
    return await segment(request, host, { crew });
  } finally {
    await crew.close();
  }
}

/** The day that is meant, and every path with it. */
async function settle(given: MonthRequest, config: FileDigest | undefined, host: Host) {
  const { sign, ledger, keep, skipUnchanged, out: pattern = 'run-{as_of}', previous, mask, ...rest } = given;
  const asOf = resolveAsOf(given.asOf, host.now());
  const day = parseAsOf(asOf);
  const fill = (path: string) => fillPlaceholders(path, day);
  if (previous === 'last' && !isPattern(pattern)) throw noPattern('--previous last', pattern);
  const last = async () => (await import('./runs-like.ts')).findLastRun(pattern, day, host.cwd);
  const before = previous === 'last' ? await last() : previous && fill(previous);
  const { tables, rates, overrides, bundle } = rest;
  const request: SegmentRequest = {
    ...rest,
    asOf,
    rubric: fill(rest.rubric),
    books: rest.books.map(fill),
    out: fill(pattern),
    ...(tables && { tables: new Map([...tables].map(([name, path]) => [name, fill(path)])) }),
    ...(rates && { rates: fill(rates) }),
    ...(overrides && { overrides: fill(overrides) }),
    ...(bundle && { bundle: fill(bundle) }),
    ...(before && { previous: before }),
    ...(config && { config }),
    ...(mask && { mask: await (await import('./mask/mask-key.ts')).readMaskKey(fill(mask), host.cwd) }),
  };
  return { request, pattern, keep, skipUnchanged, sign: sign && fill(sign), ledger: ledger && fill(ledger) };
}

function isPattern(path: string): boolean {
  return path.split(/[\\/]/).some((part) => patternOf(part) !== undefined);
}

/** A book may have braces in its name; a place to write to hardly means them. */
function refuseWrongPlaceholder(out: string): void {
  const wrong = findWrongPlaceholder(out);
  if (wrong === undefined) return;
  const { found, expected, hint } = wrong;
  const message = `${found} in --out stands for nothing`;
  const more = { found, expected, ...(hint === undefined ? {} : { hint }) };
  throw new UserError([{ code: 'bad-placeholder', severity: 'error', message, ...more }]);
}

function noPattern(option: string, out: string): UserError {
  const message = `${option} needs a day in the path of --out, by which it knows the other runs`;
  const expected = 'a path such as runs/{as_of_month}';
  return new UserError([{ code: 'bad-option', severity: 'error', message, found: out, expected }]);
}

/** Whether the run that stands there is signed just as this one would be; the same key and manifest give the same bytes. */
async function isSignedSo(
  out: string,
  manifest: string,
  signer: ((manifest: string) => string) | undefined,
  host: Host,
): Promise<boolean> {
  const envelope = join(resolve(host.cwd, out), envelopeName);
  if (signer === undefined) return !existsSync(envelope);
  return existsSync(envelope) && (await readFile(envelope, 'utf8')) === signer(manifest);
}

/** Checks that did not hold when the run that stands there was made: they still do not. */
async function recordedBreaches(out: string, host: Host): Promise<Problem[]> {
  const summary = await readFile(join(resolve(host.cwd, out), 'summary.json'), 'utf8');
  const { checks } = JSON.parse(summary) as {
    checks: { check: string; rule: string; breach: string; holds: unknown }[];
  };
  return checks
    .filter(({ breach, holds }) => breach === 'fail' && holds !== true)
    .map(({ check, rule }) => {
      const message = `the check "${check}" does not hold`;
      return { code: 'check-breached', severity: 'error', message, expected: rule };
    });
}
