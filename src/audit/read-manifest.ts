import { type Locale, locales } from '../model/locale.ts';
import { type ExactJson, type ExactObject, parseExactJson } from '../numeric/exact-json.ts';

// The manifest of a run, read back: what another command needs of it. Refuses what `manifestOf` has not written.

export interface RecordedManifest {
  /** "2026-10-31". */
  readonly asOf: string;
  /** Hash of each file of the run, by its name. */
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 of each rubric file, the named one first. */
  readonly rubricFiles: readonly string[];
  /** The as-of date of the run before it, where it had one. */
  readonly previousAsOf: string | undefined;
  /** The hash of that run's manifest. */
  readonly previousManifest: string | undefined;
  /** The id of the key that its clients are masked with, where they are. */
  readonly mask: string | undefined;
  /** Of its labels, actions and view. */
  readonly locale: Locale;
}

/** Undefined where the text is no manifest of a run that this version can read. */
export function readManifest(text: string): RecordedManifest | undefined {
  try {
    const { subject, predicateType, predicate } = objectOf(parseExactJson(text));
    const { asOf, rubric, previous, options } = objectOf(predicate);
    const { locale: recorded, mask } = objectOf(options);
    if (predicateType !== 'urn:tierbook:run:v1') return undefined;
    const files = listOf(subject).map((own) => [textOf(own.name), textOf(objectOf(own.digest).sha256)] as const);
    return {
      asOf: textOf(asOf),
      files: new Map(files),
      rubricFiles: listOf(objectOf(rubric).files).map(({ sha256 }) => textOf(sha256)),
      previousAsOf: previous === undefined ? undefined : textOf(objectOf(previous).asOf),
      previousManifest: previous === undefined ? undefined : textOf(objectOf(previous).manifestSha256),
      mask: mask === undefined ? undefined : textOf(mask),
      locale: locales.find((locale) => locale === recorded) ?? 'en',
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function objectOf(value: ExactJson | undefined): ExactObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new SyntaxError('no object');
  return value as ExactObject;
}

function listOf(value: ExactJson | undefined): ExactObject[] {
  if (!Array.isArray(value)) throw new SyntaxError('no list');
  return value.map(objectOf);
}

function textOf(value: ExactJson | undefined): string {
  if (typeof value !== 'string') throw new SyntaxError('no text');
  return value;
}
