// The nearest value of one column with which a client comes to something, searched over whole units. `tries` tells of many
// values at once what they come to. Between two neighbouring probes a value further from the present one is taken to come to
// no less if it comes to more anywhere there; so probes are to hold every edge that is known, and the unit beside it.

/** What a value comes to. */
export interface Trial {
  /** Place in the order of tiers, best 0; behind the last where there is none. */
  readonly place: number;
  /** NaN where there is none. */
  readonly score: number;
}

export interface Span {
  /** Whole units, where the search begins. */
  readonly from: number;
  readonly min: number;
  readonly max: number;
  /** Values worth looking at; those outside are passed over. */
  readonly probes: readonly number[];
}

export interface Found {
  readonly value: number;
  /** The value one unit nearer to where the search began. */
  readonly nearer: number;
}

export interface SearchResult {
  /** Undefined where no value comes to it. */
  readonly found: Found | undefined;
  /** Of all that were looked at the one that comes furthest, and of these the nearest. */
  readonly best: { readonly value: number; readonly trial: Trial };
}

export type Tries = (values: readonly number[]) => readonly Trial[];

/** Values tried at once between two probes. */
const section = 256;

/** Of two as near the larger one. */
export function findNearest(span: Span, target: number, tries: Tries, width = section): SearchResult {
  const reaches = ({ place }: Trial) => place <= target;
  const [down, up] = [probesToward(span, -1), probesToward(span, 1)];
  const values = [...down, ...up];
  const trials = tries(values);
  const first = { value: span.from, trial: trials[values.indexOf(span.from)] };
  const best = values.reduce<SearchResult['best']>((most, value, at) => {
    return isFurther(trials[at], value, most, span.from) ? { value, trial: trials[at] } : most;
  }, first);
  const sides = [
    { probes: up, trials: trials.slice(down.length) },
    { probes: down, trials: trials.slice(0, down.length) },
  ];
  let found: Found | undefined;
  for (const { probes, trials: own } of sides) {
    const at = own.findIndex(reaches);
    if (at < 0) continue;
    const ends = { misses: at === 0 ? probes[0] : probes[at - 1], reaches: probes[at] };
    // Nothing between the ends can be nearer than what the other side has.
    if (found !== undefined && Math.abs(ends.misses - span.from) >= Math.abs(found.value - span.from)) continue;
    const value = at === 0 ? probes[0] : narrow(ends, reaches, tries, width);
    if (found !== undefined && Math.abs(found.value - span.from) <= Math.abs(value - span.from)) continue;
    found = { value, nearer: value === span.from ? value : value - Math.sign(value - span.from) };
  }
  return { found, best };
}

/** From where the search begins outward, each once. */
function probesToward({ from, min, max, probes }: Span, sign: 1 | -1): number[] {
  const end = sign > 0 ? max : min;
  const outward: number[] = [from, end];
  for (let step = 1; Math.abs(step) <= Math.abs(end - from); step *= 2) outward.push(from + sign * step);
  outward.push(...probes);
  const own = outward.filter((value) => value >= min && value <= max && (value - from) * sign >= 0);
  return [...new Set(own)].sort((a, b) => (a - b) * sign);
}

/** The value nearest to the end that misses among those from which on it is reached. */
function narrow(
  ends: { readonly misses: number; readonly reaches: number },
  reaches: (trial: Trial) => boolean,
  tries: Tries,
  width: number,
): number {
  let { misses, reaches: end } = ends;
  const sign = Math.sign(end - misses);
  while (Math.abs(end - misses) > 1) {
    const gap = Math.abs(end - misses);
    const count = Math.min(width, gap - 1);
    const values = Array.from({ length: count }, (_, at) => misses + sign * stepOf(gap, at + 1, count + 1));
    const at = tries(values).findIndex(reaches);
    const before = at === 0 ? misses : at < 0 ? values[count - 1] : values[at - 1];
    if (at >= 0) end = values[at];
    misses = before;
  }
  return end;
}

/** gap·part ÷ parts in whole units, the gap being as long as a column is wide. */
function stepOf(gap: number, part: number, parts: number): number {
  return gap <= parts ? part : Number((BigInt(gap) * BigInt(part)) / BigInt(parts));
}

function isFurther(trial: Trial, value: number, than: SearchResult['best'], from: number): boolean {
  const other = than.trial;
  if (trial.place !== other.place) return trial.place < other.place;
  const [score, best] = [trial.score, other.score].map((own) => (Number.isNaN(own) ? Number.NEGATIVE_INFINITY : own));
  if (score !== best) return score > best;
  return Math.abs(value - from) < Math.abs(than.value - from);
}
