import { type LezerNode, partsOf, type Reading, spanOf, textOf } from './reading.ts';
import type { Syntax } from './syntax.ts';

// What is FEEL but outside the chosen subset, and what the parser lets pass though it is no FEEL: each is reported with
// what works instead, and leaves a broken node.

const refusals: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['Context', ['a context { … } is', 'name the parts as features of their own']],
  ['ForExpression', ['for … return is', 'make the value a column of the table, or filter: sum(loans[renewed].amount)']],
  ['FunctionDefinition', ['a function definition is', 'write the formula as a feature']],
  ['InstanceOfExpression', ['instance of is', 'types are declared under fields; to ask for a value write x != null']],
  [
    'List',
    ['a list by itself is', 'a list can stand behind in: grade in ("A", "B"); min and max take the values themselves'],
  ],
]);

export function refuse(node: LezerNode, reading: Reading, what: string, hint: string): Syntax {
  reading.complain('not-in-subset', spanOf(node), `${what} not part of the rubric language`, { hint });
  return { ...spanOf(node), node: 'broken' };
}

/** `a = = 3`, `a <> 3`, `>= 1 and < 3`: the parser takes a bare test for a value. */
export function refuseBareTest(node: LezerNode, reading: Reading): Syntax {
  const signs = `${node.parent?.name === 'Comparison' ? textBefore(node, reading) : ''}${/^[<>=!]*/.exec(textOf(node, reading))![0]}`;
  const meant: Record<string, string> = { '==': '=', '<>': '!=', '=>': '>=', '=<': '<=', '=!': '!=' };
  const hint =
    meant[signs] !== undefined
      ? `write ${meant[signs]}`
      : node.parent?.name === 'Conjunction'
        ? 'name the value again, or write an interval: [1..3)'
        : node.parent?.name === 'Disjunction'
          ? 'name the value again, or put a comma between tests: < 3, > 4'
          : partsOf(node)[0]?.name === 'Interval'
            ? 'an interval stands behind in: x in [1..3)'
            : 'a value is missing in front of it';
  reading.complain('feel-syntax', spanOf(node), `"${textOf(node, reading)}" does not fit here`, { hint });
  return { ...spanOf(node), node: 'broken' };
}

function textBefore(node: LezerNode, reading: Reading): string {
  const before = node.prevSibling;
  return before?.name === 'CompareOp' ? textOf(before, reading) : '';
}

/** A form that no reader takes. */
export function refuseForm(node: LezerNode, reading: Reading): Syntax {
  const [what, hint] = refusals.get(node.name) ?? [
    'this form is',
    'docs/rubric.md shows every form that is understood',
  ];
  return refuse(node, reading, what, hint);
}
