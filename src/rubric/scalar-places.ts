import type { TextPlace } from '../model/located.ts';

// Lines up the text of a YAML scalar with its source: where escapes, doubled quotes, folded lines and block indentation
// make them differ, a place is noted, so that an offset in the text leads back to line and column.

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** Finds line and column (from 1) of an offset in a text. */
export class LineMap {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low] + 1 };
  }
}

const escapeLength: Record<string, number> = { x: 4, u: 6, U: 10 };
const lineBreak = /[ \t]*\n[ \t]*/y;
const escapedBreak = /\\\n[ \t]*/y;

/** Length of what `pattern` takes at `at`, or 0. */
function takes(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}

/** How many source characters one text character takes at `at`, escapes included. */
function widthAt(source: string, at: number, style: ScalarStyle): number {
  if (style === 'single' && source[at] === "'") return 2;
  if (style !== 'double' || source[at] !== '\\') return 1;
  return escapeLength[source[at + 1]] ?? 2;
}

/**
 * Offsets in `source` of every character of `text` and of its end. `begin` is behind the opening quote, or the first
 * line of a block's content; `indent` is the indentation that a block's lines lose.
 */
function sourceOffsets(source: string, begin: number, text: string, style: ScalarStyle, indent: number): number[] {
  const stripIndent = new RegExp(` {0,${indent}}`, 'y');
  const breakLength = (at: number): number => {
    if (style !== 'block') return takes(lineBreak, source, at);
    return source[at] === '\n' ? 1 + takes(stripIndent, source, at + 1) : 0;
  };
  const offsets: number[] = [];
  let at = style === 'block' ? begin + takes(stripIndent, source, begin) : begin;
  for (let index = 0; index < text.length; index++) {
    if (style === 'double') at += takes(escapedBreak, source, at);
    offsets.push(at);
    const broken = text[index] === ' ' || text[index] === '\n' ? breakLength(at) : 0;
    if (broken === 0) {
      // A surrogate pair written as one \U escape is two characters of the text and one of the source.
      const width = widthAt(source, at, style);
      if (width === 10 && text.codePointAt(index)! > 0xffff) {
        offsets.push(at);
        index++;
      }
      at += width;
      continue;
    }
    at += broken;
    // Folding drops a line end: the last one of a run takes all that are left.
    if (text[index + 1] !== '\n') for (let more = breakLength(at); more > 0; more = breakLength(at)) at += more;
  }
  offsets.push(at);
  return offsets;
}

/** The places of a text that does not stand as it is in the source; undefined where it does. */
export function placesOf(
  source: string,
  lines: LineMap,
  begin: number,
  text: string,
  style: ScalarStyle,
  indent: number,
): TextPlace[] | undefined {
  if (source.startsWith(text, begin) && !text.includes('\n')) return undefined;
  const places: TextPlace[] = [];
  let previous = Number.NaN;
  for (const [offset, at] of sourceOffsets(source, begin, text, style, indent).entries()) {
    if (at !== previous + 1 || source[previous] === '\n') places.push({ offset, ...lines.at(at) });
    previous = at;
  }
  const end = lines.at(previous);
  if (places.at(-1)?.offset !== text.length) places.push({ offset: text.length, ...end });
  return places;
}
