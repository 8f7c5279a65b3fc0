import { type LezerNode, partsOf, type Reading, spanOf, textOf } from './reading.ts';
import type { RelationSign, Test } from './syntax.ts';

// Unary tests: what stands in a band and behind `in`. Brackets around a test say nothing; a list stands for its members.

function readSimple(node: LezerNode, reading: Reading): Test {
  const [first, operand] = partsOf(node);
  if (first.name === 'CompareOp') {
    const relation = textOf(first, reading) as RelationSign;
    return { ...spanOf(node), test: 'relation', relation, operand: reading.expression(operand) };
  }
  const parts = partsOf(first);
  const [low, high] = parts.filter((part) => part.name !== '..').slice(1, 3);
  return {
    ...spanOf(node),
    test: 'interval',
    low: reading.expression(low),
    high: reading.expression(high),
    lowClosed: parts[0].name === '[',
    highClosed: parts.at(-1)!.name === ']',
  };
}

/** The tests that a node of the tree stands for. */
export function readTest(node: LezerNode, reading: Reading): Test[] {
  switch (node.name) {
    case 'PositiveUnaryTest':
      return partsOf(node).flatMap(reading.test);
    case 'ParenthesizedExpression': {
      const inner = partsOf(node)[1];
      return reading.test(inner);
    }
    case 'List':
      return partsOf(node)
        .filter((part) => part.name !== '[' && part.name !== ']')
        .flatMap(reading.test);
    case 'SimplePositiveUnaryTest':
      return [readSimple(node, reading)];
    default:
      return [{ ...spanOf(node), test: 'value', value: reading.expression(node) }];
  }
}
