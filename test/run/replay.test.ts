import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericColumn, TextColumn } from '../../src/model/table.ts';
import { UserError } from '../../src/model/user-error.ts';
import { replay } from '../../src/run/replay.ts';
import { idsOf, type Month, recordOf, runMonth, valuesOf } from '../properties/months.ts';
import { rubricOf } from '../properties/pipeline.ts';
import { type BookRow, bookArbitrary, csvOf, rubricArbitrary } from '../properties/random-books.ts';

const plain: BookRow = { id: '', status: 'client', revenue: '100', a: '0', b: '50', kind: 'north', flag: 'yes' };
const stable = '\nstability: {demote: {buffer: 5, after: 3}}\n';
const rubricText = `
rubric: replayed
version: "1"
title: Replayed
currency: EUR
locale: en
portfolio: {id: client_id, measure: revenue}
fields:
  client_id: {type: id, from: [Client], required: true}
  revenue: {type: money, from: [Revenue]}
  a: {type: number, from: [A]}
dimensions: {d: {weight: 1, factors: {a: {weight: 1, of: a, scale: {0: 0, 100: 100}}}}}
grade_order: [A, B]
grades: [{grade: A, when: score >= 50}, {grade: B}]
tiers: [{tier: gold, when: score >= 60 and previous_grade != "B"}, {tier: basic}]
${stable}`;

function textOf(points: Readonly<Record<string, string>>): string {
  return csvOf(Object.entries(points).map(([id, a]) => ({ ...plain, id, a })));
}

/** Two months: x is held in gold, y has a tier by hand. */
async function secondMonth(): Promise<Month> {
  const rubric = await rubricOf(rubricText);
  const previous = await runMonth({ rubric, text: textOf({ w: '90', x: '80', y: '10' }), asOf: 1000 });
  const overrides = new Map([['y', 'gold']]);
  return runMonth({ rubric, text: textOf({ w: '95', x: '40', y: '10' }), asOf: 1030, previous, overrides });
}

describe('a replay', () => {
  it('gives every column of the run again, holding and tiers by hand included', async () => {
    const month = await secondMonth();
    const ids = idsOf(month);
    expect(valuesOf(ids, month.table.columns.get('tier.held')).get('x')).toBe(1);
    expect(valuesOf(ids, month.table.columns.get('tier')).get('y')).toBe('gold');
    await expectSame(month, await replay(recordOf(month)));
  });

  it('gives every column of any run again', () =>
    fc.assert(
      fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, rows) => {
        const month = await runMonth({ rubric: await rubricOf(text + stable), text: csvOf(rows), asOf: 1000 });
        await expectSame(month, await replay(recordOf(month)));
      }),
      { numRuns: 30 },
    ));

  it('keeps no column but those that are wanted and those that are checked', async () => {
    const { columns } = await replay(recordOf(await secondMonth()), { keep: new Set(['tier.rules', '$client']) });
    expect([...columns.keys()].sort()).toEqual(['$client', 'grade', 'score', 'tier', 'tier.model', 'tier.rules']);
  });

  it.each([
    { name: 'score', found: '95', expected: '96, as recorded' },
    { name: 'tier.periods', found: undefined, expected: undefined },
  ])('holds $name against the record where it is a result', async ({ name, found, expected }) => {
    const run = recordOf(await secondMonth());
    const column = run.table.columns.get(name) as NumericColumn;
    const values = Float64Array.from(column.values, (units, row) => (row === 0 ? units + 1_000_000 : units));
    const table = { rows: run.table.rows, columns: new Map([...run.table.columns, [name, { ...column, values }]]) };
    const problem = await problemOf(replay({ ...run, table }));
    if (found === undefined) expect(problem).toBeUndefined();
    else expect(problem).toMatchObject({ code: 'previous-differs', found, expected });
  });

  it('names the client and the tier that does not come out again', async () => {
    const run = recordOf(await secondMonth());
    const columns = new Map(run.table.columns);
    const tier = columns.get('tier') as TextColumn;
    columns.set('tier', { ...tier, codes: tier.codes.with(0, tier.dictionary.length - 1) });
    const problem = await problemOf(replay({ ...run, table: { rows: run.table.rows, columns } }));
    expect(problem?.message).toContain('tier of client "w"');
    expect(problem).toMatchObject({ found: 'gold', expected: 'basic, as recorded' });
  });

  it('names the column that a run did not record', async () => {
    const run = recordOf(await secondMonth());
    const columns = new Map(run.table.columns);
    columns.delete('previous_grade');
    const problem = await problemOf(replay({ ...run, table: { rows: run.table.rows, columns } }));
    expect(problem).toMatchObject({ code: 'previous-differs' });
    expect(problem?.message).toContain('previous_grade');
  });
});

async function problemOf(replayed: Promise<unknown>) {
  try {
    await replayed;
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
}

async function expectSame(month: Month, { columns }: Awaited<ReturnType<typeof replay>>): Promise<void> {
  const ids = idsOf(month);
  for (const [name, column] of month.table.columns) {
    expect(valuesOf(ids, columns.get(name)), name).toEqual(valuesOf(ids, column));
  }
}
