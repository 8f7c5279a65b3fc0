import type { FileDigest } from '../audit/manifest.ts';
import type { Locale } from '../model/locale.ts';
import type { Problem } from '../model/problem.ts';
import type { ReadOptions } from '../model/reader.ts';
import type { WorkerCrew } from '../parallel/worker-crew.ts';
import type { ModelRegistry } from '../plan/predictive-model.ts';
import type { CsvOptions } from '../report/csv-lines.ts';
import type { RunReport } from '../report/format.ts';
import type { MaskKey } from './mask/mask-key.ts';
import type { RubricFile } from './rubric-file.ts';

/** What is asked of a run. An option that can change a byte of an output also stands in recorded-options.ts. */
export interface SegmentRequest {
  readonly rubric: string;
  readonly books: readonly string[];
  readonly asOf: string;
  readonly out: string;
  readonly force: boolean;
  /** Keys of report/formats.ts. */
  readonly formats: readonly string[];
  readonly read: Omit<ReadOptions, 'rates'>;
  /** Table to path, from the command line. */
  readonly tables?: ReadonlyMap<string, string>;
  /** Path of the rate file. */
  readonly rates?: string;
  /** Directory of the run before. */
  readonly previous?: string;
  /** Path of the file of tiers given by hand. */
  readonly overrides?: string;
  readonly csv: CsvOptions;
  /** Default: the rubric's. */
  readonly locale?: Locale;
  /** Clients are written as the pseudonyms of this key. */
  readonly mask?: MaskKey;
  /** How many threads may work at once, from 1: no output depends on it. Default: 1. */
  readonly threads?: number;
  /** A zip file that holds the run and all it was made from; not part of the run directory. */
  readonly bundle?: string;
  /** The file of settings that this request was made from. */
  readonly config?: FileDigest;
  /** Files that go beside the manifest and vouch for it, such as a signature; their names stand in `besideManifest`. */
  readonly vouch?: (manifest: string) => readonly VouchingFile[] | Promise<readonly VouchingFile[]>;
}

export interface VouchingFile {
  readonly name: string;
  readonly content: string;
}

/** What is there already: files and fits of a run that is made again from its record, threads that are starting. */
export interface Stands {
  readonly rubric?: RubricFile;
  /** The models of this run's own plan. */
  readonly models?: (known: ModelRegistry) => ModelRegistry;
  /** Whoever gives it closes it; default: one of the request's threads. */
  readonly crew?: WorkerCrew;
}

export interface SegmentOutcome {
  readonly report: RunReport;
  readonly warnings: readonly Problem[];
  /** Files of the run directory, with their hashes. */
  readonly written: readonly FileDigest[];
  /** The text of the manifest, and its hash. */
  readonly manifest: string;
  readonly manifestSha256: string;
  /** The bundle, where one was asked for. */
  readonly bundle?: { readonly path: string; readonly sha256: string; readonly size: number };
  /** The checks with `breach: fail` that do not hold. */
  readonly breaches: readonly Problem[];
}
