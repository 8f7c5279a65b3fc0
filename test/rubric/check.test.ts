import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../../src/model/decimal.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import { checkText } from './registries.ts';
import { factors, fieldsWith, rubricWith } from './sections.ts';

async function rubricOf(changed: Record<string, string | undefined>): Promise<Rubric> {
  const { rubric, problems } = await checkText(rubricWith(changed));
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return rubric!;
}

const text = ({ units, scale }: Decimal): string => `${units}e-${scale}`;

describe('a checked rubric', () => {
  it('has its defaults filled in', async () => {
    const rubric = await rubricOf({});
    expect(rubric).toMatchObject({
      locale: 'en',
      title: {},
      gradeOrder: [],
      grades: [],
      actions: [],
      lists: [],
      checks: [],
    });
    expect(text(rubric.coverage)).toBe('70e-2');
    expect(rubric.pareto.top.map(text)).toEqual(['1e-0', '5e-0', '10e-0', '20e-0', '50e-0']);
    expect(rubric.pareto.clientsFor.map(text)).toEqual(['50e-2', '80e-2', '95e-2']);
    expect(rubric.pareto.abc.map(text)).toEqual(['80e-2', '95e-2']);
    expect(rubric.fields[1]).toMatchObject({
      valueType: { kind: 'money', scale: 2 },
      from: ['revenue'],
      required: false,
      missingMarks: ['NA', 'N/A', 'null', '-', '--', '无'],
      currency: 'CNY',
    });
  });

  const scales = [
    { currency: 'JPY', scale: 0 },
    { currency: 'KWD', scale: 3 },
    { currency: 'EUR', scale: 2 },
    { currency: 'CLF', scale: 4 },
  ];
  it.each(scales)('keeps $currency in $scale minor digits', async ({ currency, scale }) => {
    const { fields } = await rubricOf({ currency: `currency: ${currency}` });
    expect(fields[1].valueType).toEqual({ kind: 'money', scale });
  });

  it('brings bounds to units and closes categories', async () => {
    const { fields } = await rubricOf({
      fields: fieldsWith(
        'paid: {type: money, min: 0.05, max: 1000}',
        'ratio: {type: percent, min: 0, max: 150%}',
        'day: {type: date, min: 2026-01-31}',
        'kind: {type: category, from: [Kind, 类型], values: {a: [x, y], b: z, c: }, missing_marks: [null, "?"]}',
      ),
    });
    expect(fields[3]).toMatchObject({ min: 5, max: 100000 });
    expect(fields[4]).toMatchObject({ min: 0, max: 1500000 });
    expect(fields[5]).toMatchObject({ min: 20484 });
    expect(fields[6]).toMatchObject({
      from: ['Kind', '类型', 'kind'],
      valueType: { kind: 'category', scale: 0, values: ['a', 'b', 'c'] },
      missingMarks: ['null', '?'],
    });
    expect([...fields[6].values!]).toEqual([
      ['a', ['a', 'x', 'y']],
      ['b', ['b', 'z']],
      ['c', ['c']],
    ]);
  });

  it('keeps decimals as they are written', async () => {
    const rubric = await rubricOf({
      dimensions: factors(
        'big: {weight: 1.20, of: revenue, scale: {0: 0, 1: 100}}',
        'old: {weight: 3e1, of: revenue, scale: {0: 0, 1: 100}}',
      ),
      pareto:
        'pareto: {top: [50, 12.5%, 10, 10%], clients_for: [99.5%, 0.8], abc: [70%, 0.90], expect: {top: 10%, share: 69.1%}}',
      tiers:
        'tiers: [{tier: gold, capacity: 0, when: score > 1, effort_hours: 1.5, service: fast}, {tier: rest, service: {en: [a, b]}}]',
    });
    expect(rubric.dimensions[0].factors.map((factor) => text(factor.weight))).toEqual(['120e-2', '30e-0']);
    expect(rubric.pareto.top.map(text)).toEqual(['10e-0', '125e-1', '50e-0']);
    expect(rubric.pareto.clientsFor.map(text)).toEqual(['8e-1', '995e-3']);
    expect(text(rubric.pareto.expect!.share)).toBe('691e-3');
    expect(rubric.tiers[0]).toMatchObject({
      capacity: 0,
      effortHours: { units: 15n, scale: 1 },
      service: { en: ['fast'] },
    });
    expect(rubric.tiers[1].service).toEqual({ en: ['a', 'b'] });
  });

  it('gives a text without locale the locale of the rubric', async () => {
    const { title } = await rubricOf({ locale: 'locale: zh-CN', title: 'title: 示例' });
    expect(title).toEqual({ 'zh-CN': '示例' });
  });

  it('resolves missing rules: factor before dimension before rubric', async () => {
    const big = (name: string, missing: string) => `${name}: {weight: 1, of: revenue, scale: {0: 0, 1: 100}${missing}}`;
    const { dimensions, coverage } = await rubricOf({
      missing: 'missing: {rule: unrated, coverage: 50%}',
      dimensions: [
        factors(big('a', ''), big('b', ', missing: {rule: 12.5}')),
        '  risk:',
        '    weight: 1',
        '    missing: {rule: zero, coverage: 0.9}',
        '    factors:',
        `      ${big('c', '')}`,
        `      ${big('d', ', missing: {rule: reweight}')}`,
      ].join('\n'),
    });
    const rules = dimensions.flatMap((dimension) => dimension.factors.map((factor) => factor.missing));
    expect(rules).toEqual(['unrated', { points: 12500000 }, { points: 0 }, 'reweight']);
    expect(text(coverage)).toBe('50e-2');
    expect(dimensions.map((dimension) => dimension.coverage && text(dimension.coverage))).toEqual([undefined, '9e-1']);
  });

  it('widens the bounds of the score with points_range', async () => {
    const rubric = await rubricOf({
      dimensions: factors(
        'big: {weight: 1, of: revenue, points_range: [-10, 120], scale: {0: -10, 1: 120}, cap: {when: revenue < 0, points: -5}}',
      ),
      lists: 'lists: {call: {when: score > 1, sort: score}}',
    });
    expect(rubric.dimensions[0].factors[0].cap?.points).toBe(-5000000);
    expect(rubric.lists[0].sort).toMatchObject({
      op: 'column',
      name: 'score',
      bounds: { min: -10000000, max: 120000000 },
    });
  });

  it('knows each name from its stage on', async () => {
    const rubric = await rubricOf({
      features: 'features: {tenure: "years and months duration(since, as_of).years"}',
      fields: fieldsWith('since: {type: date}'),
      dimensions: factors('big: {weight: 1, of: tenure, scale: {0: 0, 1: 100}, floor: {when: tenure > 3, points: 10}}'),
      grade_order: 'grade_order: [A, B]',
      grades: 'grades: [{grade: A, when: size > 10 and points.big > 5 and coverage > 0.5 and rank < 9}, {grade: B}]',
      tiers: 'tiers: [{tier: gold, when: grade = "A" and top_percent <= 10 and cumulative_share < 0.8}, {tier: rest}]',
      actions: 'actions:\n  call:\n    - when: tier = "gold" and grade in ("A", "B")\n      do: now\n    - do: later',
      checks: 'checks: [{check: few, rule: rejected_share <= 0.01 and gini < 0.9}]',
    });
    expect(rubric.tiers[0].when?.context).toBe('client');
    expect(rubric.checks[0]).toMatchObject({ source: 'rejected_share <= 0.01 and gini < 0.9', breach: 'warn' });
    expect(rubric.checks[0].rule.context).toBe('book');
  });

  it('lets a lookup stand where a category is needed, closed by its classes', async () => {
    const { derived, breakdowns } = await rubricOf({
      lookups: 'lookups: {part: {of: branch, up: [north], else: down}}',
      features: 'features: {is_up: part = "up"}',
      lists: 'lists: {ups: {when: is_up}}',
      breakdowns: 'breakdowns: [part]',
    });
    expect(derived.map((one) => one.name)).toEqual(['part', 'is_up']);
    expect(derived[0].expr).toMatchObject({
      op: 'lookup',
      classes: [{ name: 'up', values: ['north'] }],
      otherwise: 'down',
      type: { kind: 'category', values: ['up', 'down'] },
    });
    expect(breakdowns).toEqual(['part']);
  });

  it('sorts features by dependence, in whatever order they are written', async () => {
    const chain = Array.from({ length: 8 }, (_, index) => ({
      name: `f${index}`,
      line: `  f${index}: ${index === 0 ? 'revenue' : `f${index - 1} + f${Math.floor(index / 2)}`}`,
    }));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(chain, { minLength: 8 }), async (shuffled) => {
        const { derived } = await rubricOf({
          features: ['features:', ...shuffled.map((one) => one.line)].join('\n'),
          lists: 'lists: {all: {when: f7 > 1}}',
        });
        expect(derived.map((one) => one.name)).toEqual(chain.map((one) => one.name));
      }),
      { numRuns: 20 },
    );
  });
});
