import type { Decimal } from '../model/decimal.ts';
import { pointScale } from '../model/value-type.ts';
import { ratio } from '../numeric/decimal.ts';
import { ExactSum } from '../numeric/sum.ts';
import { naturalLog } from './natural-log.ts';
import type { OrderedUnits } from './prefix-sum.ts';

// How unequally values (largest first, none negative) are spread. Gini = Σ(2i−n−1)·x(i) / (n·Σx) ascending, HHI = Σ share²
// and 1/HHI are exact rationals, rounded once; so they cannot depend on the order of rows. Theil = Σ s·ln(n·s) is the one
// figure with a logarithm: summed over sorted values with compensation and rounded once. Without a total all are null.

export interface Concentration {
  readonly gini: Decimal | null;
  readonly hhi: Decimal | null;
  readonly effectiveClients: Decimal | null;
  readonly theil: Decimal | null;
}

const preciseScale = 12;
const half = 2 ** 27;
/** So many values below 2^32, each times its place in the block, add up to less than 2^53. */
const blockRows = 1024;

interface Moments {
  readonly squares: bigint;
  readonly ranked: bigint;
}

export function measureConcentration(descending: OrderedUnits, total: bigint): Concentration {
  if (total <= 0n) return { gini: null, hhi: null, effectiveClients: null, theil: null };
  const clients = BigInt(descending.length);
  const { squares, ranked } = sumMoments(descending);
  return {
    gini: ratio((clients + 1n) * total - 2n * ranked, clients * total, preciseScale),
    hhi: ratio(squares, total * total, preciseScale),
    effectiveClients: ratio(total * total, squares, pointScale),
    theil: measureTheil(descending, total),
  };
}

/** Σ x² and Σ rank·x (rank 1 = largest), exact. */
function sumMoments(descending: OrderedUnits): Moments {
  if (!(descending instanceof Float64Array)) {
    let squares = 0n;
    let ranked = 0n;
    descending.forEach((value, index) => {
      squares += value * value;
      ranked += BigInt(index + 1) * value;
    });
    return { squares, ranked };
  }
  let squares = 0n;
  let ranked = 0n;
  for (let from = 0; from < descending.length; from += blockRows) {
    const to = Math.min(from + blockRows, descending.length);
    // The largest comes first.
    const block = descending[from] < 2 ** 32 ? sumNarrow(descending, from, to) : sumWide(descending, from, to);
    squares += block.squares;
    ranked += block.ranked;
  }
  return { squares, ranked };
}

/** Of a block: sums of squares of the upper halves, of products and of squares of the lower halves, of values, by place. */
const found = new Float64Array(5);

/** Of values below 2^32, squared in halves of 16 bits: every sum over a block stays below 2^53. */
function sumNarrow(descending: Float64Array, from: number, to: number): Moments {
  sumHalves(descending, from, to, found);
  return {
    squares: (BigInt(found[0]) << 32n) + (BigInt(found[1]) << 17n) + BigInt(found[2]),
    ranked: BigInt(from) * BigInt(found[3]) + BigInt(found[4]),
  };
}

function sumHalves(descending: Float64Array, from: number, to: number, into: Float64Array): void {
  let highSquares = 0;
  let crossProducts = 0;
  let lowSquares = 0;
  let sum = 0;
  let ranked = 0;
  for (let index = from; index < to; index++) {
    const value = descending[index];
    const high = value >>> 16;
    const low = value & 0xffff;
    highSquares += high * high;
    crossProducts += high * low;
    lowSquares += low * low;
    sum += value;
    ranked += (index - from + 1) * value;
  }
  into[0] = highSquares;
  into[1] = crossProducts;
  into[2] = lowSquares;
  into[3] = sum;
  into[4] = ranked;
}

/** A value is split so that every product stays below 2^53. */
function sumWide(descending: Float64Array, from: number, to: number): Moments {
  const highSquares = new ExactSum();
  const crossProducts = new ExactSum();
  const lowSquares = new ExactSum();
  const highRanked = new ExactSum();
  const lowRanked = new ExactSum();
  for (let index = from; index < to; index++) {
    const value = descending[index];
    const high = Math.round(value / half);
    const low = value - high * half;
    highSquares.add(high * high);
    crossProducts.add(high * low);
    lowSquares.add(low * low);
    highRanked.add((index + 1) * high);
    lowRanked.add((index + 1) * low);
  }
  const base = BigInt(half);
  return {
    squares: highSquares.total * base * base + 2n * crossProducts.total * base + lowSquares.total,
    ranked: highRanked.total * base + lowRanked.total,
  };
}

function measureTheil(descending: OrderedUnits, total: bigint): Decimal {
  const values = descending instanceof Float64Array ? descending : Float64Array.from(descending, Number);
  const mean = Number(total) / values.length;
  const state: TheilState = new Float64Array(4);
  for (let to = values.length; to > 0; to -= blockRows) addTerms(values, Math.max(0, to - blockRows), to, mean, state);
  const [sum, lost] = state;
  // Theil is never negative; of equal values only the rounding of the mean is left.
  const theil = Math.max(0, (sum + lost) / values.length);
  return { units: BigInt(Math.round(theil * 10 ** preciseScale)), scale: preciseScale };
}

/** The sum so far, what its rounding lost, the last value and its term. */
type TheilState = Float64Array;

/** From the smallest on, with compensation. */
function addTerms(values: Float64Array, from: number, to: number, mean: number, state: TheilState): void {
  let sum = state[0];
  let lost = state[1];
  let last = state[2];
  let term = state[3];
  for (let index = to - 1; index >= from; index--) {
    const value = values[index];
    if (value === 0) continue;
    // Equal values stand together.
    if (value !== last) {
      const relative = value / mean;
      term = relative * naturalLog(relative);
      last = value;
    }
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  state[0] = sum;
  state[1] = lost;
  state[2] = last;
  state[3] = term;
}
