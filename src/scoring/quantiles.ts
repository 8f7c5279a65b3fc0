import type { Decimal } from '../model/decimal.ts';
import type { Expr } from '../model/expression.ts';
import type { Located, LocatedScalar } from '../model/located.ts';
import type { Bounds } from '../model/value-type.ts';
import { decimal } from '../numeric/decimal.ts';
import { divideRounded } from '../numeric/scaled.ts';
import { computeStep } from '../plan/compute-step.ts';
import {
  branch,
  choose,
  column,
  compare,
  constant,
  integerType,
  pointBounds,
  pointsType,
} from '../plan/expressions.ts';
import type { MethodScope, ScoringMethod } from '../plan/scoring-method.ts';
import type { QuantileBinStep } from '../plan/step.ts';
import { nearest } from '../text/nearest.ts';
import { compareDecimals, readNumber } from './read-number.ts';
import { measuredKinds, orderedKinds, scoredColumn, scoredColumnSteps, scoredOf } from './scored-column.ts';

interface Quantiles {
  readonly bins: number;
  readonly cuts?: readonly Decimal[];
  /** One per bin, lowest first. */
  readonly points: readonly number[];
}

const mostBins = 100;
const keys = ['bins', 'cuts', 'points'];

/** Bins by R type-7 quantiles of the book or by given cuts, lower edge in; points a bin, by default evenly spread. */
export const quantiles: ScoringMethod<Quantiles> = {
  keyword: 'quantiles',
  summary: 'Points by quantile bins of the book ("bins") or by given edges ("cuts"), lowest bin first.',
  example: 'revenue: {weight: 20, of: revenue_12m, quantiles: {bins: 5, points: [0, 25, 50, 75, 100]}}',
  needsOf: true,
  schema: {
    type: 'object',
    properties: {
      bins: { type: 'integer', minimum: 2, maximum: mostBins, description: 'Number of bins of about equal size' },
      cuts: { type: 'array', minItems: 1, maxItems: mostBins - 1, items: { type: ['number', 'string'] } },
      points: { type: 'array', items: { type: 'number' }, description: 'One per bin, lowest first; default: evenly' },
    },
    oneOf: [{ required: ['bins'] }, { required: ['cuts'] }],
    additionalProperties: false,
  },
  read(setting, scope) {
    const parts = readParts(setting, scope);
    const ordered = scoredOf(orderedKinds, 'a number, date or duration', setting, scope);
    if (parts === undefined) return undefined;
    const { bins: binsAt, cuts: cutsAt, points: pointsAt } = parts;
    const cuts = cutsAt && readCuts(cutsAt, scope);
    const of = cutsAt && ordered && scoredOf(measuredKinds, 'a number or duration', cutsAt, scope);
    const bins = cutsAt ? cuts && cuts.length + 1 : readBins(binsAt!, scope);
    if (bins === undefined) return undefined;
    const points = pointsAt ? readPoints(pointsAt, bins, scope) : spreadPoints(bins, scope.pointsRange);
    if (points === undefined || (cutsAt ? of : ordered) === undefined) return undefined;
    if (cuts && of) lintCuts(cuts, scalarsOf(cutsAt)!, of, scope);
    return cuts ? { bins, cuts, points } : { bins, points };
  },
  steps({ name, target, of, among }, { bins, cuts, points }) {
    const bounds = { min: 0, max: bins - 1 };
    const bin = column(`bin.${name}`, integerType, bounds);
    const split = { name: bin.name, type: integerType, bounds, of: scoredColumn(name, of!).name, among, bins } as const;
    const binStep: QuantileBinStep = cuts
      ? { op: 'quantile-bin', ...split, context: 'client', cuts }
      : { op: 'quantile-bin', ...split, context: 'book' };
    const cases = points.map((units, index) =>
      branch(compare('=', bin, constant(index, integerType)), constant(units, pointsType)),
    );
    return [...scoredColumnSteps(name, of!), binStep, computeStep(target, choose(cases, constant(null, pointsType)))];
  },
};

function readParts(setting: Located, scope: MethodScope): Partial<Record<string, Located>> | undefined {
  const { report } = scope;
  if (setting.kind !== 'map') {
    const expected = '{bins: 5} or {cuts: [100, 500]}';
    report('method-setting', setting.position, 'quantiles are a map with "bins" or "cuts"', { expected });
    return undefined;
  }
  const parts: Partial<Record<string, Located>> = {};
  let sound = true;
  for (const { key, value } of setting.entries) {
    if (keys.includes(key.text)) {
      parts[key.text] = value;
      continue;
    }
    const like = nearest(key.text, keys);
    const more = { expected: keys.join(', '), ...(like === undefined ? {} : { hint: `did you mean "${like}"?` }) };
    report('method-setting', key.position, `"${key.text}" is not a setting of quantiles`, more);
    sound = false;
  }
  if (sound && (parts.bins === undefined) === (parts.cuts === undefined)) {
    report('method-setting', setting.position, 'quantiles take either "bins" or "cuts"', {
      expected: 'one of "bins" and "cuts"',
    });
    return undefined;
  }
  return sound ? parts : undefined;
}

function readBins(at: Located, scope: MethodScope): number | undefined {
  const bins = at.kind === 'scalar' ? at.value : undefined;
  if (typeof bins === 'number' && Number.isInteger(bins) && bins >= 2 && bins <= mostBins) return bins;
  const expected = `a whole number from 2 to ${mostBins}`;
  const found = at.kind === 'scalar' ? at.text : `a ${at.kind}`;
  scope.report('method-setting', at.position, 'this is no number of bins', { found, expected });
  return undefined;
}

function readCuts(at: Located, scope: MethodScope): Decimal[] | undefined {
  const scalars = scalarsOf(at);
  if (scalars === undefined || scalars.length === 0 || scalars.length >= mostBins) {
    const expected = `a list of 1 to ${mostBins - 1} numbers, such as [100, 500]`;
    scope.report('method-setting', at.position, 'these are no cuts', { expected });
    return undefined;
  }
  const cuts: Decimal[] = [];
  let sound = true;
  for (const scalar of scalars) {
    const cut = readNumber(scalar, scope);
    if (cut === undefined) {
      sound = false;
      continue;
    }
    const before = cuts.at(-1);
    if (before !== undefined && compareDecimals(before, cut) >= 0) {
      const message = `the cut ${scalar.text} does not lie above the one before it`;
      scope.report('not-ascending', scalar.position, message, { hint: 'write the cuts in ascending order, each once' });
      sound = false;
    }
    cuts.push(cut);
  }
  return sound ? cuts : undefined;
}

/** Cuts beyond the bounds of the value leave a bin that nobody can be in. */
function lintCuts(cuts: readonly Decimal[], at: readonly LocatedScalar[], of: Expr, scope: MethodScope): void {
  const [least, most] = [of.bounds.min, of.bounds.max].map((units) => decimal(units, of.type.scale));
  for (const [index, cut] of cuts.entries()) {
    const below = compareDecimals(cut, least) <= 0;
    if (!below && compareDecimals(cut, most) <= 0) continue;
    const message = below
      ? `no value lies below the cut ${at[index].text}`
      : `no value reaches the cut ${at[index].text}`;
    scope.report('unreachable-band', at[index].position, message);
  }
}

function scalarsOf(at: Located): LocatedScalar[] | undefined {
  if (at.kind !== 'list') return undefined;
  const scalars = at.items.filter((item) => item.kind === 'scalar');
  return scalars.length === at.items.length ? scalars : undefined;
}

function readPoints(at: Located, bins: number, scope: MethodScope): number[] | undefined {
  const items = at.kind === 'list' ? at.items : undefined;
  const points = items?.map((item) => scope.points(item));
  if (points?.length === bins) return points.includes(undefined) ? undefined : (points as number[]);
  const found = items === undefined ? at.kind : `${items.length}`;
  const expected = `a list of ${bins} numbers, lowest bin first`;
  scope.report('points-count', at.position, `${bins} bins need ${bins} numbers of points`, { found, expected });
  return undefined;
}

/** From 0 to 100 in equal steps, rounded to the scale of points; over the range of points where 0..100 leaves it. */
function spreadPoints(bins: number, range: Bounds): number[] {
  const usual = range.min <= pointBounds.min && range.max >= pointBounds.max;
  const { min, max } = usual ? pointBounds : range;
  const whole = BigInt(max) - BigInt(min);
  return Array.from({ length: bins }, (_, bin) => min + Number(divideRounded(whole * BigInt(bin), BigInt(bins - 1))));
}
