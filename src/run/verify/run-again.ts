import { basename, join, resolve } from 'node:path';
import type { RecordedRun } from '../../audit/recorded-run.ts';
import type { ByteSource } from '../../model/reader.ts';
import { UserError } from '../../model/user-error.ts';
import type { Host } from '../host.ts';
import type { MaskKey } from '../mask/mask-key.ts';
import { unmaskable } from '../mask/masked-runs.ts';
import { readOptionsBack } from '../recorded-options.ts';
import { readRubricOfRun } from '../rubric-file.ts';
import { segment } from '../segment.ts';
import type { SegmentOutcome } from '../segment-request.ts';
import { fileSource } from '../sources.ts';
import type { FoundInputs } from './find-inputs.ts';
import type { Refits } from './refit.ts';

// A run made again from its record: the rubric that it kept, the inputs under the names they had, the options it recorded, and
// nothing else. Throws a UserError where it cannot be made, as a run would.

export interface Again {
  readonly run: RecordedRun;
  /** Of the run that is verified; the user knows it as `shown`. */
  readonly directory: string;
  readonly shown: string;
  readonly found: FoundInputs;
  readonly refits: Refits;
  readonly out: string;
  /** The key of a masked run. */
  readonly maskKey?: MaskKey;
  readonly threads: number;
}

export async function runAgain(again: Again, host: Host): Promise<SegmentOutcome> {
  const { run, directory, shown, found, refits, out, threads, maskKey } = again;
  const recorded = readOptionsBack(run.options);
  if (Array.isArray(recorded)) {
    const message = `the run was made with options that this version does not know: ${recorded.join(', ')}`;
    const hint = `verify it with tierbook ${run.tool.version}`;
    throw new UserError([{ code: 'not-run-again', severity: 'error', message, hint }]);
  }
  const { mask, ...options } = recorded;
  if (mask !== undefined && mask.keyId !== maskKey?.keyId) throw unmaskable(mask.keyId, maskKey);
  const sourceOf = (file: { readonly name: string; readonly sha256: string; readonly size: number }): ByteSource => {
    const path = found.paths.get(file.sha256) as string;
    // Whatever it is called now: the name it had stands in rejects and findings.
    return fileSource(path, file.name, file.size);
  };
  const given = new Map<string, ByteSource[]>();
  const give = (key: string, file: Parameters<typeof sourceOf>[0]): void => {
    given.set(key, [...(given.get(key) ?? []), sourceOf(file)]);
  };
  for (const input of run.inputs) give(input.table === undefined ? 'book' : `table ${input.table}`, input);
  if (run.rates !== undefined) give('rates', run.rates);
  if (run.overrides !== undefined) give('overrides', run.overrides);
  const tables = run.inputs.flatMap(({ table }) => (table === undefined ? [] : [[table, `table ${table}`] as const]));
  const rubric = await readRubricOfRun(directory, shown);
  return segment(
    {
      ...options,
      rubric: join(directory, 'rubric', basename(rubric.files[0].name)),
      books: ['book'],
      asOf: run.asOf,
      out: resolve(out),
      force: false,
      tables: new Map(tables),
      ...(run.config === undefined ? {} : { config: run.config }),
      ...(run.rates === undefined ? {} : { rates: 'rates' }),
      ...(run.overrides === undefined ? {} : { overrides: 'overrides' }),
      ...(run.previous === undefined ? {} : { previous: found.paths.get(run.previous.manifestSha256) as string }),
      ...(mask === undefined || maskKey === undefined ? {} : { mask: maskKey }),
      threads,
    },
    { ...host, given, progress: withoutPlaces(host.progress) },
    { rubric, models: refits.models },
  );
}

/** Where the run is made again is of no interest. */
function withoutPlaces({ phase }: Host['progress']): Host['progress'] {
  return { phase: (name, detail) => phase(name, name === 'write' || name === 'previous' ? undefined : detail) };
}
