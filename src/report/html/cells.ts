import type { Locale } from '../../model/locale.ts';
import { formatDate } from '../../numeric/date.ts';
import type { CellKind, ReportCell } from '../document/document.ts';
import { groupDigits, percentText } from '../number-text.ts';

/** A cell of the document as it stands on the page; where it is missing a dash, and nothing among texts. */
export function cellText(cell: ReportCell, kind: CellKind, digits: number, locale: Locale): string {
  if (cell === null) return kind === 'text' ? '' : '–';
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'share':
      return percentText(cell, locale, digits);
    case 'date':
      return formatDate(Number(cell.units));
    default:
      return groupDigits(cell, digits);
  }
}
