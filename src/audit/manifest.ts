import type { TableTotals } from '../model/book.ts';
import type { Decimal } from '../model/decimal.ts';
import type { ModelSummary } from '../model/fitted-model.ts';
import type { BookSummary } from '../model/summary.ts';
import { compareText } from '../text/text-order.ts';

// What a run was made from and what it wrote, as an in-toto Statement v1 (https://in-toto.io/Statement/v1): subjects are
// the outputs with their SHA-256, in byte order of their names. Nothing but `recorded` may differ between two runs of the
// same inputs by the same tool.

export interface FileDigest {
  /** Base name, or a path within the run directory with `/`. */
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export interface ManifestInput extends FileDigest {
  /** The table it was read for; absent for the book itself. */
  readonly table?: string;
  readonly sheet?: string;
  readonly rows: number;
}

export type ManifestOptions = Readonly<Record<string, string | number | boolean>>;

export interface ManifestParts {
  /** `sha256` is over the code that ran. */
  readonly tool: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly command: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly files: readonly FileDigest[] };
  readonly asOf: string;
  /** Every option that can change a byte of an output. */
  readonly options: ManifestOptions;
  /** The file of settings that options came from. */
  readonly config?: FileDigest;
  readonly inputs: readonly ManifestInput[];
  /** The file that amounts in other currencies were converted by. */
  readonly rates?: FileDigest;
  /** The run before this one. */
  readonly previous?: { readonly asOf: string; readonly manifestSha256: string };
  /** The file of tiers given by hand. */
  readonly overrides?: ManifestInput;
  readonly counts: Readonly<Record<string, number>>;
  readonly controlTotals: BookSummary['controlTotals'];
  /** Rows of each further table. */
  readonly tables?: readonly TableTotals[];
  /** By factor, the values at which percentile bands or quantiles begin in this book. */
  readonly cuts?: Readonly<Record<string, readonly Decimal[]>>;
  /** Fitted parameters, so that a later run can start from them. */
  readonly models?: readonly ModelSummary[];
  readonly outputs: readonly FileDigest[];
}

/** The only part a clock or a machine may touch. */
export interface ManifestRecord {
  readonly runId: string;
  readonly at: string;
  readonly node: string;
  readonly platform: string;
}

/** The signature. */
export const envelopeName = 'manifest.json.dsse';

/** Files of a run directory that its manifest cannot vouch for: itself, and what vouches for it. */
export const besideManifest: ReadonlySet<string> = new Set(['manifest.json', 'manifest.json.sha256', envelopeName]);

export const statementType = 'https://in-toto.io/Statement/v1';
export const predicateType = 'urn:tierbook:run:v1';

/** Plain data, keys in the order they are printed. */
export function manifestOf(parts: ManifestParts, recorded: ManifestRecord): Readonly<Record<string, unknown>> {
  const { outputs, ...predicate } = parts;
  const sorted = [...outputs].sort((a, b) => compareText(a.name, b.name));
  return {
    _type: statementType,
    subject: sorted.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate: { schemaVersion: 1, ...predicate, outputs: sorted.map(({ name, size }) => ({ name, size })), recorded },
  };
}
