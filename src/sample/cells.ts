import type { Locale } from '../model/locale.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort, formatUnits } from '../numeric/decimal.ts';
import { type Client, classify } from './client.ts';
import { contactColumns, loanColumns, sampleColumns } from './columns.ts';
import type { Contact } from './contacts.ts';
import type { Loan } from './loans.ts';
import { industries, words } from './words.ts';

/** A row as text, a cell a column of its file; empty where nothing is recorded. */
export type SampleRow = readonly string[];

function write(units: number | null, scale: number): string {
  return units === null ? '' : formatUnits(units, scale);
}

/** Non-performing are the last three classes. */
function nonPerforming(client: Client): number | null {
  const loanClass = classify(client);
  if (loanClass === null) return null;
  return loanClass === 'pass' || loanClass === 'special_mention' ? 0 : client.balance;
}

export function writeClient(client: Client, locale: Locale): SampleRow {
  const said = words[locale];
  const loanClass = classify(client);
  const cells: Readonly<Record<string, string>> = {
    client_id: client.id,
    client_name: client.name,
    status: said[client.status],
    segment: said.segments[client.segment],
    industry: industries[client.industry].name[locale],
    region: said.regions[client.region],
    client_since: client.since === null ? '' : formatDate(client.since),
    loan_amount: write(client.loanAmount, 2),
    demand_amount: write(client.demand, 2),
    loan_balance: write(client.balance, 2),
    revenue_12m: write(client.revenue, 2),
    cost_to_serve_12m: write(client.cost, 2),
    products_held: write(client.productsHeld, 0),
    products_eligible: write(client.productsEligible, 0),
    dscr: write(client.dscr, 2),
    interest_cover: write(client.interestCover, 2),
    debt_ratio: client.debtRatio === null ? '' : write(client.debtRatio, 1) + '%',
    max_dpd_12m: write(client.overdue12, 0),
    max_dpd_24m: write(client.overdue24, 0),
    loan_class: loanClass === null ? '' : said.classes[loanClass],
    collateral_value: write(client.collateral, 2),
    referrals_24m: write(client.referrals, 0),
    contacts_12m: write(client.contacts, 0),
    services_offered: write(client.servicesOffered, 0),
    services_used: write(client.servicesUsed, 0),
    marketing_consent: client.consent ? said.yes : said.no,
    nps: write(client.nps, 0),
    csat: write(client.csat, 1),
    complaints_12m: write(client.complaints, 0),
    approval_days: client.approvalDays === null ? '' : formatShort(client.approvalDays, 1),
    npl_balance: write(nonPerforming(client), 2),
  };
  return sampleColumns.map((column) => cells[column.name]);
}

export function writeLoan(loan: Loan, client: string, locale: Locale): SampleRow {
  const said = words[locale];
  const cells: Readonly<Record<string, string>> = {
    loan_id: `L${client.slice(1)}-${loan.number}`,
    client_id: client,
    start_date: formatDate(loan.start),
    maturity: formatDate(loan.maturity),
    amount: write(loan.amount, 2),
    balance: write(loan.balance, 2),
    status: said.loanStatus[loan.renewed === null ? 'running' : 'repaid'],
    renewed: loan.renewed === null ? '' : loan.renewed ? said.yes : said.no,
  };
  return loanColumns.map((column) => cells[column.name]);
}

export function writeContact({ date, kind, twoWay }: Contact, client: string, locale: Locale): SampleRow {
  const said = words[locale];
  const cells: Readonly<Record<string, string>> = {
    client_id: client,
    contact_date: formatDate(date),
    kind: said.contactKinds[kind],
    two_way: twoWay ? said.yes : said.no,
  };
  return contactColumns.map((column) => cells[column.name]);
}
