import type { Font } from 'exceljs';
import type { Locale } from '../../model/locale.ts';

// How the workbook looks: one accent, greys, and two colours that mean better and worse. Colours are RGB in hex.

export const palette = {
  accent: '1F5C8B',
  accentSoft: 'E9F0F6',
  bar: 'C3D9EB',
  barBelow: 'E3A89B',
  text: '22303C',
  grey: '6B7785',
  rule: 'DCE2E8',
  better: '2E7D4F',
  worse: 'B3432B',
  shadeLow: 'FFFFFF',
  shadeHigh: '8FB4D3',
} as const;

/** Fills of the parts of a chart, in order; states of a migration come best first. */
export const seriesColours = ['1F5C8B', 'E0A03B', '5B9A8B', '9C6B9E', '7D8B99', 'B3432B', '9DBFDC', 'C9B458'] as const;

/**
 * One font a language. Calibri is in Excel on Windows and macOS, and free systems have Carlito with the same widths;
 * it has no Chinese, for which Microsoft YaHei comes with both systems' Office and has Latin digits of even width too.
 */
const fontNames: Readonly<Record<Locale, string>> = { en: 'Calibri', 'zh-CN': 'Microsoft YaHei' };
const fontSizes: Readonly<Record<Locale, number>> = { en: 11, 'zh-CN': 10 };

export function fontName(locale: Locale): string {
  return fontNames[locale];
}

export function fontSize(locale: Locale): number {
  return fontSizes[locale];
}

export interface FontLook {
  readonly bold?: true;
  readonly italic?: true;
  readonly underline?: true;
  /** Added to the size of the locale. */
  readonly larger?: number;
  readonly colour?: string;
}

export function fontOf(locale: Locale, look: FontLook = {}): Partial<Font> {
  return {
    name: fontNames[locale],
    family: 2,
    size: fontSizes[locale] + (look.larger ?? 0),
    color: { argb: `FF${look.colour ?? palette.text}` },
    ...(look.bold && { bold: true }),
    ...(look.italic && { italic: true }),
    ...(look.underline && { underline: true }),
  };
}
