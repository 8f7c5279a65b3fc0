import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../src/rubric/feel/compile.ts';
import { collect, printExpr, printType, scalar, scope } from './feel-fixture.ts';

// What formulas become: [text, type and context, tree].

const cases: Record<string, readonly (readonly [string, string, string])[]> = {
  literals: [
    ['0.5', 'number.6 book', '0.5'],
    ['1.20', 'number.6 book', '1.2'],
    ['1.0', 'integer book', '1'],
    ['-3', 'integer book', '-3'],
    ['"a\\"b"', 'text book', '"a\\"b"'],
    ['0.1 + 0.2', 'number.6 book', '0.3'],
    ['2 ** 10', 'integer book', '1024'],
    ['5 * (1 + 1) - 3', 'integer book', '7'],
  ],
  money: [
    ['revenue + 5', 'money.2 client', '(+ revenue $5)'],
    ['revenue + 0.005', 'money.2 client', '(+ revenue $0.005)'],
    ['revenue - balance', 'money.2 client', '(- revenue balance)'],
    ['revenue * 12', 'money.2 client', '(* revenue 12)'],
    ['revenue / 12', 'money.2 client', '(/ revenue 12)'],
    ['revenue / nps', 'money.2 client', '(/ revenue nps)'],
    ['revenue / balance', 'number.6 client', '(/ revenue balance)'],
    ['100000 / balance', 'number.6 client', '(/ $100000 balance)'],
    ['revenue > 5 * 1000000', 'flag client', '(> revenue $5000000)'],
    ['revenue = 0.005', 'flag client', '(= revenue $0.005)'],
    ['-revenue', 'money.2 client', '(- $0 revenue)'],
  ],
  numbers: [
    ['dpd + 1', 'integer client', '(+ dpd 1)'],
    ['dpd + 0.5', 'number.6 client', '(+ dpd 0.5)'],
    ['dpd / 2', 'number.6 client', '(/ dpd 2)'],
    ['dpd * nps', 'integer client', '(* dpd nps)'],
    ['debt_ratio - debt_ratio', 'number.6 client', '(- debt_ratio debt_ratio)'],
    ['debt_ratio * 100', 'number.6 client', '(* debt_ratio 100)'],
    ['nps * nps - nps', 'integer client', '(- (* nps nps) nps)'],
    ['dscr ** 2', 'number.6 client', '(* dscr dscr)'],
    ['nps ** 3', 'integer client', '(* (* nps nps) nps)'],
    ['-(nps)', 'integer client', '(- 0 nps)'],
  ],
  'dates and durations': [
    ['as_of - since', 'duration:days client', '(- as_of since)'],
    ['(as_of - since).days', 'integer client', '.days((- as_of since))'],
    ['since + duration("P30D")', 'date client', '(+ since 30)'],
    ['since - duration("P1Y2M")', 'date client', 'add months(since, -14)'],
    ['since + term', 'date client', 'add months(since, term)'],
    ['notice * 2', 'duration:days client', '(* notice 2)'],
    ['notice / duration("P1D")', 'number.6 client', '(/ notice 1)'],
    ['-notice', 'duration:days client', '(- 0 notice)'],
    ['since > date("2026-01-01")', 'flag client', '(> since 20454)'],
    ['@"2026-01-31" > since', 'flag client', '(> 20484 since)'],
    ['date(2026, 1, 31) > since', 'flag client', '(> 20484 since)'],
    ['since.year', 'integer client', '.year(since)'],
    [
      'years and months duration(since, as_of).months',
      'integer client',
      '.months(years and months duration(since, as_of))',
    ],
    ['term > duration("P1Y")', 'flag client', '(> term 12)'],
  ],
  conditions: [
    ['consent', 'flag client', 'consent'],
    ['consent and dpd > 3 or not(consent)', 'flag client', '(or (and consent (> dpd 3)) (not consent))'],
    ['consent and consent = true and dpd > 3', 'flag client', '(and consent (= consent 1) (> dpd 3))'],
    ['dpd between 1 and 3', 'flag client', '(and (>= dpd 1) (<= dpd 3))'],
    ['dpd in [1..3)', 'flag client', '(and (>= dpd 1) (< dpd 3))'],
    ['dpd in ]1..3[', 'flag client', '(and (> dpd 1) (< dpd 3))'],
    ['dpd in (1, [3..4], >= 7)', 'flag client', '(or (= dpd 1) (and (>= dpd 3) (<= dpd 4)) (>= dpd 7))'],
    ['grade in ("A", "B")', 'flag client', '(or (= grade "A") (= grade "B"))'],
    ['grade in ["A", "B"]', 'flag client', '(or (= grade "A") (= grade "B"))'],
    ['grade != "A"', 'flag client', '(!= grade "A")'],
    ['grade = city', 'flag client', '(= grade city)'],
    ['dpd = null', 'flag client', '(= dpd null)'],
    ['dpd > dscr', 'flag client', '(> dpd dscr)'],
    ['dpd > 3.25', 'flag client', '(> dpd 3.25)'],
  ],
  choices: [
    ['if dpd > 0 then 1 else 0.5', 'number.6 client', '((> dpd 0) ? 1 : 0.5)'],
    [
      'if dpd > 0 then dscr else 9007199254740991',
      'number.6 client',
      '((> dpd 0) ? dscr : (as number.6 9007199254740991))',
    ],
    ['if dpd > 0 then revenue else 0', 'money.2 client', '((> dpd 0) ? revenue : $0)'],
    ['if dpd > 0 then null else dscr', 'number.6 client', '((> dpd 0) ? null : dscr)'],
    ['if dpd > 0 then dpd else dscr', 'number.6 client', '((> dpd 0) ? (as number.6 dpd) : dscr)'],
    ['if dpd > 0 then debt_ratio else debt_ratio', 'percent.6 client', '((> dpd 0) ? debt_ratio : debt_ratio)'],
    ['if dpd > 0 then "high" else "low"', 'category{high|low} client', '((> dpd 0) ? "high" : "low")'],
    ['if dpd > 0 then "high" else city', 'text client', '((> dpd 0) ? "high" : city)'],
    ['if dpd > 0 then grade else "E"', 'category{A|B|C|D|E} client', '((> dpd 0) ? grade : "E")'],
    ['max(revenue, 0)', 'money.2 client', '((>= revenue $0) ? revenue : $0)'],
    [
      'min(dpd, dscr)',
      'number.6 client',
      '((or (<= (as number.6 dpd) dscr) (= dscr null)) ? (as number.6 dpd) : dscr)',
    ],
    ['max(since, as_of)', 'date client', '((or (>= since as_of) (= as_of null)) ? since : as_of)'],
  ],
  functions: [
    ['abs(nps - 20)', 'integer client', 'abs((- nps 20))'],
    ['floor(nps / 3)', 'integer client', 'floor((/ nps 3))'],
    ['floor(revenue)', 'money.2 client', 'floor(revenue)'],
    ['floor(dscr, 1)', 'number.6 client', 'floor(dscr, 1)'],
    ['round half up(n: nps, scale: 0)', 'integer client', 'round half up(nps, 0)'],
    ['present_value(balance, debt_ratio, 0.08, 5)', 'money.2 client', 'present_value(balance, debt_ratio, 0.08, 5)'],
    [
      'present_value(years: 5, discount: 0.08, retention: 0.5, margin: revenue)',
      'money.2 client',
      'present_value(revenue, 0.5, 0.08, 5)',
    ],
    ['shrunk_rate(nps, dpd, 0.5, 4)', 'number.6 client', 'shrunk_rate(nps, dpd, 0.5, 4)'],
  ],
  rows: [
    ['count(loans)', 'integer client', 'count<loans>'],
    ['count(loans[renewed = true])', 'integer client', 'count<loans where (= row.renewed 1)>'],
    ['sum(loans.amount)', 'money.2 client', 'sum<loans row.amount>'],
    ['sum(loans[renewed].amount)', 'money.2 client', 'sum<loans row.amount where row.renewed>'],
    [
      'sum(loans[amount > 100 and kind = "x"][renewed].amount)',
      'money.2 client',
      'sum<loans row.amount where (and (and (> row.amount $100) (= row.kind "x")) row.renewed)>',
    ],
    ['sum(loans.amount[item > 5])', 'money.2 client', 'sum<loans row.amount where (> row.amount $5)>'],
    ['count(loans[item.dpd > nps])', 'integer client', 'count<loans where (> row.dpd nps)>'],
    ['max(loans.start)', 'date client', 'max<loans row.start>'],
    ['mean(loans.dpd)', 'number.6 client', 'mean<loans row.dpd>'],
    ['median(loans.amount)', 'money.2 client', 'median<loans row.amount>'],
    ['count(list: loans)', 'integer client', 'count<loans>'],
    ['some l in loans satisfies l.amount > 5', 'flag client', 'some<loans (> row.amount $5)>'],
    ['every l in loans[renewed] satisfies l.dpd = 0', 'flag client', 'every<loans (= row.dpd 0) where row.renewed>'],
    ['some d in loans.dpd satisfies d > 30', 'flag client', 'some<loans (> row.dpd 30)>'],
  ],
  'the book': [
    ['mean(nps)', 'number.6 book', 'mean<book nps>'],
    ['share(opening_grade = "D")', 'number.6 book', 'share<book (= opening_grade "D")>'],
    ['share(nps >= 9) - share(nps <= 6)', 'number.6 book', '(- share<book (>= nps 9)> share<book (<= nps 6)>)'],
    ['sum(revenue) / sum(balance)', 'number.6 book', '(/ sum<book revenue> sum<book balance>)'],
    ['revenue - mean(revenue)', 'money.2 client', '(- revenue mean<book revenue>)'],
  ],
  names: [
    ['points.loan_size', 'number.6 client', 'points.loan_size'],
    ['dpd // a comment', 'integer client', 'dpd'],
  ],
};

describe.each(Object.entries(cases))('%s', (_, table) => {
  test.each(table)('%s', (given, type, tree) => {
    const { report, problems } = collect();
    const expr = compileExpression(scalar(given), scope, 'any', report);
    expect(problems).toEqual([]);
    expect([`${printType(expr!.type)} ${expr!.context}`, printExpr(expr!)]).toEqual([type, tree]);
  });
});
