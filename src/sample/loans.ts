import type { Random } from './random.ts';
import type { Segment } from './words.ts';

// The loans of a client of the sample, one after the other from the day it became a client, the last of them running.
// Money is in hundredths, dates in days since 1970-01-01. What runs adds up to the client's loan amount and balance.

export interface Loan {
  /** Counts the client's loans from 1. */
  readonly number: number;
  readonly start: number;
  readonly maturity: number;
  /** Null where the contract is not on file. */
  readonly amount: number | null;
  readonly balance: number;
  /** Whether another loan followed at once; null while the loan runs. */
  readonly renewed: boolean | null;
}

/** What loans are drawn for. */
export interface Borrower {
  readonly segment: Segment;
  readonly since: number;
  readonly asOf: number;
  /** 0..999: the closer, the oftener it renews. */
  readonly closeness: number;
  readonly loanAmount: number;
  readonly balance: number;
}

type Span = Pick<Loan, 'start' | 'maturity' | 'renewed'>;

/** In months. */
const terms: Readonly<Record<Segment, readonly number[]>> = {
  individual: [24, 36, 60],
  sme: [24, 36, 60],
  corporate: [60, 84, 120],
};
/** In how many of 1000 cases a client has a second and a third running loan. */
const besides: Readonly<Record<Segment, readonly number[]>> = {
  individual: [],
  sme: [150],
  corporate: [450, 300],
};
/** Contracts are made out in whole ten thousands. */
const step = 1_000_000;

function drawTerm(random: Random, segment: Segment): number {
  return Math.floor((random.pick(terms[segment]) * 365) / 12);
}

function drawSpans(random: Random, { segment, since, asOf, closeness }: Borrower): Span[] {
  const spans: Span[] = [];
  let start = since + random.between(0, Math.min(20, asOf - since));
  for (;;) {
    const maturity = start + drawTerm(random, segment);
    if (maturity > asOf) {
      spans.push({ start, maturity, renewed: null });
      break;
    }
    const renewed = random.chance(350 + Math.floor(closeness / 2));
    const next = maturity + (renewed ? random.between(0, 15) : random.between(70, 900));
    // Nobody in the book is without a running loan: the last one was prolonged instead.
    if (next > asOf) {
      spans.push({ start, maturity: asOf + random.between(30, 300), renewed: null });
      break;
    }
    spans.push({ start, maturity, renewed });
    start = next;
  }
  for (const perMille of besides[segment]) {
    if (asOf - since < 365 || !random.chance(perMille)) continue;
    const drawn = asOf - random.between(10, 330);
    spans.push({ start: drawn, maturity: drawn + 365 + random.between(0, 1000), renewed: null });
  }
  return spans.sort((a, b) => a.start - b.start);
}

export function drawLoans(random: Random, borrower: Borrower): Loan[] {
  const { loanAmount, balance } = borrower;
  const spans = drawSpans(random, borrower);
  const first = spans.findIndex((span) => span.renewed === null);
  const shares = spans.map((span) => (span.renewed === null ? random.between(20, 100) : 0));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const loans = spans.map((span, index) => {
    const running = span.renewed === null;
    // Earlier loans were smaller, as a rule.
    const part = running ? shares[index] / all : random.bell(25, 120) / 100;
    const amount = Math.max(running ? 0 : step, Math.floor((loanAmount * part) / step) * step);
    return {
      number: index + 1,
      ...span,
      amount,
      balance: running ? Math.floor((balance / loanAmount) * amount) : 0,
    };
  });
  // The first running loan takes what rounding left of both.
  const rest = (total: number, of: 'amount' | 'balance') =>
    total - loans.reduce((sum, loan) => sum + (loan.renewed === null ? loan[of] : 0), 0);
  const [amount, owed] = [rest(loanAmount, 'amount'), rest(balance, 'balance')];
  return loans.map((loan, index) =>
    index === first ? { ...loan, amount: loan.amount + amount, balance: loan.balance + owed } : loan,
  );
}

/** A new loan behind the others. */
export function addLoan(loans: readonly Loan[], start: number, days: number, amount: number | null, balance: number) {
  return [...loans, { number: loans.length + 1, start, maturity: start + days, amount, balance, renewed: null }];
}

/** A month on: every running loan is paid down to `perMille`; what has matured is renewed or prolonged. */
export function advanceLoans(random: Random, loans: readonly Loan[], asOf: number, perMille: number): readonly Loan[] {
  let moved: readonly Loan[] = loans.map((loan) => ({
    ...loan,
    balance: Math.round((loan.balance * perMille) / 1000),
  }));
  for (const loan of moved) {
    if (loan.renewed !== null || loan.maturity > asOf) continue;
    const { number, start, maturity, amount, balance } = loan;
    const renewed = random.chance(700);
    const after = renewed ? { balance: 0, renewed } : { maturity: maturity + 180 };
    moved = moved.map((other) => (other.number === number ? { ...loan, ...after } : other));
    if (renewed) moved = addLoan(moved, maturity, maturity - start, amount, balance);
  }
  return moved;
}

export function sumBalance(loans: readonly Loan[]): number {
  return loans.reduce((sum, loan) => sum + loan.balance, 0);
}
