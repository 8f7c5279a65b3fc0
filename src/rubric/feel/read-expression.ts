import { unescapeText } from './literals.ts';
import { type LezerNode, nameOf, partsOf, type Reading, spanOf, textOf } from './reading.ts';
import { refuse, refuseBareTest, refuseForm } from './refusals.ts';
import type { NamedArgument, Operator, RelationSign, Syntax } from './syntax.ts';

// Nodes of feelin's tree to syntax. A form outside the chosen subset is reported and leaves a broken node, so that the
// rest of the formula is still checked.

function readComparison(node: LezerNode, reading: Reading): Syntax {
  const [left, sign, ...rest] = partsOf(node);
  const subject = reading.expression(left);
  if (sign.name === 'between') {
    return {
      ...spanOf(node),
      node: 'between',
      subject,
      low: reading.expression(rest[0]),
      high: reading.expression(rest[2]),
    };
  }
  if (sign.name === 'in') {
    const tests = rest.flatMap((part) =>
      part.name === 'PositiveUnaryTests' ? partsOf(part) : part.name === 'PositiveUnaryTest' ? [part] : [],
    );
    return { ...spanOf(node), node: 'in', subject, tests: tests.flatMap(reading.test) };
  }
  const relation = textOf(sign, reading) as RelationSign;
  return { ...spanOf(node), node: 'compare', relation, left: subject, right: reading.expression(rest[0]) };
}

function readArithmetic(node: LezerNode, reading: Reading): Syntax {
  const parts = partsOf(node);
  if (parts.length === 2) return { ...spanOf(node), node: 'minus', arg: reading.expression(parts[1]) };
  const [left, operator, right] = parts;
  return {
    ...spanOf(node),
    node: 'arithmetic',
    operator: textOf(operator, reading) as Operator,
    left: reading.expression(left),
    right: reading.expression(right),
  };
}

/** `a and b and c` as one node of three. */
function readLogic(node: LezerNode, reading: Reading): Syntax {
  const op = node.name === 'Conjunction' ? 'and' : 'or';
  const args = partsOf(node)
    .filter((part) => part.name !== op)
    .map(reading.expression)
    .flatMap((arg) => (arg.node === 'logic' && arg.op === op ? arg.args : [arg]));
  return { ...spanOf(node), node: 'logic', op, args };
}

function readCall(node: LezerNode, reading: Reading): Syntax {
  const [callee, ...rest] = partsOf(node);
  if (callee.name !== 'VariableName' && callee.name !== 'SpecialFunctionName') {
    return refuse(
      callee,
      reading,
      'calling the result of an expression is',
      'call a function by its name: count(loans)',
    );
  }
  const positional = rest.find((part) => part.name === 'PositionalParameters');
  const named = rest.find((part) => part.name === 'NamedParameters');
  const readNamed = (part: LezerNode): NamedArgument => {
    const [name, value] = partsOf(part).filter((child) => child.name !== ':');
    return { ...spanOf(name), name: nameOf(name, reading), value: reading.expression(value) };
  };
  return {
    ...spanOf(node),
    node: 'call',
    name: nameOf(callee, reading),
    nameAt: spanOf(callee),
    args: positional === undefined ? [] : partsOf(positional).map(reading.expression),
    named: named === undefined ? [] : partsOf(named).map(readNamed),
  };
}

function readTemporal(node: LezerNode, reading: Reading): Syntax {
  const [first, ...rest] = partsOf(node);
  if (first.name === 'AtLiteral') {
    return { ...spanOf(node), node: 'temporal', form: '@', args: partsOf(first).map(reading.expression) };
  }
  const form = nameOf(first, reading);
  if (form !== 'date' && form !== 'duration') {
    return refuse(node, reading, `${form}(…) is`, 'there are only whole days: date("2026-01-31"), or as_of');
  }
  const args = rest.find((part) => part.name === 'PositionalParameters');
  if (args === undefined) {
    return refuse(node, reading, `${form}(…) with named arguments is`, 'write date("2026-01-31") or duration("P30D")');
  }
  return { ...spanOf(node), node: 'temporal', form, args: partsOf(args).map(reading.expression) };
}

function readQuantified(node: LezerNode, reading: Reading): Syntax {
  const [quantifier, sources, , condition] = partsOf(node);
  const [source, another] = partsOf(sources).filter((part) => part.name === 'InExpression');
  const [variable, , context] = partsOf(source);
  const list = partsOf(context);
  if (another !== undefined || list.length !== 1) {
    const hint = 'go over one table: some loan in loans satisfies loan.amount > 100000';
    return refuse(sources, reading, `${quantifier.name} over more than one list, or over a range, is`, hint);
  }
  return {
    ...spanOf(node),
    node: 'quantified',
    every: quantifier.name === 'every',
    variable: nameOf(variable, reading),
    list: reading.expression(list[0]),
    condition: reading.expression(condition),
  };
}

/** One node of the tree as syntax. */
export function readNode(node: LezerNode, reading: Reading): Syntax {
  const span = spanOf(node);
  const parts = partsOf(node);
  switch (node.name) {
    case 'NumericLiteral':
      return { ...span, node: 'number', text: textOf(node, reading).replace(/\s/g, '') };
    case 'StringLiteral':
      return { ...span, node: 'string', value: unescapeText(textOf(node, reading).slice(1, -1)) };
    case 'BooleanLiteral':
      return { ...span, node: 'flag', value: textOf(node, reading) === 'true' };
    case 'null':
      return { ...span, node: 'null' };
    case '?':
      return { ...span, node: 'subject' };
    case 'VariableName':
      return { ...span, node: 'name', name: nameOf(node, reading) };
    case 'ParenthesizedExpression':
      return reading.expression(parts[1]);
    case 'PathExpression': {
      const [of, , member] = parts;
      return {
        ...span,
        node: 'path',
        of: reading.expression(of),
        member: nameOf(member, reading),
        memberAt: spanOf(member),
      };
    }
    case 'FilterExpression':
      return { ...span, node: 'filter', of: reading.expression(parts[0]), where: reading.expression(parts[2]) };
    case 'FunctionInvocation':
      return readCall(node, reading);
    case 'IfExpression': {
      const [when, then, otherwise] = [parts[1], parts[3], parts[5]].map(reading.expression);
      return { ...span, node: 'if', when, then, otherwise };
    }
    case 'ArithmeticExpression':
      return readArithmetic(node, reading);
    case 'Comparison':
      return readComparison(node, reading);
    case 'Conjunction':
    case 'Disjunction':
      return readLogic(node, reading);
    case 'DateTimeLiteral':
      return readTemporal(node, reading);
    case 'QuantifiedExpression':
      return readQuantified(node, reading);
    case 'SimplePositiveUnaryTest':
      return refuseBareTest(node, reading);
    default:
      return refuseForm(node, reading);
  }
}
