import type { Locale } from '../model/locale.ts';
import { type SampleRow, writeClient, writeContact, writeLoan } from './cells.ts';
import type { Client } from './client.ts';
import { contradict, soil, soilContacts, soilLoans } from './dirt.ts';
import { listClients, type SampleMonth } from './population.ts';
import { createRandom } from './random.ts';

// The sample book: a lender's clients at a month-end with their loans and contacts, as its systems would export them. The same settings give the same
// rows on every machine.

export interface SampleSettings {
  /** Any whole number of 32 bits. */
  readonly seed: number;
  /** Existing clients that can be read; ten prospects and one contradictory client come on top. At least 40. */
  readonly clients: number;
  readonly month: SampleMonth;
  readonly locale: Locale;
}

/** Rows under the headings of `sampleColumns`: three rows twice, one client in two rows that disagree. */
export function sampleBook({ seed, clients, month, locale }: SampleSettings): SampleRow[] {
  if (clients < 40) throw new RangeError('a sample book has at least 40 clients');
  const opening = listClients(seed, clients + 1, 1, locale);
  const closing = listClients(seed, clients + 1, 2, locale);
  const disputed = findDisputed(opening, closing);
  const rows = (month === 1 ? opening : closing).map((client) => writeClient(client, locale));
  const soiled = soil(rows, disputed, createRandom(seed, 6e6 + month), locale);
  return soiled.flatMap((row) => (row[0] === disputed ? [row, contradict(row)] : [row]));
}

/** Rows under `loanColumns`, by client: all that each ever borrowed. */
export function sampleLoans({ seed, clients, month, locale }: SampleSettings): SampleRow[] {
  const rows = listClients(seed, clients + 1, month, locale).flatMap((client) =>
    client.loans.map((loan) => writeLoan(loan, client.id, locale)),
  );
  return soilLoans(rows, createRandom(seed, 7e6 + month), locale);
}

/** Rows under `contactColumns`, by day and then by client. */
export function sampleContacts({ seed, clients, month, locale }: SampleSettings): SampleRow[] {
  const entries = listClients(seed, clients + 1, month, locale).flatMap((client) =>
    client.log.map((contact) => ({ contact, id: client.id })),
  );
  entries.sort((a, b) => a.contact.date - b.contact.date);
  const rows = entries.map(({ contact, id }) => writeContact(contact, id, locale));
  return soilContacts(rows, createRandom(seed, 8e6 + month));
}

/**
 * The same small client in both months: of those in the second half of the book that stay, the first with the fewest
 * contacts. The rows of its tables are rejected with it, and should not bury the other rejects.
 */
function findDisputed(opening: readonly Client[], closing: readonly Client[]): string {
  const staying = new Set(closing.map((client) => client.id));
  const small = opening
    .slice(opening.length >> 1)
    .filter((client) => staying.has(client.id) && client.revenue < 1e8 && client.balance)
    .sort((a, b) => a.log.length - b.log.length);
  if (small.length === 0) throw new RangeError('the book is too small for a contradictory client');
  return small[0].id;
}
