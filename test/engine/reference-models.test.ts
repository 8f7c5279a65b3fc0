import { describe, expect, it } from 'vitest';
import { runPlan } from '../../src/engine/local/run.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import type { Column, NumericColumn } from '../../src/model/table.ts';
import { unbounded } from '../../src/model/value-type.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { integerType, pointsType } from '../../src/plan/expressions.ts';
import type { PredictiveModel } from '../../src/plan/predictive-model.ts';
import type { ModelStep } from '../../src/plan/step.ts';

// A model that adds its one parameter, by default the sum of the book, to a column: enough to see where it comes from.

const adding: PredictiveModel = {
  keyword: 'adding',
  summary: 'A number and the sum of all.',
  suffixes: { alive: 'chance', one_event: 'flag' },
  run({ fixed }, { columns, clients, before }) {
    const x = columns.get('x') ?? new Float64Array(clients);
    const kept = [...before.values()].reduce((sum: number, value) => sum + Number(value), 0);
    const level = fixed === undefined ? x.reduce((sum, value) => sum + value, kept) : Number(fixed.level.units);
    return {
      columns: new Map([
        ['', x.map((value) => value + level)],
        ['alive', x.map(() => level)],
        ['one_event', x.map(() => 1)],
      ]),
      summary: {
        kind: 'adding',
        given: fixed !== undefined,
        parameters: { level: decimal(level, 0) },
        standardErrors: null,
        logLikelihood: null,
        converged: true,
        clients,
        repeaters: 0,
        leftOut: 0,
        oneEvent: 0,
      },
      kept: level,
    };
  },
};

const base = { op: 'model', model: 'adding', type: pointsType, bounds: unbounded, context: 'book' } as const;
const own: ModelStep = { ...base, name: '$prior.f', columns: { x: 'x' } };
const built: ModelStep = { ...base, name: 'worth', uses: { purchases: '$prior.f' } };

async function placed(step: ModelStep, parameters: ReadonlyMap<string, Readonly<Record<string, Decimal>>>) {
  const x: Column = { type: integerType, values: Float64Array.of(1, 2, 3) };
  const reference = { columns: new Map(), rows: 0, before: Int32Array.of(-1, -1, -1), parameters };
  const table = { rows: 3, columns: new Map([['x', x]]) };
  const { columns } = await runPlan([step, built], table, new Map(), new Map(), { adding }, { reference });
  const names = [step.name, `${step.name}.alive`, `${step.name}.one_event`, 'worth'];
  return names.map((name) => [...(columns.get(name) as NumericColumn).values]);
}

describe('a model placed in another book', () => {
  const none = [Number.NaN, Number.NaN, Number.NaN];
  const cases = [
    { title: 'the parameters recorded there', step: own, name: '$prior.f', level: 100 },
    { title: 'the parameters recorded under its name in summaries', step: own, name: 'prior.f', level: 100 },
    { title: "the rubric's own first", step: { ...own, fixed: { level: decimal(7, 0) } }, name: '$prior.f', level: 7 },
  ];
  it.each(cases)('takes $title, and what builds on it does too', async ({ step, name, level }) => {
    const all = [level, level, level];
    const parameters = new Map([[name, { level: decimal(100, 0) }]]);
    expect(await placed(step, parameters)).toEqual([[level + 1, level + 2, level + 3], all, [1, 1, 1], all]);
  });

  it('gives nothing where none were found there, but what needs none', async () => {
    expect(await placed(own, new Map())).toEqual([none, none, [1, 1, 1], [0, 0, 0]]);
  });
});
