import { parseIsoDate } from '../../numeric/date.ts';
import { decimal } from '../../numeric/decimal.ts';
import type { CellKind, ReportCell, ReportColumn } from './document.ts';

// Columns and cells of document tables, in few words.

export function column(kind: CellKind, key: string, title: string, digits = defaultDigits[kind]): ReportColumn {
  return { key, title, kind, digits };
}

const defaultDigits: Readonly<Record<CellKind, number>> = {
  text: 0,
  count: 0,
  money: 0,
  share: 1,
  points: 2,
  number: 2,
  date: 0,
};

export function withBar(of: ReportColumn): ReportColumn {
  return { ...of, bar: true };
}

export function count(value: number): ReportCell {
  return decimal(value, 0);
}

/** A day as it stands in summary or register; a text where it is none. */
export function day(isoDate: string): ReportCell {
  const days = parseIsoDate(isoDate);
  return days === null ? isoDate : decimal(days, 0);
}
