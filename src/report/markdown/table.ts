import { displayWidth } from '../../text/display-width.ts';

// GitHub's tables, padded by the columns that characters take, so that they also read as plain text.

export interface MarkdownColumn {
  readonly title: string;
  readonly right: boolean;
}

/** Titles and cells are Markdown already. */
export function tableLines(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, displayWidth(title), ...rows.map((row) => displayWidth(row[index]))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => padded(cell, widths[index], columns[index].right)).join(' | ')} |`;
  const rule = columns.map(({ right }, index) => '-'.repeat(widths[index] - Number(right)) + (right ? ':' : ''));
  return [line(columns.map(({ title }) => title)), `| ${rule.join(' | ')} |`, ...rows.map(line)];
}

function padded(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - displayWidth(cell));
  return right ? space + cell : cell + space;
}
