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

/** Σ x² and Σ rank·x (rank 1 = largest), exact: a value is split so that every product stays below 2^53. */
function sumMoments(descending: OrderedUnits): { squares: bigint; ranked: bigint } {
  if (!(descending instanceof Float64Array)) {
    let squares = 0n;
    let ranked = 0n;
    descending.forEach((value, index) => {
      squares += value * value;
      ranked += BigInt(index + 1) * value;
    });
    return { squares, ranked };
  }
  const highSquares = new ExactSum();
  const crossProducts = new ExactSum();
  const lowSquares = new ExactSum();
  const highRanked = new ExactSum();
  const lowRanked = new ExactSum();
  for (let index = 0; index < descending.length; index++) {
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
  const mean = Number(total) / descending.length;
  let sum = 0;
  let lost = 0;
  for (let index = descending.length - 1; index >= 0; index--) {
    const relative = Number(descending[index]) / mean;
    if (relative === 0) continue;
    const term = relative * naturalLog(relative);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  // Theil is never negative; of equal values only the rounding of the mean is left.
  const theil = Math.max(0, (sum + lost) / descending.length);
  return { units: BigInt(Math.round(theil * 10 ** preciseScale)), scale: preciseScale };
}
