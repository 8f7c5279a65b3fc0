import type { FieldSpec } from '../../model/rubric.ts';
import { foldHeading, matchHeadings, splitUnit } from './headings.ts';

// Which of the first rows hold the headings: below title rows, in one row or in two (a merged heading: the top row filled
// forward, the names below it). The right place is where most fields find their heading; required ones weigh first.

/** Rows that are looked at for headings. */
export const headingSearchRows = 30;

export interface HeadingBlock {
  /** Index of its first and its last row. */
  readonly first: number;
  readonly last: number;
  /** One heading a column; of a merged heading the name that a field takes, or top and sub together. */
  readonly headings: readonly string[];
  readonly fields: number;
  /** Required fields that found a heading. */
  readonly required: number;
}

function tidy(cell: string | undefined): string {
  return (cell ?? '').replace(/[\s\u200b\ufeff]+/g, ' ').trim();
}

function weigh(first: number, last: number, headings: readonly string[], fields: readonly FieldSpec[]): HeadingBlock {
  const { wanted, doubled } = matchHeadings(headings, fields);
  const matched = [...wanted, ...doubled].map(({ field }) => field);
  return { first, last, headings, fields: matched.length, required: matched.filter((field) => field.required).length };
}

/** Whether no other rows could be better. */
export function findsAll(block: HeadingBlock | undefined, fields: readonly FieldSpec[]): boolean {
  return block?.fields === fields.length;
}

function isBetter(a: HeadingBlock, b: HeadingBlock | undefined): boolean {
  if (b === undefined) return true;
  return a.required !== b.required ? a.required > b.required : a.fields > b.fields;
}

/** Names of a merged heading a column, likeliest first; a top name over several columns is none of theirs alone. */
function namesOfPair(top: readonly string[], sub: readonly string[]): string[][] {
  const width = Math.max(top.length, sub.length);
  const starts: number[] = [];
  for (let index = 0; index < width; index++) {
    const own = tidy(top[index]) !== '';
    starts.push(own || index === 0 ? index : starts[index - 1]);
  }
  return starts.map((start, index) => {
    const above = tidy(top[start]);
    const below = tidy(sub[index]);
    if (below === '') return start === index ? [above] : [''];
    if (above === '') return [below];
    const alone = starts.filter((other) => other === start).length === 1;
    return [below, ...(alone ? [above] : []), `${above} ${below}`, `${above}/${below}`, `${above}-${below}`];
  });
}

/** A row of data is no second heading row: it has numbers. */
function looksLikeHeadings(row: readonly string[]): boolean {
  const cells = row.map(tidy).filter((cell) => cell !== '');
  return cells.length > 0 && !cells.some((cell) => /^[-+]?[\d.,:/ -]*\d[\d.,:/ -]*%?$/.test(cell));
}

function weighPair(
  rows: readonly (readonly string[])[],
  first: number,
  fields: readonly FieldSpec[],
): HeadingBlock | undefined {
  const [top, sub] = [rows[first], rows[first + 1]];
  if (top === undefined || sub === undefined || !looksLikeHeadings(sub)) return undefined;
  const known = new Set(fields.flatMap((field) => field.from.map(foldHeading)));
  const headings = namesOfPair(top, sub).map((names) => {
    const bare = names.map((name) => splitUnit(name)?.bare ?? name);
    const taken = names.find((name, index) => known.has(foldHeading(name)) || known.has(foldHeading(bare[index])));
    return taken ?? names[names.length > 1 ? names.length - 3 : 0];
  });
  return weigh(first, first + 1, headings, fields);
}

function countFilled(row: readonly string[]): number {
  return row.reduce((count, cell) => count + (tidy(cell) === '' ? 0 : 1), 0);
}

/**
 * The heading block among the first rows, or of the row that was named (`at`, an index: either row of a merged heading).
 * Without any field found it is the first row that is as full as most; undefined where all rows are blank.
 */
export function findHeadingBlock(
  rows: readonly (readonly string[])[],
  fields: readonly FieldSpec[],
  at?: number,
): HeadingBlock | undefined {
  const candidates = at === undefined ? [...rows.keys()].slice(0, headingSearchRows) : [at];
  let best: HeadingBlock | undefined;
  for (const index of candidates) {
    if (findsAll(best, fields)) break;
    if (rows[index] === undefined || countFilled(rows[index]) === 0) continue;
    const block = weigh(index, index, rows[index].map(tidy), fields);
    if (isBetter(block, best)) best = block;
  }
  if (best === undefined) return undefined;
  for (const index of at === undefined ? candidates : [at, at - 1]) {
    if (findsAll(best, fields)) break;
    const block = weighPair(rows, index, fields);
    if (block !== undefined && isBetter(block, best)) best = block;
  }
  if (best.fields > 0 || at !== undefined) return best;
  const fullest = Math.max(...candidates.map((index) => countFilled(rows[index])));
  const first = candidates.find((index) => countFilled(rows[index]) * 2 >= fullest) ?? best.first;
  return weigh(first, first, rows[first].map(tidy), fields);
}
