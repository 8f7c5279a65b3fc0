import { fewestRepeaters, sampleSize } from './fit.ts';
import { groupRows, sampleCounts, sumOver, total } from './group-rows.ts';
import { logRising } from './log-gamma.ts';
import { maximise } from './maximise.ts';
import { roundToSix } from './rounding.ts';

// The prior of `shrunk_rate` from the book: successes k of n are binomial with a rate that is beta-distributed over clients.
// Fitted by maximum likelihood, not by moments, since clients have from one trial to many. Clients without trials, and where
// k is not between 0 and n, say nothing. Null where the book does not tell a prior: fewer than 30 clients with two trials or
// more (a single trial knows only the mean), or rates that differ no more than chance would have it (the weight has no bound).

export interface BetaPrior {
  /** The mean rate, α/(α + β). */
  readonly mean: number;
  /** How many trials the prior counts as, α + β. */
  readonly weight: number;
}

/** Prior mean and weight from the successes k of n trials of every client, NaN where missing. */
export function estimatePrior(k: Float64Array, n: Float64Array): BetaPrior | null {
  const isTried = (row: number) =>
    n[row] > 0 && k[row] >= 0 && k[row] <= n[row] && Number.isInteger(n[row]) && Number.isInteger(k[row]);
  const { counts, columns } = groupRows([k, n], isTried);
  const [successes, trials] = columns;
  const tellTale = counts.reduce((sum, count, group) => sum + (trials[group] > 1 ? count : 0), 0);
  if (tellTale < fewestRepeaters) return null;
  const mean = (taken: Float64Array) => {
    const size = total(taken);
    return (point: readonly number[]): number => {
      const [alpha, beta] = point.map(Math.exp);
      const logLikelihood = sumOver(taken, (group) => {
        const won = successes[group];
        const all = trials[group];
        return logRising(alpha, won) + logRising(beta, all - won) - logRising(alpha + beta, all);
      });
      return logLikelihood / size;
    };
  };
  const sample = mean(sampleCounts(counts, sampleSize));
  const maximum = maximise({ whole: mean(counts), sample, clients: total(counts), names: ['alpha', 'beta'] });
  if (maximum.point === null) return null;
  const [alpha, beta] = maximum.point.map(Math.exp);
  return { mean: roundToSix(alpha / (alpha + beta)), weight: roundToSix(alpha + beta) };
}
