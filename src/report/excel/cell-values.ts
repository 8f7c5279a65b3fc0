import type { Decimal } from '../../model/decimal.ts';
import { formatDate } from '../../numeric/date.ts';
import { formatShort } from '../../numeric/decimal.ts';
import type { CellKind, ReportCell } from '../document/document.ts';
import { groupDigits } from '../number-text.ts';
import { cellText, storedText } from './safe-text.ts';

// Values as a workbook holds them. Numbers become the nearest double (exact to 15 digits: the Method section says so), days
// become Excel's serial day; nothing but texts and finite numbers comes out.

/** Excel's day 0 of the 1900 system, in days before 1970-01-01; its days before 1900-03-01 are off by one, so those stay text. */
export const serialOffset = 25_569;
const firstSerial = 61;
/** 9999-12-31. */
const lastSerial = 2_958_465;

/** Excel's day, or null where it has none. */
export function serialOf(days: number): number | null {
  const serial = days + serialOffset;
  return serial >= firstSerial && serial <= lastSerial ? serial : null;
}

export function toNumber({ units, scale }: Decimal): number {
  const value = Number(formatShort(units, scale));
  // No -0, and nothing that a cell cannot hold.
  return Number.isFinite(value) ? value + 0 : 0;
}

/** The value of a cell as exceljs takes it. */
export function cellValue(cell: ReportCell, kind: CellKind): string | number | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return storedText(cell);
  if (kind !== 'date') return toNumber(cell);
  return serialOf(Number(cell.units)) ?? formatDate(Number(cell.units));
}

export function numberFormat(kind: CellKind, digits: number): string {
  const behind = digits > 0 ? `.${'0'.repeat(digits)}` : '';
  switch (kind) {
    case 'text':
      return 'General';
    case 'date':
      return 'yyyy-mm-dd';
    case 'share':
      return `0${behind}%`;
    case 'count':
      return '#,##0';
    default:
      return `#,##0${behind}`;
  }
}

/** What the cell will show, for its width. */
export function shownText(cell: ReportCell, kind: CellKind, digits: number): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cellText(cell);
  if (kind === 'date') return formatDate(Number(cell.units));
  if (kind === 'share') return `${groupDigits({ units: cell.units * 100n, scale: cell.scale }, digits)}%`;
  return groupDigits(cell, kind === 'text' ? cell.scale : kind === 'count' ? 0 : digits);
}
