import type { Alignment, Border, Style } from 'exceljs';
import type { Locale } from '../../model/locale.ts';
import type { CellKind, ReportColumn, ReportRow } from '../document/document.ts';
import { numberFormat } from './cell-values.ts';
import { fontOf, palette } from './palette.ts';

// Styles of cells by what they are for. Each is made once a workbook, so that exceljs finds it again by identity.

export type CellStyle = Partial<Style>;

const argb = (rgb: string) => ({ argb: `FF${rgb}` });
const line = (style: Border['style'], colour: string): Partial<Border> => ({ style, color: argb(colour) });
const solid = (colour: string) => ({ type: 'pattern', pattern: 'solid', fgColor: argb(colour) }) as const;

export interface BodyLook {
  /** It stands for a number that is not there. */
  readonly dash: boolean;
  /** It says where the row has moved. */
  readonly arrow: boolean;
  /** A text that begins like a formula. */
  readonly guarded: boolean;
  /** Not the first column. */
  readonly inner: boolean;
  /** In a row of several lines. */
  readonly tall: boolean;
}

export class CellStyles {
  readonly #locale: Locale;
  readonly #made = new Map<string, CellStyle>();

  constructor(locale: Locale) {
    this.#locale = locale;
  }

  #once(key: string, make: () => CellStyle): CellStyle {
    let style = this.#made.get(key);
    if (style === undefined) {
      style = make();
      this.#made.set(key, style);
    }
    return style;
  }

  get title(): CellStyle {
    return this.#once('title', () => ({
      font: fontOf(this.#locale, { bold: true, larger: 7, colour: palette.accent }),
      alignment: { vertical: 'middle' },
    }));
  }

  get subtitle(): CellStyle {
    return this.#once('subtitle', () => ({
      font: fontOf(this.#locale, { colour: palette.grey }),
      alignment: { vertical: 'top' },
    }));
  }

  get note(): CellStyle {
    return this.#once('note', () => ({
      font: fontOf(this.#locale, { colour: palette.grey }),
      alignment: { vertical: 'top', wrapText: true },
    }));
  }

  get link(): CellStyle {
    return this.#once('link', () => ({
      font: fontOf(this.#locale, { colour: palette.accent, underline: true }),
      alignment: { vertical: 'top' },
    }));
  }

  get tableTitle(): CellStyle {
    return this.#once('tableTitle', () => ({
      font: fontOf(this.#locale, { bold: true, larger: 1, colour: palette.accent }),
      alignment: { vertical: 'bottom' },
    }));
  }

  /** `inner` is a column that has another one before it: texts keep their distance from its numbers. */
  heading(kind: CellKind, inner = false): CellStyle {
    const horizontal = isNumeric(kind) ? 'right' : 'left';
    return this.#once(`heading ${horizontal} ${inner}`, () => ({
      font: fontOf(this.#locale, { bold: true }),
      fill: solid(palette.accentSoft),
      border: { bottom: line('thin', palette.accent) },
      alignment: {
        horizontal,
        vertical: 'bottom',
        wrapText: true,
        ...(inner && horizontal === 'left' && { indent: 1 }),
      },
    }));
  }

  /** A cell of a table. */
  body(column: ReportColumn, row: ReportRow, look: BodyLook): CellStyle {
    const { kind, digits } = column;
    const mark = look.arrow ? row.mark : undefined;
    const key = ['body', kind, digits, row.total, mark, look.dash, look.guarded, look.inner, look.tall].join(' ');
    return this.#once(key, () => ({
      font: fontOf(this.#locale, {
        ...(row.total && { bold: true }),
        ...(look.dash && { colour: palette.grey }),
        ...(mark && { colour: mark === 'up' ? palette.better : palette.worse }),
      }),
      numFmt: formatOf(numberFormat(kind, digits), mark, look.guarded),
      border: row.total
        ? { top: line('thin', palette.text), bottom: line('thin', palette.text) }
        : { bottom: line('hair', palette.rule) },
      alignment: alignmentOf(kind, look),
    }));
  }

  tile(part: 'label' | 'value' | 'note', kind: CellKind = 'text', digits = 0): CellStyle {
    return this.#once(`tile ${part} ${kind} ${digits}`, () => ({
      font:
        part === 'value'
          ? fontOf(this.#locale, { bold: true, larger: 7, colour: palette.accent })
          : fontOf(this.#locale, { larger: -1, colour: palette.grey }),
      fill: solid(palette.accentSoft),
      border: { left: line('thick', palette.accent) },
      ...(part === 'value' && { numFmt: numberFormat(kind, digits) }),
      alignment: { horizontal: 'left', vertical: part === 'note' ? 'top' : 'middle', wrapText: true, indent: 1 },
    }));
  }

  /** A column of the sheet of clients. */
  client(numFmt: string, kind: CellKind, mark?: 'up' | 'down'): CellStyle {
    return this.#once(`client ${numFmt} ${kind} ${mark}`, () => ({
      font: fontOf(this.#locale, mark ? { colour: mark === 'up' ? palette.better : palette.worse } : {}),
      numFmt: formatOf(numFmt, mark, false),
      border: { bottom: line('hair', palette.rule) },
      alignment: {
        horizontal: isNumeric(kind) ? 'right' : 'left',
        vertical: 'middle',
        ...(!isNumeric(kind) && { indent: 1 }),
      },
    }));
  }
}

export function isNumeric(kind: CellKind): boolean {
  return kind !== 'text';
}

function alignmentOf(kind: CellKind, { inner, tall }: BodyLook): Partial<Alignment> {
  const vertical = tall ? 'top' : 'middle';
  return isNumeric(kind)
    ? { horizontal: 'right', vertical }
    : { horizontal: 'left', vertical, wrapText: true, ...(inner && { indent: 1 }) };
}

/**
 * An arrow goes in front of what is shown and leaves the value as it is. A text that begins like a formula has the format
 * of texts, so that it stays one even when somebody edits the cell.
 */
function formatOf(format: string, mark: 'up' | 'down' | undefined, guarded: boolean): string {
  if (mark === undefined) return guarded ? '@' : format;
  const arrow = mark === 'up' ? '"▲ "' : '"▼ "';
  return format === 'General' || format === '@' ? `${arrow}@` : `${arrow}${format}`;
}
