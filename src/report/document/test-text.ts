import { parseDecimal } from '../../numeric/decimal.ts';
import { exactText } from '../number-text.ts';

// FEEL unary tests as people read them, in signs that every language knows: "[50..90)" is "≥ 50, < 90". What is more than
// an interval, a comparison or plain values stays as it is written.

const number = String.raw`[+-]?\d[\d.]*(?:[eE][+-]?\d+)?`;
const interval = new RegExp(String.raw`^([[\](])\s*(${number})\s*\.\.\s*(${number})\s*([\])[])$`);
const comparison = new RegExp(`^(<=|>=|<|>)\\s*(${number})$`);
const texts = /^"[^"]*"(?:\s*,\s*"[^"]*")*$/;
const signs: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥', '<': '<', '>': '>' };

export function testText(test: string): string {
  const trimmed = test.trim();
  const between = interval.exec(trimmed);
  if (between !== null) {
    const [, open, low, high, close] = between;
    return `${open === '[' ? '≥' : '>'} ${numberText(low)}, ${close === ']' ? '≤' : '<'} ${numberText(high)}`;
  }
  const compared = comparison.exec(trimmed);
  if (compared !== null) return `${signs[compared[1]]} ${numberText(compared[2])}`;
  if (texts.test(trimmed)) return [...trimmed.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join(', ');
  return numberText(trimmed);
}

/** The least value that a test takes, as written: "50" of "[50..90)"; undefined where it has no lower end. */
export function lowerEdge(test: string): string | undefined {
  const trimmed = test.trim();
  const between = interval.exec(trimmed);
  if (between !== null) return between[2];
  const compared = comparison.exec(trimmed);
  return compared?.[1].startsWith('>') ? compared[2] : undefined;
}

/** All ends that a test names. */
export function edgesOf(test: string): string[] {
  const trimmed = test.trim();
  const between = interval.exec(trimmed);
  if (between !== null) return [between[2], between[3]];
  const compared = comparison.exec(trimmed);
  return compared === null ? [] : [compared[2]];
}

/** With thousands separated; a text that is no plain number stays. */
export function numberText(text: string): string {
  const percent = text.endsWith('%');
  const value = parseDecimal(percent ? text.slice(0, -1) : text);
  return value === null ? text : exactText(value) + (percent ? '%' : '');
}
