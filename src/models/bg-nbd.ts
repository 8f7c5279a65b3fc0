import { type Fit, type FitOptions, fewestRepeaters, sampleSize } from './fit.ts';
import { distinctValues, type Groups, groupRows, positionsAmong, sampleCounts, sumOver, total } from './group-rows.ts';
import { logRising } from './log-gamma.ts';
import { maximise } from './maximise.ts';
import { roundToSix } from './rounding.ts';

// BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers the easy way"): purchases are Poisson with a gamma-distributed
// rate (shape r, rate alpha), and after each repeat a client leaves for good with a beta-distributed chance (a, b).
// Fits by maximum likelihood. Refuses a book with fewer than 30 clients that repeat. alpha is in the unit of time given.

export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A value per client, NaN where missing; recency and age in one unit of time. */
export interface PurchaseColumns {
  /** Repeat events x, a whole number from 0. */
  readonly frequency: Float64Array;
  /** Time of the last repeat since the first event; 0 without a repeat. */
  readonly recency: Float64Array;
  /** Time since the first event. */
  readonly age: Float64Array;
}

/** Whether a client's figures can be: x ≥ 0 whole, 0 ≤ recency ≤ age, no recency without a repeat. */
export function isPossibleClient({ frequency, recency, age }: PurchaseColumns, row: number): boolean {
  const x = frequency[row];
  const last = recency[row];
  if (!(x >= 0 && Number.isInteger(x) && last >= 0 && last <= age[row] && age[row] < Number.POSITIVE_INFINITY))
    return false;
  return x > 0 || last === 0;
}

/** Groups by (frequency, recency, age) with the tables that make a pass over them cheap. */
function tabulate(groups: Groups) {
  const [frequency, recency, age] = groups.columns;
  const table = (values: Float64Array) => {
    const distinct = distinctValues(values);
    return { distinct, at: positionsAmong(values, distinct) };
  };
  return { frequency: table(frequency), recency: table(recency), age: table(age) };
}

/** Log-likelihood of the groups, each taken `counts` times. */
function sumLogLikelihood(
  tables: ReturnType<typeof tabulate>,
  counts: Float64Array,
  { r, alpha, a, b }: BgNbdParameters,
): number {
  const { frequency, recency, age } = tables;
  const own = r * Math.log(alpha);
  const ofFrequency = frequency.distinct.map((x) => own + logRising(r, x) + logRising(b, x) - logRising(a + b, x));
  const leaving = frequency.distinct.map((x) => a / (b + x - 1));
  const logRecency = recency.distinct.map((time) => Math.log(alpha + time));
  const logAge = age.distinct.map((time) => Math.log(alpha + time));
  return sumOver(counts, (group) => {
    const at = frequency.at[group];
    const x = frequency.distinct[at];
    const toNow = logAge[age.at[group]];
    if (x === 0) return ofFrequency[at] - r * toNow;
    const toLast = logRecency[recency.at[group]];
    const silence = Math.exp((r + x) * (toLast - toNow));
    return ofFrequency[at] + Math.log(silence + leaving[at]) - (r + x) * toLast;
  });
}

/**
 * Fits r, alpha, a and b. The penalty is on r, alpha ÷ the greatest age, a and b, and takes penalty·Σ parameter² off the mean
 * log-likelihood; the standard errors are then those of the penalised likelihood.
 */
export function fitBgNbd(data: PurchaseColumns, options: FitOptions<BgNbdParameters> = {}): Fit<BgNbdParameters> {
  const groups = groupRows([data.frequency, data.recency, data.age], (row) => isPossibleClient(data, row));
  const { counts } = groups;
  const clients = total(counts);
  const repeaters = total(counts.filter((_, group) => groups.columns[0][group] > 0));
  const sizes = { clients, repeaters, leftOut: data.frequency.length - clients };
  const tables = tabulate(groups);
  const finish = (parameters: BgNbdParameters) => roundToSix(sumLogLikelihood(tables, counts, parameters));
  if (options.fixed) {
    const logLikelihood = finish(options.fixed);
    return { parameters: options.fixed, standardErrors: null, logLikelihood, ...sizes, converged: true, iterations: 0 };
  }
  const failed = { parameters: null, standardErrors: null, logLikelihood: null, ...sizes, converged: false };
  if (repeaters < fewestRepeaters) {
    const message = `${repeaters} clients repeat; a fit needs at least ${fewestRepeaters}`;
    return { ...failed, iterations: 0, message };
  }
  // alpha in units of the greatest age: then all four parameters are of the order of 1, whatever the unit of time.
  const unit = groups.columns[2].reduce((most, age) => Math.max(most, age), 0);
  const penalty = options.penalty ?? 0;
  const mean = (taken: Float64Array) => {
    const size = total(taken);
    return (point: readonly number[]): number => {
      const [r, alpha, a, b] = point.map(Math.exp);
      const fit = sumLogLikelihood(tables, taken, { r, alpha: alpha * unit, a, b }) / size;
      return fit - penalty * (r * r + alpha * alpha + a * a + b * b);
    };
  };
  const sample = mean(sampleCounts(counts, sampleSize));
  const names = ['r', 'alpha', 'a', 'b'];
  const { iterations, ...maximum } = maximise({ whole: mean(counts), sample, clients, names });
  if (maximum.point === null) return { ...failed, iterations, message: maximum.message };
  const [r, alpha, a, b] = maximum.point.map(Math.exp);
  const estimate = { r, alpha: alpha * unit, a, b };
  const parameters = mapParameters(estimate, roundToSix);
  const [ofR, ofAlpha, ofA, ofB] = maximum.errors;
  const standardErrors = mapParameters(
    { r: r * ofR, alpha: estimate.alpha * ofAlpha, a: a * ofA, b: b * ofB },
    roundToSix,
  );
  return { parameters, standardErrors, logLikelihood: finish(parameters), ...sizes, converged: true, iterations };
}

function mapParameters({ r, alpha, a, b }: BgNbdParameters, change: (value: number) => number): BgNbdParameters {
  return { r: change(r), alpha: change(alpha), a: change(a), b: change(b) };
}
