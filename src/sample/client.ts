import { type Contact, countAnswered, drawContacts } from './contacts.ts';
import { drawLoans, type Loan } from './loans.ts';
import type { Random } from './random.ts';
import type { LoanClass, Segment } from './words.ts';

// A client of the sample at one month-end. Money is in hundredths, `dscr` and `interestCover` in hundredths, ratios in
// thousandths, `csat` and `approvalDays` in tenths, dates in days since 1970-01-01. Null is not recorded.
// Three hidden traits make the figures hang together: size (by rank of revenue), soundness and closeness, 0..999 each.

/** What does not change from month to month. */
export interface Profile {
  readonly name: string;
  readonly segment: Segment;
  /** Index into `industries`, and into the locale's regions. */
  readonly industry: number;
  readonly region: number;
}

export interface Client extends Profile {
  readonly id: string;
  readonly status: 'client' | 'prospect';
  readonly since: number | null;
  readonly loanAmount: number | null;
  readonly demand: number | null;
  readonly balance: number | null;
  readonly revenue: number;
  readonly cost: number | null;
  readonly productsHeld: number | null;
  readonly productsEligible: number | null;
  /** What it ever borrowed, and who spoke with it when. */
  readonly loans: readonly Loan[];
  readonly log: readonly Contact[];
  readonly dscr: number | null;
  readonly interestCover: number | null;
  readonly debtRatio: number | null;
  /** Days past due at the month-end, and the longest in 12 and 24 months. */
  readonly overdue: number;
  readonly overdue12: number | null;
  readonly overdue24: number | null;
  readonly collateral: number | null;
  readonly referrals: number | null;
  /** In 12 months, by the log. */
  readonly contacts: number;
  readonly servicesOffered: number | null;
  readonly servicesUsed: number | null;
  readonly consent: boolean;
  readonly nps: number | null;
  readonly csat: number | null;
  readonly complaints: number | null;
  readonly approvalDays: number | null;
}

/** What a client is drawn for: `rank` 1 is the largest of `clients`. */
export interface Birth {
  readonly rank: number;
  readonly clients: number;
  /** Revenue of the largest, in hundredths of the currency. */
  readonly topRevenue: number;
  readonly asOf: number;
  /** Drawn where it is not given. */
  readonly since?: number;
  /** Taken over with hardly any papers. */
  readonly thin: boolean;
}

/** Revenue falls with the square of the rank: the first tenth brings about 70 % (Zipf–Mandelbrot, exponent 2). */
function drawRevenue(random: Random, { rank, clients, topRevenue }: Birth): number {
  const offset = Math.max(1, Math.round(clients / 20));
  const share = ((offset + 1) * (offset + 1)) / ((rank + offset) * (rank + offset));
  return Math.round((topRevenue * share * random.bell(650, 1350)) / 1000);
}

/** Days past due now, and the longest of the last 12 and 24 months: the sounder, the shorter. */
function drawOverdue(random: Random, soundness: number): readonly [number, number, number] {
  if (soundness < 26) {
    const now = random.pick([96, 127, 158, 188, 219, 311, 402]);
    return [now, now, now];
  }
  if (soundness < 90) {
    const longest = random.between(31, 84);
    return random.chance(400) ? [longest, longest, longest] : [0, random.between(0, 12), longest];
  }
  if (soundness < 290) {
    const longest = random.between(3, 30);
    return random.chance(300) ? [longest, longest, longest] : [0, random.chance(500) ? longest : 0, longest];
  }
  return random.chance(70) ? [0, 0, random.between(1, 9)] : [0, 0, 0];
}

/** Collateral in % of the balance; one client in eight has little. */
function drawCoverage(random: Random, soundness: number): number {
  return random.chance(125) ? random.between(25, 95) : 50 + random.bell(0, 110) + Math.floor((soundness * 36) / 1000);
}

/** Rounded to whole units of `step` hundredths. */
function roundTo(amount: number, step: number): number {
  return Math.round(amount / step) * step;
}

/** A client that is already one at the month-end `asOf`. */
export function createClient(random: Random, profile: Profile, birth: Birth): Omit<Client, 'id'> & { since: number } {
  const size = Math.floor(((birth.clients - birth.rank) * 1000) / birth.clients);
  const soundness = random.between(0, 999);
  const closeness = Math.floor((size * 35 + random.between(0, 999) * 60) / 100);
  const revenue = drawRevenue(random, birth);
  // What the bank earns on a loan, in 1/100 %: small loans are dearer.
  const yieldPoints = 760 - Math.floor(size / 4) + random.bell(-90, 90);
  const settled = random.chance(30);
  const balance = settled ? 0 : Math.round((revenue * 10_000) / yieldPoints);
  const loanAmount = roundTo((Math.round((revenue * 10_000) / yieldPoints) * random.bell(105, 190)) / 100, 5_000_000);
  const eligible = { individual: [3, 5], sme: [4, 7], corporate: [6, 10] }[profile.segment];
  const productsEligible = random.between(eligible[0], eligible[1]);
  const months = random.between(2, 40) + Math.floor((closeness * random.between(10, 230)) / 1000);
  const [overdue, overdue12, overdue24] = drawOverdue(random, soundness);
  const servicesOffered = random.between(4, 10);
  const answered = random.chance(640);
  const firm = profile.segment !== 'individual';
  const drawn = {
    ...profile,
    status: 'client',
    since: birth.since ?? birth.asOf - months * 30 - random.between(0, 29),
    loanAmount: Math.max(5_000_000, loanAmount),
    demand: random.chance(300) ? roundTo((loanAmount * random.between(10, 60)) / 100, 10_000_000) || null : null,
    balance,
    revenue,
    // A few small clients cost more than they bring.
    cost: Math.round((revenue * random.bell(9, 38) * (size < 500 && random.chance(80) ? 5 : 1)) / 100),
    productsHeld: Math.min(productsEligible, 1 + Math.floor((productsEligible * random.between(100, 800)) / 1000)),
    productsEligible,
    dscr: 70 + random.bell(0, 56) + Math.floor((soundness * 68) / 1000),
    interestCover: firm ? 60 + random.bell(0, 200) + Math.floor((soundness * 52) / 100) : null,
    debtRatio: 790 - Math.floor((soundness * 34) / 100) + random.bell(-130, 130),
    overdue,
    overdue12,
    overdue24,
    collateral: roundTo((balance * drawCoverage(random, soundness)) / 100, 1_000_000),
    referrals: closeness < 350 ? 0 : random.between(0, Math.floor(closeness / 240)),
    servicesOffered,
    servicesUsed: Math.floor((servicesOffered * (random.between(0, 420) + Math.floor((closeness * 2) / 5))) / 1000),
    consent: random.chance(830),
    nps: answered ? Math.min(10, 4 + random.between(0, 4) + Math.floor(closeness / 330)) : null,
    csat: answered ? 600 + random.bell(0, 300) + Math.floor(closeness / 12) : null,
    complaints: random.chance(880) ? 0 : random.between(1, 3),
    approvalDays: roundTo(40 + random.bell(0, 150) + Math.floor((999 - soundness) / 20), 5),
  } as const;
  const history = drawHistory(random, drawn, closeness, birth.asOf);
  if (!birth.thin) return { ...drawn, ...history };
  return { ...drawn, ...history, ...withoutPapers, loans: history.loans.map((loan) => ({ ...loan, amount: null })) };
}

function drawHistory(
  random: Random,
  client: { segment: Segment; since: number; loanAmount: number; balance: number },
  closeness: number,
  asOf: number,
): Pick<Client, 'loans' | 'log' | 'contacts'> {
  const { segment, since, loanAmount, balance } = client;
  const loans = drawLoans(random, { segment, since, asOf, closeness, loanAmount, balance });
  const inYear = random.between(0, 3) + Math.floor((closeness * random.between(0, 17)) / 1000);
  // Talks begin two months before the first loan.
  const talking = Math.min(365, asOf - since + 60);
  const log = drawContacts(random, Math.round((inYear * talking) / 365), since - 60, asOf);
  return { loans, log, contacts: countAnswered(log, asOf) };
}

const withoutPapers = {
  loanAmount: null,
  productsHeld: null,
  productsEligible: null,
  dscr: null,
  interestCover: null,
  debtRatio: null,
  collateral: null,
  servicesOffered: null,
  servicesUsed: null,
  nps: null,
  csat: null,
};

/** Somebody who asks for a loan and has no history. */
export function createProspect(random: Random, profile: Profile, topRevenue: number, asOf: number): Omit<Client, 'id'> {
  const log = drawContacts(random, random.between(0, 6), asOf - 180, asOf);
  const firm = profile.segment !== 'individual';
  const demand = { individual: [4, 30], sme: [30, 300], corporate: [300, 1500] }[profile.segment];
  return {
    ...profile,
    ...withoutPapers,
    status: 'prospect',
    since: null,
    demand: roundTo((topRevenue / 1000) * random.between(demand[0], demand[1]), 10_000_000),
    balance: null,
    revenue: 0,
    cost: null,
    productsHeld: 0,
    productsEligible: firm ? random.between(4, 8) : random.between(3, 5),
    loans: [],
    log,
    dscr: random.chance(700) ? 95 + random.bell(0, 130) : null,
    interestCover: firm && random.chance(600) ? 90 + random.bell(0, 600) : null,
    debtRatio: random.chance(700) ? random.bell(300, 850) : null,
    overdue: 0,
    overdue12: null,
    overdue24: null,
    referrals: 0,
    contacts: countAnswered(log, asOf),
    consent: random.chance(800),
    complaints: null,
    approvalDays: null,
  };
}

/** By days past due at the month-end; a client that has recently been late stays under special mention. */
export function classify(client: Client): LoanClass | null {
  if (client.status === 'prospect') return null;
  if (client.overdue > 360) return 'loss';
  if (client.overdue > 270) return 'doubtful';
  if (client.overdue > 90) return 'substandard';
  return client.overdue > 0 || (client.overdue12 ?? 0) > 60 ? 'special_mention' : 'pass';
}
