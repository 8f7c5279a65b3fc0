import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';
import type { Located } from '../model/located.ts';
import { computeStep } from '../plan/compute-step.ts';
import { branch, choose, constant, pointsType, present } from '../plan/expressions.ts';
import type { MethodScope } from '../plan/scoring-method.ts';
import type { ComputeStep } from '../plan/step.ts';
import type { UnaryTest } from '../plan/unary-test.ts';
import { type LintedBand, lintBands } from './coverage-lint.ts';
import { compareDecimals } from './read-number.ts';

// FEEL unary tests to points, as `bands` and `percentile` read them: a map, first that holds. No test
// holds for what is missing, and `else` takes only what is there: `missing:` decides about the rest.

export interface Bands {
  readonly cases: readonly (UnaryTest & { readonly points: number })[];
  /** Points for what no test takes; null where the bands have no `else`. */
  readonly otherwise: number | null;
}

/** Reads and lints the map; undefined where an error was reported. All entries are read, so that all errors are. */
export function readBands(setting: Located, subject: Expr | undefined, scope: MethodScope): Bands | undefined {
  if (setting.kind !== 'map') {
    const expected = 'a map such as {">= 90": 100, "[50..90)": 60, else: 20}';
    scope.report('method-setting', setting.position, 'bands are a map of tests to points', { expected });
    return undefined;
  }
  const cases: Bands['cases'][number][] = [];
  const linted: LintedBand[] = [];
  let otherwise: LintedBand | undefined;
  let sound = subject !== undefined;
  for (const { key, value } of setting.entries) {
    const points = scope.points(value);
    if (key.text === 'else') {
      if (points === undefined) sound = false;
      else otherwise = { source: key.text, at: key.position, covers: null, points };
      continue;
    }
    const test = subject && scope.unaryTests(key, subject);
    if (points === undefined || test === undefined) {
      sound = false;
      continue;
    }
    cases.push({ ...test, points });
    linted.push({ source: key.text, at: key.position, covers: test.covers, points });
  }
  if (sound && cases.length === 0) {
    const expected = 'at least one test, such as ">= 90": 100';
    scope.report('method-setting', setting.position, 'there is no test among these bands', { expected });
    return undefined;
  }
  if (!sound || subject === undefined) return undefined;
  lintBands(subject, linted, setting.position, otherwise?.at, scope.report);
  return { cases, otherwise: otherwise?.points ?? null };
}

/** Points of the first band that holds for what is present in `of`. */
export function bandStep(target: string, of: Expr, { cases: bands, otherwise }: Bands): ComputeStep {
  const cases = bands.map(({ condition, points }) => branch(condition, constant(points, pointsType)));
  if (otherwise !== null) cases.push(branch(present(of), constant(otherwise, pointsType)));
  const expr = choose(cases, constant(null, pointsType));
  return computeStep(target, expr, otherwise === null ? { of, code: 'value-in-gap' } : undefined);
}

/** The part of a JSON Schema that says what `readBands` reads. */
export const bandsSchema = {
  type: 'object',
  description: 'FEEL unary tests to points; the first that holds counts, "else" takes the rest',
  minProperties: 1,
  additionalProperties: { type: 'number' },
} as const;

/** Where bands over a number begin and end, ascending, each once. */
export function bandEdges({ cases }: Bands): Decimal[] {
  const intervals = cases.flatMap(({ covers }) => (covers !== null && 'intervals' in covers ? covers.intervals : []));
  const edges = intervals.flatMap(({ low, high }) => [low.at, high.at]).filter((at) => at !== null);
  return edges
    .toSorted(compareDecimals)
    .filter((edge, index, sorted) => index === 0 || compareDecimals(sorted[index - 1], edge) !== 0);
}
