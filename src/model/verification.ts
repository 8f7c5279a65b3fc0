import type { Problem } from './problem.ts';

// What `tierbook verify` came to. A part that is undefined was not asked for, or could not be gone about: `problems` says why.

export interface Verification {
  /** The directory or bundle, as the user knows it. */
  readonly run: string;
  readonly manifestSha256: string;
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly sha256: string } | undefined;
  /** The tool that made the run; `isThis`: its code is the one that verifies. */
  readonly tool:
    | { readonly name: string; readonly version: string; readonly sha256: string; readonly isThis: boolean }
    | undefined;
  readonly scope: 'integrity' | 'full';
  /** Files of the run, and those among them that have the hash they were recorded with. */
  readonly integrity: { readonly files: number; readonly intact: number; readonly passedOver: readonly string[] };
  readonly inputs: readonly VerifiedInput[] | undefined;
  /** Files of the run made again, and those among them that are the same to the byte. */
  readonly again: { readonly files: number; readonly same: number } | undefined;
  readonly fits: readonly VerifiedFit[];
  /** No error was found and nothing of the scope was left out. */
  readonly proven: boolean;
  readonly problems: readonly Problem[];
}

export interface VerifiedInput {
  readonly kind: 'book' | 'table' | 'rates' | 'overrides' | 'previous';
  /** As it was called then; of a previous run its day. */
  readonly name: string;
  readonly sha256: string;
  /** Where its bytes were found; null where nowhere. */
  readonly found: string | null;
}

export interface VerifiedFit {
  readonly model: string;
  /** Whether a fit made anew comes to the recorded one, within the tolerance. */
  readonly agrees: boolean;
}
