import type { Covers, Domain } from './domain.ts';
import { intersectSpans, mergeSpans, type Span, subtractSpans } from './spans.ts';

// What a list of tests, of which the first that holds counts, takes of a domain: where no test holds, which test never
// comes first, and where a test meets values that an earlier one takes. A test that cannot be told (null) is taken to
// hold anywhere when gaps are sought, and nowhere when earlier tests are counted, so that nothing is reported wrongly.

interface Overlap {
  /** The later test. */
  readonly test: number;
  /** The test that takes the common values first. */
  readonly first: number;
  readonly spans: readonly Span[];
}

export interface Coverage {
  /** Values that no test takes; nothing where a test cannot be told. */
  readonly gaps: readonly Span[];
  /** Tests that hold for no value of the domain. */
  readonly empty: readonly number[];
  /** Tests that hold only where an earlier one does. */
  readonly unreachable: readonly number[];
  /** Where the other tests hold beside an earlier one. */
  readonly overlaps: readonly Overlap[];
  /** Whether all tests could be told. */
  readonly known: boolean;
}

export function analyseCoverage(domain: Domain, tests: readonly Covers[]): Coverage {
  let taken: Span[] = [];
  const empty: number[] = [];
  const unreachable: number[] = [];
  const overlaps: Overlap[] = [];
  const firstTaken: { readonly test: number; readonly spans: Span[] }[] = [];
  let known = true;
  for (const [test, covers] of tests.entries()) {
    const spans = domain.takenBy(covers);
    if (spans === null) {
      known = false;
      continue;
    }
    const fresh = subtractSpans(spans, taken);
    if (spans.length === 0) empty.push(test);
    else if (fresh.length === 0) unreachable.push(test);
    else {
      for (const earlier of firstTaken) {
        const common = intersectSpans(spans, earlier.spans);
        if (common.length > 0) overlaps.push({ test, first: earlier.test, spans: common });
      }
    }
    firstTaken.push({ test, spans: fresh });
    taken = mergeSpans([...taken, ...spans]);
  }
  const gaps = known ? subtractSpans([domain.all], taken) : [];
  return { gaps, empty, unreachable, overlaps, known };
}
