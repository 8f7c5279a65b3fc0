import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/rubric/feel/compile.ts';
import { feelProblems } from '../../../src/rubric/feel/problems.ts';
import { collect, scalar, scope } from './feel-fixture.ts';

// What is said of formulas that cannot be used: [text, "line:column+length code message (hint)"]. The text stands at 7:11.

const cases: Record<string, readonly (readonly [string, readonly string[]])[]> = {
  syntax: [
    ['', ['7:11+1 feel-syntax there is no expression here']],
    ['dpd &', ['7:15+1 feel-syntax "&" does not fit here']],
    ['dpd +', ['7:15+1 feel-syntax the expression ends too early']],
    ['(dpd + 1', ['7:18+1 feel-syntax the expression ends too early (a closing bracket is missing)']],
    ['dpd > 3)', ['7:18+1 feel-syntax ")" does not fit here']],
    ['if dpd > 1 then 2', ['7:27+1 feel-syntax the expression ends too early']],
    ['dpd = = 3', ['7:17+3 feel-syntax "= 3" does not fit here (write =)']],
    ['dpd == 3', ['7:16+3 feel-syntax "= 3" does not fit here (write =)']],
    ['dpd <> 3', ['7:16+3 feel-syntax "> 3" does not fit here (write !=)']],
    ['dpd => 3', ['7:16+3 feel-syntax "> 3" does not fit here (write >=)']],
    [
      'dpd >= 1 and < 3',
      ['7:24+3 feel-syntax "< 3" does not fit here (name the value again, or write an interval: [1..3))'],
    ],
    [
      'dpd = 1 or = 3',
      ['7:22+3 feel-syntax "= 3" does not fit here (name the value again, or put a comma between tests: < 3, > 4)'],
    ],
    ['dpd = [1..3]', ['7:17+6 feel-syntax "[1..3]" does not fit here (an interval stands behind in: x in [1..3))']],
    ['dpd && consent', ['7:15+2 feel-syntax "&&" does not fit here (write and)']],
    ['dpd ≥ 3', ['7:15+1 feel-syntax "≥" does not fit here (write >=)']],
    ['consent and dpd > 3 AND consent', ['7:31+3 feel-syntax "AND" does not fit here (write and in small letters)']],
    [
      '45% > debt_ratio',
      ['7:13+1 feel-syntax "%" does not fit here (percentages are written as ratios here: 0.45, not 45%)'],
    ],
    ['dpd > 1,000', ['7:18+4 feel-syntax ",000" does not fit here (numbers have no thousands separators)']],
    [`city = 'x'`, [`7:18+1 feel-syntax "'" does not fit here (text stands in double quotes: "low")`]],
    ['city = “x”', ['7:18+1 feel-syntax "“" does not fit here (text stands in straight double quotes: "low")']],
    ['city = "x', ['7:18+1 feel-syntax """ does not fit here (a text needs its closing double quote)']],
    ['dpd > ?', ['7:17+1 feel-syntax "?" stands for the value of a band, and there is none here (write the name)']],
  ],
  'outside the subset': [
    [
      '{a: 1}',
      [
        '7:11+6 not-in-subset a context { … } is not part of the rubric language (name the parts as features of their own)',
      ],
    ],
    [
      'for l in loans return l.amount',
      [
        '7:11+30 not-in-subset for … return is not part of the rubric language (make the value a column of the table, or filter: sum(loans[renewed].amount))',
      ],
    ],
    [
      'function(a) a',
      [
        '7:11+13 not-in-subset a function definition is not part of the rubric language (write the formula as a feature)',
      ],
    ],
    [
      'dpd instance of number',
      [
        '7:11+22 not-in-subset instance of is not part of the rubric language (types are declared under fields; to ask for a value write x != null)',
      ],
    ],
    [
      '[1, 2]',
      [
        '7:11+6 not-in-subset a list by itself is not part of the rubric language (a list can stand behind in: grade in ("A", "B"); min and max take the values themselves)',
      ],
    ],
    [
      'date(city)',
      [
        '7:11+10 not-in-subset date(…) takes a literal text only (declare the column as a date under fields; a date literal is date("2026-01-31"))',
      ],
    ],
    [
      'date and time("2026-01-01T00:00:00") > since',
      [
        '7:11+36 not-in-subset date and time(…) is not part of the rubric language (there are only whole days: date("2026-01-31"), or as_of)',
      ],
    ],
    ['today() > since', ['7:11+5 not-in-subset today(…) is not part of the rubric language (the only today is as_of)']],
    [
      'contains(city, "x")',
      [
        '7:11+8 not-in-subset contains(…) is not part of the rubric language (make a lookup of the values: lookups are lists of texts by class)',
      ],
    ],
    [
      'round(dscr)',
      ['7:11+5 not-in-subset round(…) is not part of the rubric language (write round half up(n, scale))'],
    ],
    [
      'dscr ** 3',
      [
        '7:11+9 not-in-subset only whole exponents written out are exact: up to 2 for this base (write the product out, or use present_value for discounting)',
      ],
    ],
    ['dpd in (1, null)', ['7:22+4 not-in-subset null is no test of a value (write x = null, joined by or)']],
    [
      'dpd in loans.dpd',
      [
        '7:18+9 not-in-subset a column of a table is no list of tests (write some loan in loans satisfies loan.amount = …)',
      ],
    ],
    [
      'count(loans[1])',
      [
        '7:23+1 not-in-subset picking a row by its number is not part of the rubric language (rows have no order of their own; filter by a condition: loans[amount > 0])',
      ],
    ],
    [
      'loans[renewed]',
      [
        '7:11+14 not-in-subset a filter gives rows, not one value (filter the rows of a table inside a list function: count(loans[renewed = true]))',
      ],
    ],
    [
      'count(loans[count(loans) > 1])',
      [
        '7:29+5 not-in-subset a table inside the filter of a table is not part of the rubric language (a filter speaks of the columns of its row and of the client)',
      ],
    ],
    [
      'some x in [1, 2] satisfies x > 1',
      [
        '7:21+6 not-in-subset a list by itself is not part of the rubric language (a list can stand behind in: grade in ("A", "B"); min and max take the values themselves)',
      ],
    ],
    [
      'some x in loans, y in loans satisfies x.dpd > 1',
      [
        '7:16+22 not-in-subset some over more than one list, or over a range, is not part of the rubric language (go over one table: some loan in loans satisfies loan.amount > 100000)',
      ],
    ],
    [
      'grade < "B"',
      ['7:11+11 not-in-subset texts and categories have no order (list the values: grade in ("A", "B"))'],
    ],
  ],
  names: [
    [
      'revenu + sinc',
      [
        '7:11+6 unknown-name "revenu" is not known here (did you mean "revenue"?)',
        '7:20+4 unknown-name "sinc" is not known here (did you mean "since"?)',
      ],
    ],
    [
      'points.loan_siz',
      ['7:11+15 unknown-name "points.loan_siz" is not known here (did you mean "points.loan_size"?)'],
    ],
    ['tier = "gold"', ['7:11+4 name-of-later-stage tier is known only after the tiers are given']],
    [
      'dscr revenue',
      [
        '7:11+12 unknown-name "dscr revenue" is not known here (something is missing behind dscr: an operator, or quotes around a text)',
      ],
    ],
    ['not consent', ['7:11+11 unknown-name "not consent" is not known here (write not(consent))']],
    ['True', ['7:11+4 unknown-name "True" is not known here (write true)']],
    ['count', ['7:11+5 unknown-name "count" is not known here (a function is called with brackets: count(…))']],
    ['loans.amount', ['7:11+5 wrong-type loans is a table, not one value (say what of it: count(loans))']],
    ['sum(loans.amont)', ['7:21+5 unknown-name "amont" is no column of table loans (did you mean "amount"?)']],
    [
      'some l in loans satisfies l.amont > 3',
      ['7:39+5 unknown-name "amont" is no column of l (did you mean "amount"?)'],
    ],
    ['some l in loans satisfies l', ['7:37+1 wrong-type l is a whole row (name a column of it: l.amount)']],
    ['since.week', ['7:17+4 wrong-type since (a date) has no part "week" (it has .year, .month, .day)']],
    ['revenue.year', ['7:19+4 wrong-type revenue (money) has no part "year"']],
  ],
  types: [
    [
      'revenue * balance',
      ['7:11+17 wrong-type money times money has no meaning (divide one by the other to get a number)'],
    ],
    [
      'revenue + dscr',
      [
        '7:11+14 wrong-type revenue (money) and dscr (a number) cannot be added (declare it as money too, or multiply it by money; only a literal takes the kind of the other side)',
      ],
    ],
    [
      'dscr / revenue',
      [
        '7:11+14 wrong-type dscr (a number) divided by money has no meaning (divide money by money, or money by a number)',
      ],
    ],
    [
      'revenue > dscr',
      [
        '7:11+14 wrong-type revenue (money) cannot be compared with dscr (a number) (divide money by money to get a number; only a literal takes the kind of the other side)',
      ],
    ],
    [
      'since > "2026-01-01"',
      ['7:11+20 wrong-type since (a date) cannot be compared with text (write date("2026-01-01"))'],
    ],
    ['dpd = "3"', ['7:11+9 wrong-type dpd (an integer) cannot be compared with text (write 3 without quotes)']],
    [
      'consent = "yes"',
      ['7:11+15 wrong-type consent (a flag) cannot be compared with text (a flag is true or false, without quotes)'],
    ],
    [
      'notice > duration("P1Y")',
      ['7:11+24 wrong-type notice (a duration in days) cannot be compared with a duration in months'],
    ],
    ['consent < true', ['7:11+14 wrong-type a flag has no order (compare with = true or = false)']],
    ['consent and dpd', ['7:23+3 wrong-type and needs conditions, not dpd (an integer) (compare it: x > 0)']],
    [
      'city = "A" or "B"',
      ['7:25+3 wrong-type or needs conditions, not text (compare it with = or in: grade in ("A", "B"))'],
    ],
    ['not(dpd)', ['7:15+3 wrong-type not(…) needs a condition, not dpd (an integer)']],
    [
      'dpd + null',
      ['7:11+10 wrong-type dpd (an integer) and null cannot be added (arithmetic with null is always missing)'],
    ],
    ['dpd < null', ['7:11+10 wrong-type an order comparison with null never holds (write = null or != null)']],
    ['null', ['7:11+4 wrong-type a value is needed here, and this is null']],
    ['city + "x"', ['7:11+10 wrong-type city (text) and text cannot be added']],
    ['-city', ['7:11+5 wrong-type city (text) has no negative']],
    ['if dpd then 1 else 2', ['7:14+3 wrong-type if needs conditions, not dpd (an integer) (compare it: x > 0)']],
    [
      'if dpd > 0 then revenue else dscr',
      ['7:11+33 wrong-type the branches of if are revenue (money) and dscr (a number)'],
    ],
    [
      'if dpd > 0 then null else null',
      ['7:11+30 wrong-type the branches of if are all null (at least one must have a value)'],
    ],
    [
      'count(loans[amount])',
      ['7:23+6 wrong-type a filter needs a condition, not amount (money) (compare it: loans[… = true])'],
    ],
  ],
  values: [
    ['grade = "E"', ['7:11+11 impossible-value "E" is no value of grade (a category) (it can be "A", "B", "C", "D")']],
    ['grade in ("A", "a")', ['7:26+3 impossible-value "a" is no value of grade (a category) (did you mean "A"?)']],
    [
      'since > date("2026-02-30")',
      ['7:19+18 bad-literal "2026-02-30" is not a day of the calendar such as date("2026-01-31")'],
    ],
    [
      '@"10:00" > since',
      ['7:11+8 bad-literal "10:00" is not a day such as @"2026-01-31" or a duration such as @"P30D"'],
    ],
    ['12345678901234567890', ['7:11+20 bad-literal 12345678901234567890 has more digits than can be kept']],
    ['0.1234567890123456', ['7:11+18 bad-literal 0.1234567890123456 has more digits than can be kept']],
    ['dpd / 0', ['7:11+7 bad-literal a division by 0 is always missing (write null if missing is meant)']],
    [
      'dpd between 3 and 1',
      ['7:11+19 empty-interval no value lies in this interval (the smaller end comes first; [1..1] is the value 1)'],
    ],
  ],
  calls: [
    ['rond up(dscr, 1)', ['7:11+7 unknown-function there is no function "rond up" (did you mean "round up"?)']],
    [
      'revenue (3)',
      [
        '7:11+7 unknown-function there is no function "revenue" (revenue is a value: an operator is missing in front of the bracket)',
      ],
    ],
    ['decimal(dscr)', ['7:11+13 wrong-arguments decimal lacks scale (decimal(n, scale))']],
    ['round up(dscr, 1, 2)', ['7:11+20 wrong-arguments round up takes at most 2 arguments (round up(n, scale))']],
    ['round up(n: dscr, scal: 1)', ['7:29+4 wrong-arguments round up has no parameter "scal" (did you mean "scale"?)']],
    ['round up(n: dscr, n: dpd, scale: 1)', ['7:29+1 wrong-arguments n is given twice (round up(n, scale))']],
    [
      'modulo(revenue, 3)',
      ['7:11+18 wrong-arguments modulo takes two numbers, or two sums of money (for example modulo(tenure_years, 5))'],
    ],
    [
      'present_value(revenue, 0.5, 0.08)',
      ['7:11+33 wrong-arguments present_value lacks years (present_value(margin, retention, discount, years))'],
    ],
    [
      'present_value(revenue, 0.5, 0.08, 5.5)',
      [
        '7:11+38 wrong-arguments the years of present_value are an integer (for example present_value(margin: annual_margin, retention: 0.8, discount: 0.08, years: 5))',
      ],
    ],
    [
      'present_value(revenue, revenue, 0.08, 5)',
      [
        '7:11+40 wrong-arguments retention and discount of present_value are numbers such as 0.8 (for example present_value(margin: annual_margin, retention: 0.8, discount: 0.08, years: 5))',
      ],
    ],
    ['present_value(revenue, 0.5, 0.08, null)', ['7:45+4 wrong-arguments present_value of null is always missing']],
    ['max(revenue, dpd)', ['7:11+17 wrong-type the values of max are revenue (money) and dpd (an integer)']],
    [
      'max(city, grade)',
      [
        '7:11+16 wrong-arguments max needs numbers, dates or durations, not city (text) (for example max(annual_margin, 0))',
      ],
    ],
    ['max(null, null)', ['7:11+15 wrong-type the values of max are all null (at least one must have a value)']],
    ['sum(dpd, nps)', ['7:11+13 wrong-arguments sum takes one list (write a + b)']],
    [
      'sum(loans)',
      ['7:15+5 wrong-arguments sum needs numbers, not whole rows of loans (for example sum(loans.amount))'],
    ],
    [
      'share(nps)',
      ['7:17+3 wrong-arguments share needs a condition, not nps (an integer) (for example share(nps >= 9))'],
    ],
    [
      'mean(mean(nps))',
      [
        '7:16+9 list-over-clients mean of all clients is a figure of the book, and each client is looked at alone here (write the figure as a number)',
      ],
    ],
    [
      'mean(count(loans))',
      [
        '7:22+5 rows-in-outcome an outcome is made of values of clients, not of rows of a table (give what is meant of each client a name in features, and use that name)',
      ],
    ],
    [
      'count(loans[mean(dpd) > 1])',
      [
        '7:28+3 wrong-arguments mean is taken of the rows of a table, not inside its filter (for example mean(loans.amount))',
      ],
    ],
    ['sum()', ['7:11+5 wrong-arguments sum lacks list (for example sum(loans.amount))']],
    [
      'count(rows: loans)',
      ['7:17+4 wrong-arguments count has no parameter "rows" (for example count(loans[renewed = true]))'],
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (_, table) => {
  test.each(table)('%s', (given, expected) => {
    const { report, problems } = collect();
    expect(compileExpression(scalar(given), scope, 'any', report)).toBeUndefined();
    expect(problems).toEqual(expected);
  });
});

test('every code of the catalogue is met', () => {
  const met = new Set(
    Object.values(cases).flatMap((table) => table.flatMap(([, lines]) => lines.map((line) => line.split(' ')[1]))),
  );
  expect([...met].toSorted()).toEqual(Object.keys(feelProblems).toSorted());
});

test('all problems of a formula are reported, not the first', () => {
  const { report, problems } = collect();
  compileExpression(scalar('revenu > 3 and grade = "E" and dpd + revenue > 1'), scope, 'flag', report);
  expect(problems.map((line) => line.split(' ')[1])).toEqual(['unknown-name', 'impossible-value', 'wrong-type']);
});

test.each([
  ['number', 'grade', 'a number is needed here, and this is grade (a category)'],
  ['flag', 'dpd', 'a condition is needed here, and this is dpd (an integer)'],
  ['text', 'dpd', 'a text is needed here, and this is dpd (an integer)'],
  ['any', 'null', 'a value is needed here, and this is null'],
] as const)('a %s is not %s', (want, given, message) => {
  const { report, problems } = collect();
  expect(compileExpression(scalar(given), scope, want, report)).toBeUndefined();
  expect(problems).toEqual([`7:11+${given.length} wrong-type ${message}`]);
});

test.each(['revenue', 'dscr', 'dpd', 'debt_ratio'])('%s is a number', (given) => {
  expect(compileExpression(scalar(given), scope, 'number', collect().report)).toBeDefined();
});

test.each([
  ['brackets', `${'('.repeat(5000)}dpd${')'.repeat(5000)}`],
  ['terms', `dpd${' + 1'.repeat(5000)}`],
  ['unclosed brackets', '('.repeat(5000)],
])('thousands of %s are refused, not a crash', (_, given) => {
  const { report, problems } = collect();
  expect(compileExpression(scalar(given), scope, 'any', report)).toBeUndefined();
  expect(problems).toEqual([`7:11+${given.length} not-in-subset the expression is nested deeper than 400 levels`]);
});
