import { UserError } from '../model/user-error.ts';
import { daysOf, formatDate, parseIsoDate } from '../numeric/date.ts';

/** The as-of date in days since 1970-01-01: the only "today" a run knows. */
export function parseAsOf(text: string): number {
  const days = parseIsoDate(text);
  if (days !== null) return days;
  throw new UserError([
    {
      code: 'bad-as-of',
      severity: 'error',
      message: `"${text}" is no date to take the book as of`,
      found: text,
      expected: 'a calendar date as YYYY-MM-DD, or last-month-end',
      hint: 'write --as-of 2026-10-31',
    },
  ]);
}

/**
 * The date that `--as-of` means, as YYYY-MM-DD. `last-month-end` is the last day of the month before the one that the clock
 * of the machine shows in its own time zone: a job that starts at six in the morning of the first means the day before,
 * wherever Greenwich is. A run looks at the clock here, once, and nowhere else.
 */
export function resolveAsOf(text: string, now: Date): string {
  if (text !== 'last-month-end') return formatDate(parseAsOf(text));
  const firstOfMonth = daysOf(now.getFullYear(), now.getMonth() + 1, 1) as number;
  return formatDate(firstOfMonth - 1);
}
