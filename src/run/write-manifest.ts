import { type FileDigest, type ManifestParts, manifestOf } from '../audit/manifest.ts';
import type { PreviousRun } from '../model/previous.ts';
import { formatDate } from '../numeric/date.ts';
import type { RunReport } from '../report/format.ts';
import { type JsonValue, writeJson } from '../report/summary-json.ts';
import { parseAsOf } from './as-of.ts';
import { sha256 } from './hashing.ts';
import type { LoadedBook } from './load-book.ts';
import type { LoadedOverrides } from './overrides.ts';
import { recordOptions } from './recorded-options.ts';
import type { SegmentRequest } from './segment-request.ts';
import { toolDigest } from './tool-digest.ts';
import { tool } from './version.ts';

/** What the manifest says was read. */
export interface ReadInputs extends Pick<LoadedBook, 'inputs' | 'rateFile'> {
  readonly rubricFiles: readonly FileDigest[];
  readonly previous: PreviousRun | undefined;
  readonly overrides: LoadedOverrides | undefined;
}

/** The text of `manifest.json`. The run's id is made of its time and all else that it records, so of nothing of the machine. */
export async function writeManifest(
  request: SegmentRequest,
  { rubric, summary, locale }: RunReport,
  { inputs, rateFile, previous, overrides, rubricFiles }: ReadInputs,
  outputs: readonly FileDigest[],
  now: Date,
): Promise<string> {
  const { controlTotals, clients, unrated, prospects } = summary.book;
  const cuts = summary.factors.flatMap(({ factor, cuts }) => (cuts === undefined ? [] : [[factor, cuts] as const]));
  const parts: ManifestParts = {
    tool: { ...tool, sha256: await toolDigest() },
    command: 'run',
    rubric: { id: rubric.id, version: rubric.version, files: rubricFiles },
    asOf: formatDate(parseAsOf(request.asOf)),
    options: recordOptions({ ...request, locale }),
    ...(request.config === undefined ? {} : { config: request.config }),
    inputs,
    ...(rateFile === undefined ? {} : { rates: rateFile }),
    ...(previous && { previous: { asOf: formatDate(previous.asOf), manifestSha256: previous.manifestSha256 } }),
    ...(overrides && { overrides: overrides.input }),
    counts: { clients, unrated, prospects, findings: summary.findings.length },
    controlTotals,
    ...(summary.tables === undefined ? {} : { tables: summary.tables }),
    ...(cuts.length === 0 ? {} : { cuts: Object.fromEntries(cuts) }),
    ...(summary.models === undefined ? {} : { models: summary.models }),
    outputs: [...outputs],
  };
  const recorded = { at: now.toISOString(), node: process.version, platform: `${process.platform}-${process.arch}` };
  const write = (runId: string): string => `${writeJson(manifestOf(parts, { runId, ...recorded }) as JsonValue)}\n`;
  return write(sha256(write('')).slice(0, 32));
}
