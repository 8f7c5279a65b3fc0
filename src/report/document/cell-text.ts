import type { Decimal } from '../../model/decimal.ts';
import type { Locale } from '../../model/locale.ts';
import { formatDate } from '../../numeric/date.ts';
import { toScale } from '../../numeric/decimal.ts';
import { groupDigits, percentText } from '../number-text.ts';
import type { CellKind, ReportCell } from './document.ts';

/** A cell as text, for formats without numbers of their own; missing is a dash. */
export function cellText(cell: ReportCell, kind: CellKind, digits: number, locale: Locale): string {
  if (cell === null) return '-';
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'share':
      return percentText(cell, locale, digits);
    case 'date':
      return formatDate(Number(toScale(cell, 0).units));
    case 'count':
      return groupDigits(cell, 0);
    case 'number':
      return trimmed(cell, digits);
    default:
      return groupDigits(cell, digits);
  }
}

/** At most the digits asked for: 12 of 12.00, 11.9 of 11.90. */
function trimmed(value: Decimal, digits: number): string {
  const text = groupDigits(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
