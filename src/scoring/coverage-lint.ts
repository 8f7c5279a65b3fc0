import type { Expr } from '../model/expression.ts';
import type { Position } from '../model/problem.ts';
import type { MethodScope } from '../plan/scoring-method.ts';
import { analyseCoverage } from './coverage.ts';
import { type Covers, domainOf } from './domain.ts';

// Reports what is wrong with bands as a set: values that no band takes, bands that no value reaches, and bands that meet
// values which an earlier band takes with other points. All are warnings: the first band that holds counts.

export interface LintedBand {
  /** The test as written. */
  readonly source: string;
  readonly at: Position;
  readonly covers: Covers;
  readonly points: number;
}

export function lintBands(
  subject: Expr,
  bands: readonly LintedBand[],
  whole: Position,
  otherwise: Position | undefined,
  report: MethodScope['report'],
): void {
  const tests = bands.map((band) => band.covers);
  const domain = domainOf(subject, tests);
  const { gaps, empty, unreachable, overlaps, known } = analyseCoverage(domain, tests);
  for (const test of empty) {
    const values = domain.describe([domain.all]);
    const expected = values === 'any value' ? 'a test that some value meets' : `a test that some of ${values} meets`;
    report('unreachable-band', bands[test].at, `the band ${quote(bands[test])} takes no value at all`, { expected });
  }
  for (const test of unreachable) {
    const message = `the band ${quote(bands[test])} is never reached: earlier bands take all its values`;
    report('unreachable-band', bands[test].at, message);
  }
  for (const [test, band] of bands.entries()) {
    const met = overlaps.filter((overlap) => overlap.test === test && bands[overlap.first].points !== band.points);
    if (met.length === 0) continue;
    const places = met.map(({ first, spans }) => `${domain.describe(spans)}, which ${quote(bands[first])} takes first`);
    report('overlapping-bands', band.at, `the band ${quote(band)} also takes ${places.join(' and ')}`);
  }
  if (otherwise === undefined && gaps.length > 0) {
    const hint = 'add a band or "else"; until then such a value is missing';
    report('band-gap', whole, `no band takes ${domain.describe(gaps)}`, { hint });
  }
  if (otherwise !== undefined && known && gaps.length === 0) {
    report('unreachable-band', otherwise, '"else" is never reached: the bands take every value');
  }
}

function quote({ source }: LintedBand): string {
  return source.includes('"') ? `'${source}'` : `"${source}"`;
}
