import type { FieldSpec } from '../../model/rubric.ts';
import { findHeadingBlock, findsAll, type HeadingBlock } from '../headings/heading-rows.ts';
import { type CsvRow, readFirstRows } from './records.ts';

// Which sign separates the cells: the one under which most wanted headings are found, then the one that cuts most rows
// into as many cells as the headings have. A `sep=` line says it outright. `--delimiter` is the caller's.

export interface Layout {
  readonly delimiter: string;
  /** The first rows under this delimiter. */
  readonly rows: readonly CsvRow[];
  /** Undefined where all rows are blank. */
  readonly block: HeadingBlock | undefined;
  /** Share of the rows below the headings that have as many cells as they. */
  readonly consistency: number;
}

const usual: readonly string[] = [',', ';', '\t', '|', '；'];
/** Not tried by itself: names have spaces. Only said when nothing else fits. */
const unusual: readonly string[] = [' ', ':', '^', '~', '，', '、', '\u0001'];

const rowsLookedAt = 60;
const sepLine = /^\uFEFF?"?sep=(\\t|[^\r\n"]{1,4})"?\r?\n/i;

/** What `--delimiter` may say: the sign itself, `tab` or `\t`, `space`. */
function nameDelimiter(written: string): string {
  const named: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t', space: ' ', '\\s': ' ' };
  return named[written.toLowerCase()] ?? written;
}

/** The delimiter as a message and the manifest show it. */
export function showDelimiter(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter;
}

function layOut(text: string, delimiter: string, fields: readonly FieldSpec[], headerRow: number | undefined): Layout {
  const rows = readFirstRows(text, delimiter, Math.max(rowsLookedAt, headerRow ?? 0));
  const at = headerRow === undefined ? undefined : rows.findIndex((row) => row.line === headerRow);
  const cells = rows.map((row) => row.cells);
  const block = at === -1 ? undefined : findHeadingBlock(cells, fields, at);
  const below = cells
    .slice(block === undefined ? 0 : block.last + 1)
    .filter((row) => row.length > 1 || row[0].trim() !== '');
  const width = block?.headings.length ?? 1;
  const alike = below.filter((row) => row.length === width).length;
  return { delimiter, rows, block, consistency: width > 1 ? (alike + 1) / (below.length + 1) : 0 };
}

function isBetter(a: Layout, b: Layout): boolean {
  const [required, other] = [a.block?.required ?? 0, b.block?.required ?? 0];
  if (required !== other) return required > other;
  const [fields, others] = [a.block?.fields ?? 0, b.block?.fields ?? 0];
  if (fields !== others) return fields > others;
  if (a.consistency !== b.consistency) return a.consistency > b.consistency;
  return (a.block?.headings.length ?? 0) > (b.block?.headings.length ?? 0);
}

/** The layout of the first part of a text under the given, the declared or the likeliest delimiter. */
export function sniffLayout(
  text: string,
  fields: readonly FieldSpec[],
  options: { readonly delimiter?: string; readonly headerRow?: number },
): Layout {
  const said = options.delimiter === undefined ? undefined : nameDelimiter(options.delimiter);
  const declared = said ?? sepLine.exec(text)?.[1];
  if (declared !== undefined) return layOut(text, nameDelimiter(declared), fields, options.headerRow);
  let best: Layout | undefined;
  for (const delimiter of usual) {
    if (best !== undefined && isBeyondOneColumn(best, fields) && !text.includes(delimiter)) continue;
    const layout = layOut(text, delimiter, fields, options.headerRow);
    if (best === undefined || isBetter(layout, best)) best = layout;
  }
  return best as Layout;
}

/** Whether it is better than any layout of a single column, which a sign that is nowhere in the text makes. */
function isBeyondOneColumn({ block, consistency }: Layout, fields: readonly FieldSpec[]): boolean {
  return findsAll(block, fields) && consistency > 0;
}

/** A delimiter that is not tried by itself and finds more of the wanted headings, to be said in a hint. */
export function findUnusualDelimiter(
  text: string,
  fields: readonly FieldSpec[],
  found: Layout,
  headerRow: number | undefined,
): string | undefined {
  const best = [...usual, ...unusual]
    .map((delimiter) => layOut(text, delimiter, fields, headerRow))
    .reduce((better, layout) => (isBetter(layout, better) ? layout : better), found);
  const more = (best.block?.fields ?? 0) > (found.block?.fields ?? 0);
  return more ? best.delimiter : undefined;
}
