import type { parseExpression } from 'feelin';
import type { Complain } from './setting.ts';
import type { Span, Syntax, Test } from './syntax.ts';

// What the readers of expressions and of tests share.

export type LezerNode = ReturnType<typeof parseExpression>['topNode'];

export interface Reading {
  readonly text: string;
  readonly complain: Complain;
  expression(node: LezerNode): Syntax;
  /** One test, or several where a list stands for its members. */
  test(node: LezerNode): Test[];
}

/** The children that say something: comments are none. */
export function partsOf(node: LezerNode): LezerNode[] {
  const parts: LezerNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') parts.push(child);
  }
  return parts;
}

export function spanOf(node: LezerNode): Span {
  return { from: node.from, to: node.to };
}

export function textOf(node: LezerNode, reading: Reading): string {
  return reading.text.slice(node.from, node.to);
}

/** Words of a name with one space between them. */
export function nameOf(node: LezerNode, reading: Reading): string {
  const words = partsOf(node).flatMap((part) => (part.name === 'Name' ? partsOf(part) : [part]));
  return words.length === 0 ? textOf(node, reading) : words.map((word) => textOf(word, reading)).join(' ');
}
