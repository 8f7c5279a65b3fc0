import { displayWidth } from '../../text/display-width.ts';
import type { Figure } from '../document/document.ts';
import { cellValue, shownText } from './cell-values.ts';
import { linesOf } from './column-widths.ts';
import { addText, lineHeight, margin, type SheetCursor } from './sheet-cursor.ts';

// The figures that matter, as tiles side by side: label, number, and a short sentence. A tile takes as many columns as it needs.

const leastTile = 24;
/** Digits of the number are larger than others. */
const valueScale = 1.7;

export function drawFigures(cursor: SheetCursor, figures: readonly Figure[]): void {
  if (figures.length === 0) return;
  const spans = figures.map((figure) => ({ figure, from: 0, columns: 0 }));
  let next = 0;
  for (const span of spans) {
    const { value, kind, digits, label } = span.figure;
    const needed = Math.max(
      leastTile,
      displayWidth(shownText(value, kind, digits)) * valueScale + 4,
      displayWidth(label) + 4,
    );
    span.from = next;
    while (cursor.widthOver(span.from, span.columns) < needed) span.columns += 1;
    next += span.columns;
  }
  const { styles, locale, sheet } = cursor;
  const parts = ['label', 'value', 'note'] as const;
  for (const part of parts) {
    let lines = 1;
    for (const { figure, from, columns } of spans) {
      const cell = cursor.cell(from);
      if (part === 'value') {
        cell.value = figure.value === null ? '–' : cellValue(figure.value, figure.kind);
        cell.style = styles.tile('value', figure.kind, figure.digits);
      } else {
        addText(cell, figure[part], styles.tile(part));
        lines = Math.max(lines, linesOf(figure[part], cursor.widthOver(from, columns) - 1));
      }
      cursor.lastColumn = Math.max(cursor.lastColumn, margin + from + columns);
      if (columns > 1) sheet.mergeCells(cursor.row, margin + 1 + from, cursor.row, margin + from + columns);
    }
    cursor.height(part === 'value' ? 30 : lines * lineHeight(locale) + 4);
    cursor.skip();
  }
  cursor.skip();
}
