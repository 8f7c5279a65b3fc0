import type { Client } from './client.ts';
import { advanceContacts, countAnswered } from './contacts.ts';
import { addLoan, advanceLoans, sumBalance } from './loans.ts';
import type { Random } from './random.ts';

// One month later: the same client, moved on by `days` to the month-end `asOf`.

function bounded(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function nudge(random: Random, value: number | null, by: number, low: number, high: number): number | null {
  return value === null ? null : bounded(value + random.bell(-by, by), low, high);
}

/** Days past due a month on: arrears are paid or grow by the month; a paid-up client may fall behind. */
function moveOverdue(
  random: Random,
  client: Client,
  days: number,
): Pick<Client, 'overdue' | 'overdue12' | 'overdue24'> {
  const { overdue, overdue12, overdue24 } = client;
  if (overdue12 === null || overdue24 === null) return { overdue, overdue12, overdue24 };
  const cured = overdue > 0 && overdue <= 90 && random.chance(400);
  const now = overdue === 0 ? (random.chance(40) ? random.between(1, days) : 0) : cured ? 0 : overdue + days;
  // Old arrears leave the window of 12 months now and then.
  const kept = overdue === 0 && overdue12 > 0 && random.chance(120) ? 0 : overdue12;
  return { overdue: now, overdue12: Math.max(now, kept), overdue24: Math.max(now, overdue24) };
}

/** A quarterly figure arrives in every third month or so; else the last one stands. */
function moveStatements(random: Random, client: Client): Pick<Client, 'dscr' | 'interestCover' | 'debtRatio'> {
  const { dscr, interestCover, debtRatio } = client;
  if (!random.chance(350)) return { dscr, interestCover, debtRatio };
  return {
    dscr: nudge(random, dscr, 28, 40, 400),
    interestCover: nudge(random, interestCover, 110, 10, 1500),
    debtRatio: nudge(random, debtRatio, 50, 150, 990),
  };
}

function moveLoan(
  random: Random,
  client: Client,
  asOf: number,
  days: number,
): Pick<Client, 'balance' | 'loanAmount' | 'demand' | 'loans'> {
  const { balance, loanAmount, demand, loans } = client;
  if (balance === null) return { balance, loanAmount, demand, loans };
  const granted = loanAmount !== null && demand !== null && random.chance(250);
  const paid = loanAmount === null || granted ? 1000 : random.between(955, 995);
  const moved = advanceLoans(random, loans, asOf, paid);
  if (!granted) return { balance: sumBalance(moved), loanAmount, demand, loans: moved };
  const grown = addLoan(moved, asOf - random.between(0, days - 1), 365 * random.between(1, 5), demand, demand);
  return { balance: sumBalance(grown), loanAmount: loanAmount + demand, demand: null, loans: grown };
}

function moveContacts(
  random: Random,
  { log }: Client,
  answered: number,
  asOf: number,
  days: number,
): Pick<Client, 'log' | 'contacts'> {
  const longer = advanceContacts(random, log, answered, asOf, days);
  return { log: longer, contacts: countAnswered(longer, asOf) };
}

export function advanceClient(random: Random, client: Client, asOf: number, days: number): Client {
  if (client.status === 'prospect') {
    return { ...client, ...moveContacts(random, client, random.between(0, 2), asOf, days) };
  }
  // Now and then a contract is won or lost; the large ones are too spread for that.
  const leap = client.segment !== 'corporate' && random.chance(50) ? random.pick([45, 60, 150, 185]) : 100;
  const held = client.productsHeld;
  const offered = client.servicesOffered;
  const used = client.servicesUsed;
  return {
    ...client,
    ...moveOverdue(random, client, days),
    ...moveStatements(random, client),
    ...moveLoan(random, client, asOf, days),
    // A twelfth of a year's contacts, or one more.
    ...moveContacts(random, client, Math.floor((client.contacts + random.between(0, 14)) / 12), asOf, days),
    revenue: Math.round((client.revenue * random.bell(880, 1130) * leap) / 100_000),
    cost: client.cost === null ? null : Math.round((client.cost * random.bell(930, 1060)) / 1000),
    productsHeld: held === null || !random.chance(80) ? held : Math.min(client.productsEligible ?? held, held + 1),
    referrals: random.chance(80) ? nudge(random, client.referrals, 2, 0, 9) : client.referrals,
    servicesUsed: used === null || offered === null || !random.chance(400) ? used : nudge(random, used, 3, 0, offered),
    nps: random.chance(200) ? nudge(random, client.nps, 3, 0, 10) : client.nps,
    csat: random.chance(200) ? nudge(random, client.csat, 120, 300, 1000) : client.csat,
    complaints: client.complaints === null ? null : client.complaints + (random.chance(30) ? 1 : 0),
    approvalDays: nudge(random, client.approvalDays, 20, 10, 400),
  };
}
