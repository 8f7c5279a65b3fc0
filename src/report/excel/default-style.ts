import type { Locale } from '../../model/locale.ts';
import { getText, type Parts, setText } from './package-parts.ts';
import { fontName, fontSize } from './palette.ts';

// The font of empty cells and of Excel's own headings, which widths are counted in. exceljs has no setting for it: its styles
// begin with Calibri 11.

export function styleDefaults(parts: Parts, locale: Locale): void {
  const path = 'xl/styles.xml';
  const first = /<font>.*?<\/font>/s;
  const font = `<font><sz val="${fontSize(locale)}"/><color theme="1"/><name val="${fontName(locale)}"/><family val="2"/></font>`;
  setText(parts, path, getText(parts, path).replace(first, font));
}
