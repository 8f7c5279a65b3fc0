import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/problem.ts';
import { checkText, line as placed } from './registries.ts';
import { fieldsWith, rubricWith } from './sections.ts';

// `portfolio.currency` and `portfolio.group`, and the currency that a field says for itself.

const line = (problem: Problem): string => placed(problem).replace(/^r\.yaml:/, '');
const currency = 'money_of: {type: category, values: [CNY, USD]}';

describe('the currency of amounts', () => {
  it('is that of the portfolio, or of the field itself, or none', async () => {
    const { rubric, problems } = await checkText(
      rubricWith({
        portfolio: 'portfolio: {id: id, measure: revenue, currency: money_of}',
        fields: fieldsWith(currency, 'loan: {type: money, currency: loan_of}', 'loan_of: {type: text}'),
        features: 'features: {more: loan + revenue}',
        breakdowns: 'breakdowns: [branch]',
        lists: 'lists: {all: {when: more > 5}}',
        tables:
          'tables: {loans: {key: id, fields: {id: {type: id}, amount: {type: money, currency: code}, code: {type: text}}}}',
      }),
    );
    expect(problems.map(line)).toEqual([]);
    const named = [...rubric!.fields, ...rubric!.tables[0].fields].map((field) => [field.name, field.currencyField]);
    expect(named.filter(([, of]) => of !== undefined)).toEqual([
      ['revenue', 'money_of'],
      ['loan', 'loan_of'],
      ['amount', 'code'],
    ]);
  });

  it('is that of the table that makes the clients, where there is one', async () => {
    const { rubric, problems } = await checkText(
      rubricWith({
        portfolio: 'portfolio: {id: no, measure: total, of: loans, currency: code}',
        fields: undefined,
        tables:
          'tables:\n  loans: {key: no, fields: {no: {type: id}, paid: {type: money}, code: {type: text}}}\n  cards: {key: no, fields: {no: {type: id}, fee: {type: money}}}',
        features: 'features: {total: sum(loans.paid) + sum(cards.fee)}',
        dimensions:
          'dimensions: {size: {weight: 1, factors: {big: {weight: 1, of: total, bands: {">= 100": 100, else: 0}}}}}',
        breakdowns: undefined,
      }),
    );
    expect(problems.map(line)).toEqual([]);
    const named = rubric!.tables.flatMap((table) => table.fields).filter((field) => field.currencyField !== undefined);
    expect(named.map(({ name, currencyField }) => [name, currencyField])).toEqual([['paid', 'code']]);
  });

  it.each([
    {
      title: 'a name that is none',
      portfolio: 'portfolio: {id: id, measure: revenue, currency: monney_of}',
      more: [currency],
      expected: ['1:49 unknown-name "monney_of" is no field of this file, and the currency must be one'],
    },
    {
      title: 'a number',
      portfolio: 'portfolio: {id: id, measure: revenue, currency: revenue}',
      more: [],
      expected: ['1:49 wrong-type "revenue" is of type money, and the currency must be a text or category'],
    },
    {
      title: 'a currency of what is no money',
      portfolio: 'portfolio: {id: id, measure: revenue, currency: money_of}',
      more: [currency, 'age: {type: integer, currency: money_of}'],
      expected: ['7:34 setting-unfit a field of type integer takes no "currency"'],
    },
  ])('refuses $title', async ({ portfolio, more, expected }) => {
    const { problems } = await checkText(rubricWith({ portfolio, fields: fieldsWith(...more) }));
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(line)).toEqual(expected);
  });
});

describe('the group of connected clients', () => {
  it.each([
    { title: 'a field', fields: fieldsWith('bloc: {type: text}'), features: undefined },
    {
      title: 'a feature',
      fields: fieldsWith(),
      features: 'features: {bloc: if revenue > 5 then "large" else "small"}',
    },
  ])('may be $title', async ({ fields, features }) => {
    const portfolio = 'portfolio: {id: id, measure: revenue, group: bloc}';
    const { rubric, problems } = await checkText(rubricWith({ portfolio, fields, features }));
    expect(problems.map(line)).toEqual([]);
    expect(rubric?.portfolio.group).toBe('bloc');
  });

  it.each([
    {
      group: 'revenue',
      expected: '1:46 wrong-type "revenue" is of type money, and the group must be a text, category or id',
    },
    { group: 'brunch', expected: '1:46 unknown-name "brunch" is no field or feature, and the group must be one' },
  ])('is not $group', async ({ group, expected }) => {
    const { problems } = await checkText(
      rubricWith({ portfolio: `portfolio: {id: id, measure: revenue, group: ${group}}` }),
    );
    expect(problems.map(line)).toEqual([expected]);
  });
});
