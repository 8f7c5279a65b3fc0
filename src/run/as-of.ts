import { UserError } from '../model/user-error.ts';
import { parseIsoDate } from '../numeric/date.ts';

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
      expected: 'a calendar date as YYYY-MM-DD',
      hint: 'write --as-of 2026-10-31',
    },
  ]);
}
