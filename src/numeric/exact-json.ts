import type { Decimal } from '../model/decimal.ts';
import { parseDecimal } from './decimal.ts';

// JSON whose numbers are exact decimals, digits as written: a total of a summary may not fit into a double.

export type ExactJson = null | boolean | string | Decimal | readonly ExactJson[] | ExactObject;

export interface ExactObject {
  readonly [key: string]: ExactJson | undefined;
}

/** A text of JSON or a number; a key, where a colon follows. */
const literals = /(?:"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(\s*:)?/g;

/**
 * Throws a SyntaxError where the text is no JSON. Numbers pass through JSON.parse as texts: `n` marks them, `s` what was a
 * text before.
 */
export function parseExactJson(text: string): ExactJson {
  const marked = text.replace(literals, (literal: string, colon: string | undefined) => {
    if (colon !== undefined) return literal;
    return literal.startsWith('"') ? `"s${literal.slice(1)}` : `"n${literal}"`;
  });
  return JSON.parse(marked, (_, value: unknown) => (typeof value === 'string' ? unmark(value) : value)) as ExactJson;
}

function unmark(marked: string): string | Decimal {
  if (marked.startsWith('s')) return marked.slice(1);
  const number = parseDecimal(marked.slice(1));
  if (number === null) throw new SyntaxError(`${marked.slice(1)} is no number that can be held exactly`);
  return number;
}
