import { expect, test } from 'vitest';
import { type Context, type Kind, unbounded, type ValueType } from '../../../src/model/value-type.ts';
import { feelFunctions } from '../../../src/plan/functions/index.ts';
import { compileExpression, type Want } from '../../../src/rubric/feel/compile.ts';
import type { NamedValue, Scope } from '../../../src/rubric/feel/scope.ts';
import { collect, printType, scalar } from './feel-fixture.ts';

// Every formula of the reference policy, at the stage where it stands, with the type it has.

const scales: Partial<Record<Kind, number>> = { money: 2, number: 6, percent: 6 };

function named(kind: Kind, values?: readonly string[], context: Context = 'client'): NamedValue {
  const type: ValueType = { kind, scale: scales[kind] ?? 0, ...(values === undefined ? {} : { values }) };
  return { type, bounds: kind === 'flag' ? { min: 0, max: 1 } : unbounded, context };
}

const all = (kind: Kind, names: string): [string, NamedValue][] => names.split(' ').map((name) => [name, named(kind)]);

const scope: Scope = {
  names: new Map([
    ...all('money', 'revenue_12m cost_to_serve_12m loan_balance collateral_value annual_margin clv npl_balance'),
    ...all(
      'integer',
      'products_eligible products_held services_used services_offered max_dpd_12m max_dpd_24m nps complaints_12m',
    ),
    ...all(
      'number',
      'repeat_probability credit_quality contribution score dscr collateral_coverage csat approval_days',
    ),
    ...all('number', 'rejected_share unrated_share top1_share'),
    ...all('integer', 'product_whitespace'),
    ...all('flag', 'exited grade_worsened marketing_consent'),
    ['client_since', named('date')],
    ['as_of', named('date', undefined, 'book')],
    ['loan_class', named('category', ['pass', 'special_mention', 'substandard', 'doubtful', 'loss'])],
    ['status', named('category', ['client', 'prospect'])],
    ['grade', named('category', ['A', 'B', 'C', 'D'])],
    ['opening_grade', named('category', ['A', 'B', 'C', 'D'])],
    ['tier', named('category', ['gold', 'silver', 'standard'])],
    ['to_tier', named('category', ['gold', 'silver', 'standard'])],
  ]),
  later: new Map(),
  tables: new Map([['loans', new Map([['renewed', named('flag', undefined, 'row')]])]]),
  functions: feelFunctions,
  moneyScale: 2,
};

test.each([
  ['number', 'years and months duration(client_since, as_of).years', 'integer client'],
  ['number', 'if count(loans) > 0 then count(loans) - 1 else 0', 'integer client'],
  ['number', 'products_eligible - products_held', 'integer client'],
  ['number', 'services_used / services_offered', 'number.6 client'],
  ['number', 'if loan_balance = 0 then null else collateral_value / loan_balance', 'number.6 client'],
  ['number', 'revenue_12m - cost_to_serve_12m', 'money.2 client'],
  [
    'number',
    'shrunk_rate(k: count(loans[renewed = true]), n: count(loans), prior_mean: 0.5, prior_weight: 4)',
    'number.6 client',
  ],
  [
    'number',
    'present_value(margin: annual_margin, retention: repeat_probability, discount: 0.08, years: 5)',
    'money.2 client',
  ],
  ['flag', 'clv <= 0', 'flag client'],
  ['flag', 'max_dpd_24m > 90 or loan_class in ("substandard", "doubtful", "loss")', 'flag client'],
  ['flag', 'credit_quality >= 75', 'flag client'],
  ['flag', 'score >= 75 and grade in ("A", "B") and max_dpd_12m <= 30', 'flag client'],
  ['flag', 'grade = "D" or max_dpd_12m > 30', 'flag client'],
  ['flag', 'not(grade in ("C", "D") and to_tier = "gold")', 'flag client'],
  ['flag', 'tier = "gold" and grade = "A"', 'flag client'],
  ['flag', 'contribution >= 75 and grade in ("A", "B") and marketing_consent = true', 'flag client'],
  [
    'flag',
    'product_whitespace >= 2 and grade in ("A", "B") and tier != "gold" and marketing_consent = true',
    'flag client',
  ],
  ['flag', 'max_dpd_12m > 30 or dscr < 1.1 or collateral_coverage < 1 or grade_worsened', 'flag client'],
  ['flag', 'status = "prospect" and marketing_consent = true', 'flag client'],
  ['number', 'share(not(exited))', 'number.6 book'],
  ['number', 'share(nps >= 9) - share(nps <= 6)', 'number.6 book'],
  ['number', 'mean(csat)', 'number.6 book'],
  ['number', 'share(grade = "D")', 'number.6 book'],
  ['flag', 'opening_grade != "D"', 'flag client'],
  ['number', 'sum(npl_balance) / sum(loan_balance)', 'number.6 book'],
  ['number', 'mean(cost_to_serve_12m)', 'money.2 book'],
  ['number', 'median(approval_days)', 'number.6 book'],
  ['number', '100 * mean(complaints_12m)', 'number.6 book'],
  ['flag', 'rejected_share <= 0.01', 'flag client'],
] as const)('%s: %s', (want: Want, given, expected) => {
  const { report, problems } = collect();
  const expr = compileExpression(scalar(given), scope, want, report);
  expect(problems).toEqual([]);
  expect(`${printType(expr!.type)} ${expr!.context}`).toBe(expected);
});
