import { type BgNbdParameters, isPossibleClient, type PurchaseColumns } from './bg-nbd.ts';
import { groupRows } from './group-rows.ts';
import { hypergeometricSlope } from './hypergeometric.ts';
import { columnToUnits } from './rounding.ts';

// What BG/NBD says of a client (Fader, Hardie & Lee 2005, equation 10, and their note on P(alive)): the chance that it is still
// a client, and the purchases to expect. Results are whole units of 10^−6; missing for a client whose figures cannot be.

const digits = 6;

/** P(alive); 1 at x = 0 by the model's assumptions, which is why one-event clients are flagged. */
export function aliveChance(
  { r, alpha, a, b }: BgNbdParameters,
  frequency: number,
  recency: number,
  age: number,
): number {
  if (frequency === 0) return 1;
  const silence = Math.exp((r + frequency) * (Math.log(alpha + age) - Math.log(alpha + recency)));
  return 1 / (1 + (a / (b + frequency - 1)) * silence);
}

/**
 * E[Y(t) | x, age] of a client that is alive now. Equation 10 without the P(alive) factor, after Euler's transformation and with
 * its zero at a = 1 divided out, so that a near 1 and a + b + x near 1 lose no digits:
 * c·φ − (1 − z)^(a−1)·S, with c = a + b + x − 1, z = t/(alpha + age + t), φ = (1 − (1 − z)^(a−1))/(a − 1).
 */
export function expectedOfLiving(
  { r, alpha, a, b }: BgNbdParameters,
  frequency: number,
  age: number,
  horizon: number,
): number {
  const z = horizon / (alpha + age + horizon);
  const left = Math.log1p(-z);
  const over = a - 1;
  const c = a + b + frequency - 1;
  const phi = over === 0 ? -left : -Math.expm1(over * left) / over;
  return c * phi - Math.exp(over * left) * hypergeometricSlope(a + b - 1 - r, over, c, z);
}

/** P(alive) of every client. */
export function aliveChances(parameters: BgNbdParameters, data: PurchaseColumns): Float64Array {
  const chances = data.frequency.map((frequency, row) =>
    isPossibleClient(data, row) ? aliveChance(parameters, frequency, data.recency[row], data.age[row]) : Number.NaN,
  );
  return columnToUnits(chances, digits);
}

/** Purchases expected of every client within `horizon`, in the unit of time of the columns. */
export function expectedPurchases(parameters: BgNbdParameters, data: PurchaseColumns, horizon: number): Float64Array {
  const purchases = scaleByLife(parameters, data, (x, age) => expectedOfLiving(parameters, x, age, horizon));
  return columnToUnits(purchases, digits);
}

/**
 * P(alive) times a quantity that depends on frequency and age only and is costly: it is computed once for each pair of them.
 * Not rounded.
 */
export function scaleByLife(
  parameters: BgNbdParameters,
  data: PurchaseColumns,
  ofLiving: (frequency: number, age: number) => number,
): Float64Array {
  const groups = groupRows([data.frequency, data.age], (row) => isPossibleClient(data, row));
  const [frequency, age] = groups.columns;
  const values = frequency.map((x, group) => ofLiving(x, age[group]));
  return data.recency.map((recency, row) => {
    const group = groups.groupOf[row];
    if (group < 0) return Number.NaN;
    return values[group] * aliveChance(parameters, frequency[group], recency, age[group]);
  });
}
