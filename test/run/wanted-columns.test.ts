import { expect, test } from 'vitest';
import type { Plan } from '../../src/plan/step.ts';
import { wantedColumns } from '../../src/run/wanted-columns.ts';

const flag = { kind: 'flag', scale: 0 } as const;
const compute = (name: string) => ({ op: 'compute', name, type: flag, context: 'client' });
const plan = [
  ...['$client', '$ranked', '$points.margin', '$tier.gold', '$tier.rest', 'margin'].map(compute),
  { op: 'aggregate', name: '$list.3', type: flag },
  {
    op: 'assign-tier',
    name: 'tier.model',
    places: [
      { tier: 'gold', holds: '$tier.gold', capacity: 5 },
      { tier: 'rest', holds: '$tier.rest' },
    ],
  },
] as unknown as Plan;

const titled = (name: string, expected: boolean, losses = false) => ({ name, expected, losses });
test.each([
  titled('$client', true),
  titled('$asked', true),
  titled('$tier.gold', true),
  titled('$list.3', true),
  titled('margin', true),
  titled('$tier.rest', false),
  titled('$ranked', false),
  titled('$rated', false),
  titled('$points.margin', false),
  titled('lost.margin', false),
  titled('lost.margin', true, true),
])('$name with losses $losses: $expected', ({ name, expected, losses }) => {
  expect(wantedColumns(plan, losses).has(name)).toBe(expected);
});
