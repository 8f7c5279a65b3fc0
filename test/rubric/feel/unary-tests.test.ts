import { describe, expect, test } from 'vitest';
import { column } from '../../../src/plan/expressions.ts';
import { compileUnaryTests } from '../../../src/rubric/feel/compile.ts';
import { collect, printTest, scalar, scope } from './feel-fixture.ts';

// Bands: [subject, text, condition and what it covers] and [subject, text, problems].

const taken: readonly (readonly [string, string, string])[] = [
  ['dscr', '>= 90', '(>= dscr 90) covers [90..)'],
  ['dscr', '[1.2..1.5)', '(and (>= dscr 1.2) (< dscr 1.5)) covers [1.2..1.5)'],
  ['dscr', '(0..30]', '(and (> dscr 0) (<= dscr 30)) covers (0..30]'],
  ['dscr', ']0..30[', '(and (> dscr 0) (< dscr 30)) covers (0..30)'],
  ['dscr', '1', '(= dscr 1) covers [1..1]'],
  ['dscr', '1, 2, [3..4)', '(or (= dscr 1) (= dscr 2) (and (>= dscr 3) (< dscr 4))) covers [1..1] [2..2] [3..4)'],
  [
    'dscr',
    '[3..4), [4..5], > 7',
    '(or (and (>= dscr 3) (< dscr 4)) (and (>= dscr 4) (<= dscr 5)) (> dscr 7)) covers [3..5] (7..)',
  ],
  ['dscr', '(>= 3)', '(>= dscr 3) covers [3..)'],
  ['dscr', '[1, 2]', '(or (= dscr 1) (= dscr 2)) covers [1..1] [2..2]'],
  ['dscr', '-', '(!= dscr null) covers (..)'],
  ['dscr', 'not(1)', '(and (!= dscr null) (not (= dscr 1))) covers (..1) (1..)'],
  [
    'dscr',
    'not([1..2), > 5)',
    '(and (!= dscr null) (not (or (and (>= dscr 1) (< dscr 2)) (> dscr 5)))) covers (..1) [2..5]',
  ],
  ['dscr', 'not(< 5, >= 5)', '(and (!= dscr null) (not (or (< dscr 5) (>= dscr 5)))) covers nothing'],
  ['dscr', '!= 3', '(and (!= dscr null) (!= dscr 3)) covers (..3) (3..)'],
  ['dscr', '> dpd', '(> dscr dpd) covers ?'],
  ['dscr', '? > 3 and ? < 5', '(and (!= dscr null) (and (> dscr 3) (< dscr 5))) covers ?'],
  ['revenue', '>= 100', '(>= revenue $100) covers [100..)'],
  ['revenue', '>= 0.005', '(>= revenue $0.005) covers [0.005..)'],
  ['grade', '"A", "B"', '(or (= grade "A") (= grade "B")) covers "A" "B"'],
  ['grade', 'not("A")', '(and (!= grade null) (not (= grade "A"))) covers "B" "C" "D"'],
  ['grade', '!= "A"', '(and (!= grade null) (!= grade "A")) covers "B" "C" "D"'],
  ['grade', '-', '(!= grade null) covers "A" "B" "C" "D"'],
  ['city', '"x", "y"', '(or (= city "x") (= city "y")) covers "x" "y"'],
  ['city', 'not("x")', '(and (!= city null) (not (= city "x"))) covers ?'],
  ['city', '-', '(!= city null) covers ?'],
  ['consent', 'true', '(= consent 1) covers [1..1]'],
  ['consent', 'not(true)', '(and (!= consent null) (not (= consent 1))) covers (..1) (1..)'],
  ['since', '>= date("2026-01-01")', '(>= since 20454) covers [20454..)'],
  ['term', '[duration("P1Y")..duration("P2Y"))', '(and (>= term 12) (< term 24)) covers [12..24)'],
];

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['dscr', '', ['7:11+1 feel-syntax there is no test here']],
  ['dscr', '>=', ['7:12+1 feel-syntax the test ends too early']],
  ['dscr', '1 2', ['7:13+1 feel-syntax "2" does not fit here']],
  [
    'dscr',
    '>= 1 and < 3',
    ['7:20+3 feel-syntax "< 3" does not fit here (name the value again, or write an interval: [1..3))'],
  ],
  [
    'dscr',
    '< 3 or > 4',
    ['7:18+3 feel-syntax "> 4" does not fit here (name the value again, or put a comma between tests: < 3, > 4)'],
  ],
  [
    'dscr',
    'in (1..2)',
    ['7:11+2 feel-syntax "in" does not fit here (leave out "in": a test is written [1..2], >= 3 or "low")'],
  ],
  [
    'dscr',
    '1..2',
    [
      '7:12+3 feel-syntax "..2" does not fit here (an interval needs brackets: [1..2] with both ends in, [1..2) without the upper one)',
    ],
  ],
  ['dscr', '5%', ['7:12+1 feel-syntax "%" does not fit here (percentages are written as ratios here: 0.45, not 45%)']],
  ['dscr', 'not(-)', ['7:16+1 feel-syntax ")" does not fit here']],
  ['dscr', 'null', ['7:11+4 not-in-subset null is no test of a value (say what missing does under "missing:")']],
  ['dscr', '"low"', ['7:11+5 wrong-type dscr (a number) cannot be compared with text']],
  [
    'dscr',
    'dpd > 3',
    [
      '7:11+7 wrong-type a condition is no value to be equal to (start with the sign: >= 3; or name the value as ?: ? > 3)',
    ],
  ],
  [
    'dscr',
    'consent',
    [
      '7:11+7 wrong-type a condition is no value to be equal to (start with the sign: >= 3; or name the value as ?: ? > 3)',
    ],
  ],
  [
    'dscr',
    '[5..1]',
    ['7:11+6 empty-interval no value lies in this interval (the smaller end comes first; [1..1] is the value 1)'],
  ],
  [
    'dscr',
    '(1..1)',
    ['7:11+6 empty-interval no value lies in this interval (the smaller end comes first; [1..1] is the value 1)'],
  ],
  [
    'dscr',
    'loans.dpd',
    [
      '7:11+9 not-in-subset a column of a table is no list of tests (write some loan in loans satisfies loan.amount = …)',
    ],
  ],
  [
    'revenue',
    '>= dscr',
    [
      '7:11+7 wrong-type revenue (money) cannot be compared with dscr (a number) (divide money by money to get a number; only a literal takes the kind of the other side)',
    ],
  ],
  ['grade', '"E"', ['7:11+3 impossible-value "E" is no value of grade (a category) (it can be "A", "B", "C", "D")']],
  [
    'grade',
    '("A", "B")',
    ['7:15+1 feel-syntax "," does not fit here (tests stand without brackets around them: "A", "B")'],
  ],
  ['city', '> "x"', ['7:11+5 not-in-subset texts and categories have no order (list the values: grade in ("A", "B"))']],
];

function compileBandOf(name: string, text: string) {
  const { report, problems } = collect();
  const { type, bounds, context } = scope.names.get(name)!;
  return { made: compileUnaryTests(scalar(text), column(name, type, bounds, context), scope, report), problems };
}

describe('taken', () => {
  test.each(taken)('%s: %s', (name, text, expected) => {
    const { made, problems } = compileBandOf(name, text);
    expect(problems).toEqual([]);
    expect(printTest(made!)).toBe(expected);
  });
});

describe('refused', () => {
  test.each(refused)('%s: %s', (name, text, expected) => {
    const { made, problems } = compileBandOf(name, text);
    expect(made).toBeUndefined();
    expect(problems).toEqual(expected);
  });
});
