import type { LocatedScalar } from '../model/located.ts';
import type { NamedValue, Report } from './feel/scope.ts';

// The one space of names that formulas know: fields, tables, features, lookups, models and dimensions share it, and what
// the tool adds is reserved. A name that could not be made out is kept as `failed`, so that one mistake is told once.

const keywords: ReadonlySet<string> = new Set(
  'and or not if then else for in return some every satisfies between instance of true false null function external item partial'.split(
    ' ',
  ),
);

const reserved: ReadonlySet<string> = new Set([
  ...'as_of points score coverage rank top_percent cumulative_share grade tier tier_by_rules'.split(' '),
  ...'previous_tier previous_grade previous_score opening_tier opening_grade exited grade_worsened to_tier'.split(' '),
]);

/** Headings of clients.csv, which dimensions stand beside. */
const headings: ReadonlySet<string> = new Set('id name model_tier abc reasons actions lists move cause'.split(' '));

const validName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Whether a formula can speak of the name; reports where not. */
export function checkName(key: LocatedScalar, what: string, report: Report): boolean {
  const name = key.text;
  if (!validName.test(name)) {
    const hint = 'names are letters, digits and _, and do not begin with a digit';
    report('invalid-name', key.position, `"${name}" cannot be the name of ${what}`, { found: name, hint });
    return false;
  }
  if (keywords.has(name) || reserved.has(name)) {
    const why = keywords.has(name) ? 'a word of FEEL' : 'a name that the tool adds';
    report('name-clash', key.position, `"${name}" cannot be the name of ${what}: it is ${why}`, { found: name });
    return false;
  }
  return true;
}

export interface Claim {
  readonly what: string;
  readonly key: LocatedScalar;
}

export class NameTable {
  readonly claims = new Map<string, Claim>();
  readonly values = new Map<string, NamedValue>();
  readonly failed = new Set<string>();
  readonly used = new Set<string>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Takes a name for `what` ("a field"); false where it is not free, which is reported. */
  claim(key: LocatedScalar, what: string): boolean {
    if (!checkName(key, what, this.#report)) return false;
    const before = this.claims.get(key.text);
    if (before === undefined && !(what === 'a dimension' && headings.has(key.text))) {
      this.claims.set(key.text, { what, key });
      return true;
    }
    const why = before ? `${before.what} of line ${before.key.position.line} has it` : 'it is a heading of clients.csv';
    const message = `"${key.text}" cannot be the name of ${what}: ${why}`;
    this.#report('name-clash', key.position, message, { found: key.text, hint: 'choose another name' });
    return false;
  }

  /** Names claimed as one of `whats`. */
  namesOf(...whats: readonly string[]): string[] {
    return [...this.claims].filter(([, claim]) => whats.includes(claim.what)).map(([name]) => name);
  }
}
