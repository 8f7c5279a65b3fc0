import type { Locale } from '../model/locale.ts';
import type { LocatedScalar } from '../model/located.ts';
import { pointScale } from '../model/value-type.ts';
import { toScale } from '../numeric/decimal.ts';
import type { Report } from './feel/scope.ts';
import type { Formulas } from './formulas.ts';
import type { NameTable } from './names.ts';
import type { Amount } from './shape/scalars.ts';
import type { Registries } from './shape/shape.ts';

// What the checks of all sections share.

export interface Check {
  readonly registries: Registries;
  readonly report: Report;
  readonly currency: string;
  readonly moneyScale: number;
  readonly locale: Locale;
  readonly names: NameTable;
  readonly formulas: Formulas;
}

/** Points in units of scale 6, or undefined where they have more digits; reported. */
export function pointUnits(amount: Amount, report: Report): number | undefined {
  const { units, exact } = toScale(amount.value, pointScale);
  if (exact && units >= -BigInt(Number.MAX_SAFE_INTEGER) && units <= BigInt(Number.MAX_SAFE_INTEGER))
    return Number(units);
  const message = `points have at most ${pointScale} digits behind the point and fit ±9.0·10⁹, unlike "${amount.at.text}"`;
  report('invalid-value', amount.at.position, message, { found: amount.at.text });
  return undefined;
}

/** Reports names of a list that stand in it twice. */
export function reportTwice(names: readonly LocatedScalar[], what: string, report: Report): void {
  const seen = new Map<string, LocatedScalar>();
  for (const name of names) {
    const first = seen.get(name.text);
    if (first === undefined) seen.set(name.text, name);
    else {
      const hint = `it stands first in line ${first.position.line}; keep one of the two`;
      report('duplicate-key', name.position, `${what} "${name.text}" is given twice`, { hint });
    }
  }
}

interface Rule {
  readonly when?: LocatedScalar | undefined;
  readonly $at: LocatedScalar['position'];
  readonly $entries: ReadonlyMap<string, unknown>;
}

/**
 * Lints ordered rules, of which the first that holds counts: what stands behind a rule without `when` is never reached.
 * `taken` says whom such a rule takes.
 */
export function lintRules(rules: readonly Rule[], what: string, taken: string, report: Report): void {
  const seen = new Map<string, LocatedScalar>();
  let takesAll: number | undefined;
  for (const { when, $at, $entries } of rules) {
    const condition = when?.text.replace(/\s+/g, ' ').trim() ?? '';
    const same = seen.get(condition);
    if (takesAll !== undefined) {
      const message = `this ${what} is out of reach: the one of line ${takesAll} has no "when" and takes ${taken}`;
      report('unreachable-rule', $at, message, { hint: 'move it up, or give that one a "when"' });
    } else if (same !== undefined && when !== undefined) {
      const message = `this ${what} is out of reach: line ${same.position.line} has the same condition`;
      report('unreachable-rule', when.position, message);
    }
    // Bounded places leave some clients for the rules behind.
    if ($entries.has('capacity')) continue;
    if (!$entries.has('when')) takesAll ??= $at.line;
    else if (same === undefined && when !== undefined) seen.set(condition, when);
  }
}
