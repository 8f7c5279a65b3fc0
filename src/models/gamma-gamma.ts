import { type Fit, type FitOptions, fewestRepeaters, sampleSize } from './fit.ts';
import { distinctValues, groupRows, positionsAmong, sampleCounts, sumOver, total } from './group-rows.ts';
import { logGamma } from './log-gamma.ts';
import { maximise } from './maximise.ts';
import { columnToUnits, roundToSix } from './rounding.ts';

// Gamma-Gamma (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"): a client's transactions are gamma-distributed
// (shape p) about a mean that is its own, and the rates of these are gamma-distributed over clients (shape q, rate gamma).
// Fits clients with at least one transaction and a mean above 0; needs 30 of them. gamma is in the unit of the values.

export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** A value per client, NaN where missing. */
export interface ValueColumns {
  /** Transactions that the mean is over, a whole number from 0. */
  readonly frequency: Float64Array;
  /** Their mean value; not looked at where there is none. */
  readonly meanValue: Float64Array;
}

export interface GammaGammaFit extends Fit<GammaGammaParameters> {
  /** Pearson's correlation of frequency and mean value over the fitted clients: the model takes it for 0. Null where either is constant. */
  readonly correlation: number | null;
}

function isFitted({ frequency, meanValue }: ValueColumns, row: number): boolean {
  const x = frequency[row];
  return x > 0 && Number.isInteger(x) && meanValue[row] > 0 && meanValue[row] < Number.POSITIVE_INFINITY;
}

interface Book {
  readonly counts: Float64Array;
  readonly frequencies: Float64Array;
  readonly frequencyAt: Uint32Array;
  readonly meanValue: Float64Array;
  readonly logMean: Float64Array;
}

function sumLogLikelihood(book: Book, counts: Float64Array, { p, q, gamma }: GammaGammaParameters): number {
  const own = q * Math.log(gamma) - logGamma(q);
  const ofFrequency = book.frequencies.map((x) => own + logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x));
  return sumOver(counts, (group) => {
    const at = book.frequencyAt[group];
    const x = book.frequencies[at];
    const spread = (p * x + q) * Math.log(x * book.meanValue[group] + gamma);
    return ofFrequency[at] + (p * x - 1) * book.logMean[group] - spread;
  });
}

/**
 * Fits p, q and gamma. The penalty is on p, q and gamma ÷ the mean of the clients' values, and takes penalty·Σ parameter² off the
 * mean log-likelihood; the standard errors are then those of the penalised likelihood.
 */
export function fitGammaGamma(data: ValueColumns, options: FitOptions<GammaGammaParameters> = {}): GammaGammaFit {
  const groups = groupRows([data.frequency, data.meanValue], (row) => isFitted(data, row));
  const { counts } = groups;
  const [frequency, meanValue] = groups.columns;
  const clients = total(counts);
  const without = data.frequency.reduce((sum, x) => sum + (x === 0 ? 1 : 0), 0);
  const sizes = {
    clients,
    repeaters: clients,
    leftOut: data.frequency.length - clients - without,
    correlation: correlate(counts, frequency, meanValue),
  };
  const frequencies = distinctValues(frequency);
  const frequencyAt = positionsAmong(frequency, frequencies);
  const book: Book = { counts, frequencies, frequencyAt, meanValue, logMean: meanValue.map(Math.log) };
  const finish = (parameters: GammaGammaParameters) => roundToSix(sumLogLikelihood(book, counts, parameters));
  if (options.fixed) {
    const logLikelihood = finish(options.fixed);
    return { parameters: options.fixed, standardErrors: null, logLikelihood, ...sizes, converged: true, iterations: 0 };
  }
  const failed = { parameters: null, standardErrors: null, logLikelihood: null, ...sizes, converged: false };
  if (clients < fewestRepeaters) {
    const message = `${clients} clients have transactions of a value above 0; a fit needs at least ${fewestRepeaters}`;
    return { ...failed, iterations: 0, message };
  }
  // gamma in units of the mean value: then all three parameters are of the order of 1, whatever the currency.
  const unit = sumOver(counts, (group) => meanValue[group]) / clients;
  const penalty = options.penalty ?? 0;
  const mean = (taken: Float64Array) => {
    const size = total(taken);
    return (point: readonly number[]): number => {
      const [p, q, gamma] = point.map(Math.exp);
      const fit = sumLogLikelihood(book, taken, { p, q, gamma: gamma * unit }) / size;
      return fit - penalty * (p * p + q * q + gamma * gamma);
    };
  };
  const sample = mean(sampleCounts(counts, sampleSize));
  const names = ['p', 'q', 'gamma'];
  const { iterations, ...maximum } = maximise({ whole: mean(counts), sample, clients, names });
  if (maximum.point === null) return { ...failed, iterations, message: maximum.message };
  const [p, q, scaled] = maximum.point.map(Math.exp);
  const gamma = scaled * unit;
  const [ofP, ofQ, ofGamma] = maximum.errors;
  const parameters = { p: roundToSix(p), q: roundToSix(q), gamma: roundToSix(gamma) };
  const standardErrors = { p: roundToSix(p * ofP), q: roundToSix(q * ofQ), gamma: roundToSix(gamma * ofGamma) };
  return { parameters, standardErrors, logLikelihood: finish(parameters), ...sizes, converged: true, iterations };
}

function correlate(counts: Float64Array, x: Float64Array, y: Float64Array): number | null {
  const size = total(counts);
  const xMean = sumOver(counts, (group) => x[group]) / size;
  const yMean = sumOver(counts, (group) => y[group]) / size;
  const xSpread = sumOver(counts, (group) => (x[group] - xMean) * (x[group] - xMean));
  const ySpread = sumOver(counts, (group) => (y[group] - yMean) * (y[group] - yMean));
  const together = sumOver(counts, (group) => (x[group] - xMean) * (y[group] - yMean));
  const correlation = together / Math.sqrt(xSpread * ySpread);
  return Number.isFinite(correlation) ? roundToSix(correlation) : null;
}

/**
 * E[M | m, x] = p·(gamma + x·m)/(p·x + q − 1): the client's own mean, drawn towards that of the book. With x = 0 the mean of the
 * book, p·gamma/(q − 1), which is missing where q ≤ 1.
 */
export function expectedValue({ p, q, gamma }: GammaGammaParameters, frequency: number, meanValue: number): number {
  if (!(frequency >= 0 && Number.isInteger(frequency))) return Number.NaN;
  const spent = frequency === 0 ? 0 : frequency * meanValue;
  const weight = p * frequency + q - 1;
  return spent >= 0 && weight > 0 ? (p * (gamma + spent)) / weight : Number.NaN;
}

/** Value expected of a transaction, for every client, in whole units of 10^−digits. */
export function expectedValues(parameters: GammaGammaParameters, data: ValueColumns, digits = 6): Float64Array {
  const values = data.frequency.map((x, row) => expectedValue(parameters, x, data.meanValue[row]));
  return columnToUnits(values, digits);
}
