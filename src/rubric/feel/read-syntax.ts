import { parseExpression, parseUnaryTests } from 'feelin';
import { readNode } from './read-expression.ts';
import { readTest } from './read-tests.ts';
import { type LezerNode, partsOf, type Reading } from './reading.ts';
import type { Complain } from './setting.ts';
import type { Span, Syntax, TestsSyntax } from './syntax.ts';

// FEEL text to syntax, by feelin's parser. The parser mends what it cannot read and goes on; here the first place it had
// to mend is reported, and nothing else of that text.

const deepest = 400;

/** What people write and what FEEL says instead. */
const slips: ReadonlyMap<string, string> = new Map([
  ['%', 'percentages are written as ratios here: 0.45, not 45%'],
  ['&&', 'write and'],
  ['||', 'write or'],
  ['!', 'write != or not(…)'],
  ['AND', 'write and in small letters'],
  ['OR', 'write or in small letters'],
  ['≥', 'write >='],
  ['≤', 'write <='],
  ['≠', 'write !='],
  ['×', 'write *'],
  ['÷', 'write /'],
  ['，', 'write an ordinary comma ,'],
  ['（', 'write ordinary brackets ( )'],
  ['）', 'write ordinary brackets ( )'],
  ["'", 'text stands in double quotes: "low"'],
  ['“', 'text stands in straight double quotes: "low"'],
  ['”', 'text stands in straight double quotes: "low"'],
  ['"', 'a text needs its closing double quote'],
  ['..', 'an interval needs brackets: [1..2] with both ends in, [1..2) without the upper one'],
  ['in', 'leave out "in": a test is written [1..2], >= 3 or "low"'],
]);

function findError(node: LezerNode): LezerNode | undefined {
  if (node.type.isError) return node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    const found = findError(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function measureDepth(node: LezerNode, limit: number): number {
  let depth = 0;
  for (let child = node.firstChild; child !== null && depth < limit; child = child.nextSibling) {
    depth = Math.max(depth, measureDepth(child, limit - 1) + 1);
  }
  return depth;
}

/** The token an error stands at: what the parser skipped, or what follows a gap, or nothing at the end. */
function tokenAt(text: string, error: Span): Span {
  if (error.to > error.from) return { from: error.from, to: error.to };
  const rest = text.slice(error.from);
  const token = /^\s*([\p{L}\p{N}_]+|\S)/u.exec(rest);
  if (token === null) return { from: Math.max(0, text.trimEnd().length - 1), to: text.trimEnd().length };
  return { from: error.from + token[0].length - token[1].length, to: error.from + token[0].length };
}

function slipOf(text: string, found: string, atEnd: boolean): string | undefined {
  if (atEnd) return text.split('(').length > text.split(')').length ? 'a closing bracket is missing' : undefined;
  if (/^,\d/.test(found)) return 'numbers have no thousands separators';
  if (/^,/.test(found) && text.startsWith('(')) return 'tests stand without brackets around them: "A", "B"';
  if (/^\.\.\w/.test(found)) return slips.get('..');
  return slips.get(found.trim());
}

function reportSyntax(text: string, error: Span, what: string, complain: Complain): void {
  const at = tokenAt(text, error);
  const atEnd = error.to === error.from && text.slice(error.from).trim() === '';
  const found = text.slice(at.from, at.to);
  if (text.trim() === '') {
    complain('feel-syntax', { from: 0, to: text.length }, `there is no ${what} here`);
    return;
  }
  const slip = slipOf(text, found, atEnd);
  complain('feel-syntax', at, atEnd ? `the ${what} ends too early` : `"${found}" does not fit here`, {
    found,
    ...(slip === undefined ? {} : { hint: slip }),
  });
}

/** The top node of a sound tree; undefined when it was reported. */
function parse(text: string, what: 'expression' | 'test', complain: Complain): LezerNode | undefined {
  const top = (what === 'test' ? parseUnaryTests : parseExpression)(text, {}, undefined).topNode;
  if (measureDepth(top, deepest) >= deepest) {
    complain('not-in-subset', { from: 0, to: text.length }, `the ${what} is nested deeper than ${deepest} levels`);
    return undefined;
  }
  const error = findError(top);
  if (error !== undefined) {
    reportSyntax(text, error, what, complain);
    return undefined;
  }
  return top;
}

function readingOf(text: string, complain: Complain): Reading {
  const reading: Reading = {
    text,
    complain,
    expression: (node) => readNode(node, reading),
    test: (node) => readTest(node, reading),
  };
  return reading;
}

/** Reads a FEEL expression; undefined when the text is none. */
export function readExpression(text: string, complain: Complain): Syntax | undefined {
  const top = parse(text, 'expression', complain);
  if (top === undefined) return undefined;
  const parts = partsOf(top);
  if (parts.length === 1) return readNode(parts[0], readingOf(text, complain));
  reportSyntax(text, parts[1] ?? { from: text.length, to: text.length }, 'expression', complain);
  return undefined;
}

/** Reads FEEL unary tests: `-`, tests with commas between them, or `not(tests)`. */
export function readUnaryTests(text: string, complain: Complain): TestsSyntax | undefined {
  const top = parse(text, 'test', complain);
  if (top === undefined) return undefined;
  const span = { from: 0, to: text.length };
  const parts = partsOf(top);
  if (parts[0]?.name === 'Wildcard') return { ...span, tests: 'any' };
  const list = parts.find((part) => part.name === 'PositiveUnaryTests');
  if (list === undefined) {
    reportSyntax(text, span, 'test', complain);
    return undefined;
  }
  const reading = readingOf(text, complain);
  return { ...span, tests: parts[0].name === 'not' ? 'none' : 'some', of: partsOf(list).flatMap(reading.test) };
}
