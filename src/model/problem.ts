// A problem is data: what is wrong, where, what was found and what was expected. Every storey reports through this
// shape; the command line draws the caret, `rejects.csv` and `summary.json` list the rest.

/** `error` stops the run, `warning` does not, `finding` is counted in the summary. */
export type Severity = 'error' | 'warning' | 'finding';

/** A place in a text file: lines and columns count from 1, columns in characters. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Characters to underline; at least 1. */
  readonly length: number;
}

export interface Problem {
  /** Kebab-case, a key of a problem catalogue; `docs/errors.md` explains each. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, without the position and without a full stop. */
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  readonly sheet?: string;
  /** A spreadsheet address such as `C7`. */
  readonly cell?: string;
  readonly found?: string;
  readonly expected?: string;
  /** What to do about it, e.g. `did you mean "weight"?`. */
  readonly hint?: string;
  /** The text of the line, when there is one to show. */
  readonly excerpt?: string;
  /** How many times it occurred, where occurrences are counted rather than listed. */
  readonly count?: number;
}

/** What a problem catalogue says of a code: `docs/errors.md` is printed from these. */
export interface ProblemMeaning {
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly meaning: string;
  /** What the reader does about it, in one sentence. */
  readonly remedy: string;
}

export type ProblemCatalogue = Readonly<Record<string, ProblemMeaning>>;
