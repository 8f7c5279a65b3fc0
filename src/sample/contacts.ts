import type { Random } from './random.ts';

// The log of contacts with a client of the sample: calls, visits and mailings of the last fifteen months, on working
// days (Monday to Friday). Dates are days since 1970-01-01. What was answered within a year is what a book counts.

export type ContactKind = 'visit' | 'call' | 'video' | 'mailing';

export interface Contact {
  readonly date: number;
  readonly kind: ContactKind;
  /** Both sides spoke: no mailing, no call into the void. */
  readonly twoWay: boolean;
}

/** In days; no leap day lies in the year before either month-end. */
const year = 365;
const kept = 455;

/** The day itself, or the Friday before. */
function workingDay(day: number): number {
  // Day 0 was a Thursday.
  const weekday = (day + 3) % 7;
  return weekday > 4 ? day - (weekday - 4) : day;
}

function drawContact(random: Random, from: number, to: number, twoWay: boolean): Contact {
  const kind = twoWay
    ? random.pick(['call', 'call', 'call', 'visit', 'video'] as const)
    : random.pick(['mailing', 'mailing', 'call'] as const);
  return { date: Math.max(from, workingDay(random.between(from, to))), kind, twoWay };
}

function drawSeveral(random: Random, count: number, from: number, to: number, twoWay: boolean): Contact[] {
  return from > to ? [] : Array.from({ length: count }, () => drawContact(random, from, to, twoWay));
}

/** A log with `answered` contacts in the year up to `asOf`; nothing before `earliest`. */
export function drawContacts(random: Random, answered: number, earliest: number, asOf: number): Contact[] {
  const from = workingDay(Math.max(earliest, asOf - kept + 1));
  const yearStart = Math.max(from, asOf - year + 1);
  return [
    ...drawSeveral(random, random.between(0, Math.ceil(answered / 3)), from, asOf - year, true),
    ...drawSeveral(random, answered, yearStart, asOf, true),
    ...drawSeveral(random, random.between(0, 4), from, asOf, false),
  ];
}

/** A month on: `answered` more, perhaps a mailing; what is older than fifteen months is gone. */
export function advanceContacts(
  random: Random,
  log: readonly Contact[],
  answered: number,
  asOf: number,
  days: number,
): Contact[] {
  return [
    ...log.filter((contact) => contact.date > asOf - kept),
    ...drawSeveral(random, answered, asOf - days + 1, asOf, true),
    ...drawSeveral(random, random.between(0, 1), asOf - days + 1, asOf, false),
  ];
}

/** In the year up to `asOf`. */
export function countAnswered(log: readonly Contact[], asOf: number): number {
  return log.filter((contact) => contact.twoWay && contact.date > asOf - year && contact.date <= asOf).length;
}
