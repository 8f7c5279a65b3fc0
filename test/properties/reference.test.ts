import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPlan } from '../../src/engine/local/run.ts';
import type { ReferenceBook } from '../../src/model/previous.ts';
import { type Column, isText, type NumericColumn, type Table, textAt } from '../../src/model/table.ts';
import { maxUnits } from '../../src/model/value-type.ts';
import { integerType } from '../../src/plan/expressions.ts';
import type { Plan } from '../../src/plan/step.ts';
import { compilePlan } from '../../src/run/compile-plan.ts';
import { pairBooks } from '../../src/run/pair-books.ts';
import { idsOf, type Month, readFields, runMonth, valuesOf } from './months.ts';
import { rubricOf } from './pipeline.ts';
import { type BookRow, csvOf, rowArbitrary, rubricArbitrary } from './random-books.ts';

// Clients placed in another book: in their own they stand where they stand, and one client alone in another stands where it
// would if that book were run with its row changed.

const asOf = 20_757;
const parameters = new Map([
  ['as_of', asOf],
  ['new_period', 0],
]);
const rowsArbitrary = fc
  .uniqueArray(
    rowArbitrary.filter(({ id }) => id !== ''),
    { selector: ({ id }) => id, minLength: 1, maxLength: 25 },
  )
  .map((rows) => [...rows, { ...rows[0], id: 'whole', status: 'client', revenue: '10.00', a: '5', b: '5' }]);

function referenceOf({ table }: Pick<Month, 'table'>, before: Int32Array): ReferenceBook {
  return { columns: table.columns, rows: table.rows, before, parameters: new Map() };
}

function textsOf(column: Column | undefined, rows: number): unknown[] {
  if (column === undefined) throw new Error('no such column');
  return Array.from({ length: rows }, (_, row) => (isText(column) ? textAt(column, row) : column.values[row]));
}

describe('clients placed in another book', () => {
  it('stand in their own where every step puts them', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, rowsArbitrary, async (text, rows) => {
        const rubric = await rubricOf(text);
        const month = await runMonth({ rubric, text: csvOf(rows), asOf });
        const fields = await readFields(rubric, csvOf(rows));
        const itself = Int32Array.from({ length: fields.rows }, (_, row) => row);
        const options = { reference: referenceOf(month, itself) };
        const placed = await runPlan(compilePlan(rubric), fields, parameters, new Map(), {}, options);
        expect([...placed.columns.keys()].sort()).toEqual([...month.table.columns.keys()].sort());
        for (const [name, column] of placed.columns) {
          expect(textsOf(column, fields.rows), name).toEqual(textsOf(month.table.columns.get(name), fields.rows));
        }
      }),
      { numRuns: 80 },
    ));

  it('stand, one alone, where a run over that book with nothing but their row changed puts them', () =>
    fc.assert(
      fc.asyncProperty(
        // Edges of bins are held as they were, and so is who asks for a second tier that is short of places.
        rubricArbitrary
          .filter((text) => !text.includes('bins:'))
          .map((text) => text.replace(/, capacity: \d+, e/, ', e')),
        rowsArbitrary,
        rowArbitrary,
        fc.nat(),
        async (text, rows, other, at) => {
          const rubric = await rubricOf(text);
          const { id } = rows[at % rows.length];
          const changed = rows.map((row) => (row.id === id ? { ...other, id } : row));
          const before = await runMonth({ rubric, text: csvOf(rows), asOf });
          const after = await runMonth({ rubric, text: csvOf(changed), asOf });
          const [placed, alone] = [await placedIn(before, after), ownOf(after, id)];
          // What a client's change does to the scores of others is none of its own: they are held as they were.
          const apart = text.includes('percentile:') ? ['rank', 'top_percent', 'tier.rules', 'tier.model', 'tier'] : [];
          for (const name of [...apart, 'tier.periods', 'tier.held'])
            for (const own of [placed, alone]) own.delete(name);
          expect(placed).toEqual(alone);

          async function placedIn(there: Month, now: Month) {
            const fields = await readFields(rubric, now.text);
            const { before: pairs } = pairBooks(idsOf(there), idsOf(now));
            const options = { reference: referenceOf(there, pairs) };
            const { columns } = await runPlan(compilePlan(rubric), fields, parameters, new Map(), {}, options);
            return ownOf({ rubric, table: { rows: fields.rows, columns } }, id);
          }
        },
      ),
      { numRuns: 120 },
    ));

  it('count among the others where they are new there', async () => {
    const rubric = await rubricOf(rubricOfPercentile);
    const row = (id: string, revenue: string): BookRow => ({ ...plain, id, revenue });
    const before = await runMonth({ rubric, text: csvOf([row('a', '10'), row('c', '30')]), asOf });
    const text = csvOf([row('a', '10'), row('b', '20'), row('c', '30')]);
    const now = await runMonth({ rubric, text, asOf });
    const { before: pairs } = pairBooks(idsOf(before), idsOf(now));
    const options = { reference: referenceOf(before, pairs) };
    const fields = await readFields(rubric, text);
    const { columns } = await runPlan(compilePlan(rubric), fields, parameters, new Map(), {}, options);
    expect(valuesOf(idsOf(now), columns.get('percentile.f')).get('b')).toBe(50e12);
    expect(valuesOf(idsOf(now), columns.get('rank')).get('b')).toBe(1);
  });
});

const plain: BookRow = { id: '', status: 'client', revenue: '0', a: '1', b: '1', kind: 'north', flag: 'yes' };
const rubricOfPercentile = `
rubric: placed
version: "1"
title: Placed
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue]}
dimensions: {d: {weight: 1, factors: {f: {weight: 1, of: revenue, percentile: {">= 50": 100, else: 0}}}}}
tiers: [{tier: standard}]
`;

/** Every column of one client. */
function ownOf(month: Pick<Month, 'rubric' | 'table'>, id: string): Map<string, unknown> {
  const ids = idsOf(month);
  return new Map([...month.table.columns].map(([name, column]) => [name, valuesOf(ids, column).get(id)]));
}

describe('a share of a total beyond 2^53 units', () => {
  it('is exact', async () => {
    const plan: Plan = [
      {
        op: 'cumulative-share',
        name: 'share',
        type: { kind: 'number', scale: 6 },
        bounds: { min: 0, max: 1e6 },
        context: 'book',
        of: 'x',
        among: 'in',
      },
    ];
    const column = (values: readonly number[]): Column => ({ type: integerType, values: Float64Array.from(values) });
    const tableOf = (values: readonly number[]): Table => ({
      rows: values.length,
      columns: new Map([
        ['x', column(values)],
        ['in', column(values.map(() => 1))],
      ]),
    });
    const before = [maxUnits, maxUnits - 1, 5, -7];
    const reference = { columns: tableOf(before).columns, rows: 4, before: Int32Array.of(0, 1, 2, 3) };
    const shareOf = async (values: readonly number[], placed: boolean) => {
      const options = placed ? { reference: { ...reference, parameters: new Map() } } : {};
      const { columns } = await runPlan(plan, tableOf(values), new Map(), new Map(), {}, options);
      return [...(columns.get('share') as NumericColumn).values];
    };
    expect(await shareOf(before, true)).toEqual(await shareOf(before, false));
    for (const [row, value] of [maxUnits - 3, 12, maxUnits, 0].entries()) {
      const changed = before.with(row, value);
      expect((await shareOf(changed, true))[row]).toBe((await shareOf(changed, false))[row]);
    }
  });
});
