import type { ModelSummary } from '../model/fitted-model.ts';
import type { BookSummary } from '../model/summary.ts';

// What a run was made from and what it wrote, as an in-toto Statement v1 (https://in-toto.io/Statement/v1): subjects are
// the outputs with their SHA-256. Nothing but `recorded` may differ between two runs of the same inputs.

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

export interface ManifestParts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rubric: { readonly id: string; readonly version: string; readonly files: readonly FileDigest[] };
  readonly asOf: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly inputs: readonly ManifestInput[];
  /** The file that amounts in other currencies were converted by. */
  readonly rates?: FileDigest;
  /** The run before this one. */
  readonly previous?: { readonly asOf: string; readonly manifestSha256: string };
  /** The file of tiers given by hand. */
  readonly overrides?: ManifestInput;
  readonly counts: Readonly<Record<string, number>>;
  readonly controlTotals: BookSummary['controlTotals'];
  /** Fitted parameters, so that a later run can start from them. */
  readonly models?: readonly ModelSummary[];
  readonly outputs: readonly FileDigest[];
  /** The only part a clock or a machine may touch. */
  readonly recorded: { readonly at: string; readonly node: string; readonly platform: string };
}

/** Plain data, keys in the order they are printed. */
export function manifestOf(parts: ManifestParts): Readonly<Record<string, unknown>> {
  const { recorded, outputs, ...predicate } = parts;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: outputs.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: 'urn:tierbook:run:v1',
    predicate: { schemaVersion: 1, ...predicate, outputs: outputs.map(({ name, size }) => ({ name, size })), recorded },
  };
}
