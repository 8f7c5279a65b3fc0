import type { Worksheet } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import { cutAt } from './safe-text.ts';
import { workbookWords } from './words.ts';

// How a sheet prints: A4, as wide as the page, with the run and the page at the foot.

const a4 = 9;
/** Places that fit on an upright page in a size that one reads. */
const portraitWidth = 100;
/** And on a lying one, where a sheet is spread over several. */
const landscapeWidth = 200;
const longestFooter = 80;

export function setPage(
  sheet: Worksheet,
  run: string,
  title: string,
  locale: Locale,
  { area, width, pages = 1 }: { area?: string; width: number; pages?: number },
): void {
  const { pageSetup } = sheet;
  pageSetup.paperSize = a4;
  pageSetup.orientation = width > portraitWidth ? 'landscape' : 'portrait';
  pageSetup.fitToPage = true;
  pageSetup.fitToWidth = pages;
  pageSetup.fitToHeight = 0;
  pageSetup.margins = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.35 };
  if (area !== undefined) pageSetup.printArea = area;
  const page = workbookWords[locale].page('&P', '&N');
  sheet.headerFooter.oddFooter = `&L&8${plain(run)}&C&8${plain(title)}&R&8${page}`;
}

/** Pages side by side for a sheet of this width. */
export function pagesAcross(width: number): number {
  return Math.max(1, Math.ceil(width / landscapeWidth));
}

/** `&` begins a code in a footer; a digit after the size of the font would belong to it. */
function plain(text: string): string {
  const shown = cutAt(text, Math.min(text.length, longestFooter))
    .replace(/&/g, '&&')
    .replace(/[\r\n]+/g, ' ');
  return /^\d/.test(shown) ? ` ${shown}` : shown;
}
