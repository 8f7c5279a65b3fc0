import { describe, expect, test } from 'vitest';
import { type CapacityValues, countPlaces, summariseCapacity, valuesOfCapacity } from '../../src/analysis/capacity.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import type { Column } from '../../src/model/table.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import type { Plan } from '../../src/plan/step.ts';
import { numbers, texts } from '../report/sample.ts';

const rubric = {
  portfolio: { id: 'id', measure: 'm' },
  tiers: [{ tier: 'gold', capacity: 2 }, { tier: 'silver', capacity: 1 }, { tier: 'rest' }],
} as unknown as Rubric;
const plan = [
  { op: 'assign-tier', places: ['gold', 'silver', 'rest'].map((tier) => ({ tier, holds: `$tier.${tier}` })) },
] as unknown as Plan;

interface Row {
  readonly score: number;
  readonly byRules: string;
  readonly asked?: string;
  readonly model: string;
  readonly tier?: string;
  readonly held?: 1;
}

function capacityOf(rows: readonly Row[]) {
  const order = ['gold', 'silver', 'rest'];
  const columns = new Map<string, Column>([
    [
      'id',
      texts(
        rows.map((_, row) => `C${row}`),
        'id',
      ),
    ],
    ['score', numbers(rows.map(({ score }) => score * 1e6))],
    ['tier_by_rules', texts(rows.map(({ byRules }) => byRules))],
    ['$asked', texts(rows.map(({ asked, byRules }) => asked ?? byRules))],
    ['tier.model', texts(rows.map(({ model }) => model))],
    ['tier', texts(rows.map(({ tier, model }) => tier ?? model))],
    [
      'tier.held',
      numbers(
        rows.map(({ held }) => held ?? 0),
        'flag',
        0,
      ),
    ],
    // A better rule holds together with all that are worse.
    ...order.map((tier, place): [string, Column] => [
      `$tier.${tier}`,
      numbers(
        rows.map(({ byRules }) => Number(order.indexOf(byRules) <= place)),
        'flag',
        0,
      ),
    ]),
  ]);
  const values = valuesOfCapacity(rubric, plan, columns, new Uint8Array(rows.length).fill(1)) as CapacityValues;
  return summariseCapacity(rubric, columns, values.tiers, countPlaces(values));
}

const missed = (client: string, score: number, tier: string) => ({ client, score: decimal(score * 1e6, 6), tier });

describe('capacity', () => {
  test('names who just missed, also one that went on twice, and one that lost a place it was held in', () => {
    const [gold, silver] = capacityOf([
      { score: 95, byRules: 'gold', model: 'gold' },
      { score: 90, byRules: 'gold', model: 'gold' },
      { score: 85, byRules: 'gold', model: 'silver' },
      { score: 80, byRules: 'gold', model: 'rest' },
      { score: 82, byRules: 'rest', asked: 'gold', model: 'rest' },
      { score: 60, byRules: 'silver', model: 'rest' },
    ]);
    expect(gold).toEqual({
      tier: 'gold',
      capacity: 2,
      asked: 5,
      placed: 2,
      overflow: 3,
      held: 0,
      overridden: 0,
      missed: [missed('C2', 85, 'silver'), missed('C4', 82, 'rest'), missed('C3', 80, 'rest')],
      lastScore: decimal(90e6, 6),
    });
    expect(silver).toMatchObject({ asked: 3, placed: 1, overflow: 2 });
    expect(silver.missed).toEqual([missed('C3', 80, 'rest'), missed('C5', 60, 'rest')]);
  });

  test('a held client takes a place, one by hand does not', () => {
    const [gold] = capacityOf([
      { score: 95, byRules: 'gold', model: 'gold' },
      { score: 70, byRules: 'silver', asked: 'gold', model: 'gold', held: 1 },
      { score: 20, byRules: 'rest', model: 'rest', tier: 'gold' },
      { score: 96, byRules: 'gold', model: 'gold', tier: 'rest' },
    ]);
    expect(gold).toEqual({
      tier: 'gold',
      capacity: 2,
      asked: 3,
      placed: 3,
      overflow: 0,
      held: 1,
      overridden: 1,
      lastScore: null,
    });
  });
});
