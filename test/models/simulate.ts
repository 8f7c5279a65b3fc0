import type { BgNbdParameters, PurchaseColumns } from '../../src/models/bg-nbd.ts';
import type { GammaGammaParameters, ValueColumns } from '../../src/models/gamma-gamma.ts';
import { next32 } from '../../src/sample/random.ts';

// Seeded books drawn from known parameters, by the stories that the models tell.

export interface Draws {
  uniform(): number;
  gamma(shape: number): number;
  beta(a: number, b: number): number;
  exponential(rate: number): number;
}

export function drawsOf(seed: number): Draws {
  const state = Uint32Array.of(seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162);
  for (let round = 0; round < 20; round++) next32(state);
  const uniform = () => (next32(state) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  // Marsaglia & Tsang 2000; a shape below 1 by the power of a uniform.
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * Math.exp(Math.log(uniform()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const beta = (a: number, b: number): number => {
    const left = gamma(a);
    return left / (left + gamma(b));
  };
  return { uniform, gamma, beta, exponential: (rate) => -Math.log(uniform()) / rate };
}

/** Clients whose first purchase lies between `youngest` and `oldest` back. */
export function simulatePurchases(
  { r, alpha, a, b }: BgNbdParameters,
  clients: number,
  [youngest, oldest]: readonly [number, number],
  seed: number,
): PurchaseColumns {
  const draws = drawsOf(seed);
  const frequency = new Float64Array(clients);
  const recency = new Float64Array(clients);
  const age = new Float64Array(clients);
  for (let client = 0; client < clients; client++) {
    age[client] = youngest + (oldest - youngest) * draws.uniform();
    const rate = draws.gamma(r) / alpha;
    const leaving = draws.beta(a, b);
    for (let time = draws.exponential(rate); time <= age[client]; time += draws.exponential(rate)) {
      frequency[client]++;
      recency[client] = time;
      if (draws.uniform() < leaving) break;
    }
  }
  return { frequency, recency, age };
}

/** Mean values of clients with 0 to 9 transactions. */
export function simulateValues({ p, q, gamma }: GammaGammaParameters, clients: number, seed: number): ValueColumns {
  const draws = drawsOf(seed);
  const frequency = new Float64Array(clients);
  const meanValue = new Float64Array(clients).fill(Number.NaN);
  for (let client = 0; client < clients; client++) {
    frequency[client] = Math.floor(10 * draws.uniform());
    const rate = draws.gamma(q) / gamma;
    if (frequency[client] > 0) meanValue[client] = draws.gamma(p * frequency[client]) / (rate * frequency[client]);
  }
  return { frequency, meanValue };
}

/** How many standard errors each estimate lies from what the book was drawn with. */
export function errorsOff<P extends object>(truth: P, estimate: P | null, errors: P | null): Record<string, number> {
  if (estimate === null || errors === null) throw new Error('nothing was fitted');
  const [wanted, found, spread] = [truth, estimate, errors].map((values) => new Map(Object.entries(values)));
  const off = [...wanted].map(([name, value]) => [
    name,
    ((found.get(name) as number) - value) / (spread.get(name) as number),
  ]);
  return Object.fromEntries(off);
}
