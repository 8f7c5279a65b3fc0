import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Rubric } from '../../src/model/rubric.ts';
import type { MigrationCell } from '../../src/model/summary.ts';
import { formatUnits } from '../../src/numeric/decimal.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { bookOf, type Client, monthsRubric } from './months.ts';
import { followUp, type Month } from './two-books.ts';

let rubric: Rubric;
let withPlatinum: Rubric;
beforeAll(async () => {
  rubric = await rubricOf(monthsRubric);
  withPlatinum = await rubricOf(monthsRubric.replace('tiers:\n', 'tiers:\n  - {tier: platinum, when: score >= 95}\n'));
});

async function follow(
  was: readonly Client[],
  is: readonly Client[],
  [before, now]: readonly [Rubric, Rubric] = [rubric, rubric],
): Promise<Month> {
  const first = followUp(await runOn(before, [bookOf(was)]));
  return followUp(await runOn(now, [bookOf(is)]), first);
}

const line = ({ from, to, clients, measure }: MigrationCell) =>
  `${from} → ${to}: ${clients}, ${formatUnits(measure.units, measure.scale)}`;

const was: Client[] = [
  { id: 'a', given: 99, revenue: 50, segment: 'sme' },
  { id: 'b', given: 85, revenue: 30 },
  { id: 'c', given: 50, revenue: 20 },
  { id: 'd', given: 40, revenue: 10, dpd: 120 },
  { id: 'p', given: 40, revenue: 1, status: 'prospect' },
];
const is: Client[] = [
  { id: 'a', given: 99, revenue: 70 },
  { id: 'b', given: 30, revenue: 7 },
  { id: 'c', given: 5, revenue: 20 },
  { id: 'd', given: 40, revenue: 10, status: 'prospect' },
  { id: 'e', given: 90, revenue: 5, segment: 'sme' },
  { id: 'p', given: 60, revenue: 2 },
];

test('who is where: moves, exits (also to a prospect) and new clients (also from one)', async () => {
  const { migration } = await follow(was, is);
  expect(migration?.matrix.map(line)).toEqual([
    'gold → gold: 1, 50.00',
    'gold → silver: 1, 30.00',
    'gold → unrated: 0, 0.00',
    'silver → gold: 0, 0.00',
    'silver → silver: 0, 0.00',
    'silver → unrated: 1, 20.00',
    'silver → EXIT: 1, 10.00',
    'NEW → gold: 1, 5.00',
    'NEW → silver: 1, 2.00',
  ]);
  expect(migration?.grades.map(line)).toEqual([
    'A → A: 3, 100.00',
    'A → D: 0, 0.00',
    'D → A: 0, 0.00',
    'D → D: 0, 0.00',
    'D → EXIT: 1, 10.00',
    'NEW → A: 2, 7.00',
  ]);
  expect(migration).toMatchObject({
    new: { clients: 2, returned: 0 },
    exit: { clients: 1 },
    up: { clients: 0 },
    down: { clients: 2 },
    stayed: { clients: 1 },
    psi: { bins: 2 },
  });
  expect(migration?.new.by.segment.map(({ value, clients }) => [value, clients])).toEqual([
    ['sme', 1],
    [null, 1],
  ]);
  expect(migration?.causes.map(({ cause, up, down, measure }) => [cause, up, down, measure.units])).toEqual([
    ['own', 0, 2, 5000n],
    ['book', 0, 0, 0n],
    ['rubric', 0, 0, 0n],
    ['stability', 0, 0, 0n],
    ['override', 0, 0, 0n],
  ]);
});

test('a tier that only the previous rubric had stands below those of this one, and nobody is in it now', async () => {
  const { migration, outcomes } = await follow(was, is, [withPlatinum, rubric]);
  expect([...new Set(migration?.matrix.map(({ from }) => from))]).toEqual(['gold', 'silver', 'platinum', 'NEW']);
  expect(migration?.matrix.filter(({ to }) => to === 'platinum')).toEqual([]);
  expect(outcomes[0].lines.map(({ tier }) => tier)).toEqual(['gold', 'silver', 'platinum', 'unrated', 'all']);
});

test('a tier that only this rubric has is a column and no row', async () => {
  const { migration } = await follow(was, is, [rubric, withPlatinum]);
  expect(migration?.matrix.some(({ from }) => from === 'platinum')).toBe(false);
  expect(migration?.matrix.filter(({ to }) => to === 'platinum').map(line)).toEqual([
    'gold → platinum: 1, 50.00',
    'silver → platinum: 0, 0.00',
  ]);
});

test('rows add up to the previous book, columns to this one, in clients and measure', async () => {
  const client = (id: string) =>
    fc.record({
      id: fc.constant(id),
      given: fc.constantFrom(99, 85, 50, 5, null),
      revenue: fc.integer({ min: -100, max: 1000 }),
      dpd: fc.constantFrom(0, 100),
      status: fc.constantFrom('client', 'client', 'client', 'prospect'),
    });
  const book = fc
    .subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], { minLength: 1 })
    .chain((ids) => fc.tuple(...ids.map(client)) as fc.Arbitrary<Client[]>);
  await fc.assert(
    fc.asyncProperty(book, book, fc.constantFrom(0, 1), fc.constantFrom(0, 1), async (before, now, x, y) => {
      const rubrics = [rubric, withPlatinum];
      const { migration } = await follow(before, now, [rubrics[x], rubrics[y]]);
      const clients = (of: readonly Client[]) => of.filter(({ status }) => status !== 'prospect');
      for (const cells of [migration?.matrix ?? [], migration?.grades ?? []]) {
        const sum = (chosen: readonly MigrationCell[]) => chosen.reduce((total, cell) => total + cell.clients, 0);
        const rows = cells.filter(({ from }) => from !== 'NEW');
        expect(sum(rows)).toBe(clients(before).length);
        expect(sum(cells.filter(({ to }) => to !== 'EXIT'))).toBe(clients(now).length);
        expect(Number(rows.reduce((total, { measure }) => total + measure.units, 0n))).toBe(
          100 * clients(before).reduce((total, { revenue }) => total + (revenue ?? 0), 0),
        );
      }
      const { up, down, stayed, exit } = migration ?? expect.fail();
      expect(up.clients + down.clients + stayed.clients + exit.clients).toBe(clients(before).length);
    }),
    { numRuns: 60 },
  );
});
