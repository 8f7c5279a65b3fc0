import { describe, expect, it } from 'vitest';
import { ownersByKey, ownersThrough, ownRows } from '../../../src/input/clients/own-rows.ts';
import type { RawBook } from '../../../src/model/book.ts';
import type { Column, OwnedTable, TextColumn } from '../../../src/model/table.ts';
import { UserError } from '../../../src/model/user-error.ts';

const idType = { kind: 'id', scale: 0 } as const;
const numberType = { kind: 'integer', scale: 0 } as const;

function idsOf(...ids: readonly (string | null)[]): TextColumn {
  const dictionary = [...new Set(ids.filter((id) => id !== null))];
  return { type: idType, codes: Int32Array.from(ids, (id) => (id === null ? -1 : dictionary.indexOf(id))), dictionary };
}

function rawOf(ids: readonly (string | null)[], more: Partial<RawBook> = {}): RawBook {
  const values = Float64Array.from(ids, (_, row) => row * 10);
  return {
    table: {
      rows: ids.length,
      columns: new Map<string, Column>([
        ['client_id', idsOf(...ids)],
        ['amount', { type: numberType, values }],
        ['absent', { type: numberType, values }],
      ]),
    },
    lines: Uint32Array.from(ids, (_, row) => row + 2),
    sources: new Uint16Array(ids.length),
    spoiled: Uint8Array.from(ids, (id) => (id === null ? 1 : 0)),
    files: [{ name: 'loans.csv', rows: ids.length, unmapped: [] }],
    rejects: [],
    findings: [],
    ragged: 0,
    ...more,
  };
}

const owners = ownersByKey(idsOf('01', '1', '𠮷'));
const request = { name: 'loans', key: 'client_id', within: 'the book' };
const amounts = (table: OwnedTable) => [...(table.columns.get('amount') as { values: Float64Array }).values];

describe('rows of a further table', () => {
  it('find their clients by keys that are equal byte by byte', () => {
    const { table, totals } = ownRows(rawOf(['1', '01', '1', '𠮷']), owners, request);
    expect([...table.owner]).toEqual([1, 0, 1, 2]);
    expect(totals).toEqual({ table: 'loans', read: 4, kept: 4, leftOut: 0, rejected: 0 });
  });

  it.each([
    {
      title: 'unknown clients',
      ids: ['01', '001', '1 '],
      counts: undefined,
      expected: { kept: 1, leftOut: 0, rejected: 2 },
    },
    { title: 'no usable key', ids: ['01', null], counts: undefined, expected: { kept: 1, leftOut: 0, rejected: 1 } },
    {
      title: 'rows that do not count',
      ids: ['01', '1', '9'],
      counts: [0, 1, 0],
      expected: { kept: 1, leftOut: 2, rejected: 0 },
    },
    {
      title: 'a missing condition',
      ids: ['01', '1'],
      counts: [Number.NaN, 1],
      expected: { kept: 1, leftOut: 1, rejected: 0 },
    },
    { title: 'no rows', ids: [], counts: undefined, expected: { kept: 0, leftOut: 0, rejected: 0 } },
  ])('are all accounted for with $title', ({ ids, counts, expected }) => {
    const given = counts === undefined ? request : { ...request, counts: Float64Array.from(counts) };
    const { totals, table } = ownRows(rawOf(ids, { ragged: 2 }), owners, given);
    expect(totals).toEqual({ table: 'loans', read: ids.length + 2, ...expected, rejected: expected.rejected + 2 });
    expect(table.rows).toBe(expected.kept);
    for (const column of table.columns.values()) {
      expect('codes' in column ? column.codes.length : column.values.length).toBe(expected.kept);
    }
  });

  it('keep their own values when others are left out, also where columns share an array', () => {
    const { table } = ownRows(rawOf(['1', '9', '01']), owners, request);
    expect(amounts(table)).toEqual([0, 20]);
    expect(table.columns.get('absent')).toEqual(table.columns.get('amount'));
  });

  it('are rejected with file, line, key and what was looked for', () => {
    const { rejects } = ownRows(rawOf(['1', '9']), owners, request);
    expect(rejects).toEqual([
      {
        ...{ file: 'loans.csv', line: 3, client: '9', field: 'client_id', value: '9' },
        ...{ code: 'unknown-owner', expected: 'a key of the book', whole: true },
      },
    ]);
    const through = ownRows(rawOf(['9']), owners, { ...request, within: 'table accounts' });
    expect(through.rejects[0].client).toBeUndefined();
    expect(through.rejects[0].expected).toBe('a key of table accounts');
  });
});

describe('owners through another table', () => {
  const accounts = (ids: readonly (string | null)[], owner: readonly number[]): OwnedTable => ({
    rows: ids.length,
    columns: new Map([['account', idsOf(...ids)]]),
    owner: Int32Array.from(owner),
  });

  it('are those of its rows; a key without a value stands for nobody', () => {
    const found = ownersThrough(accounts(['A', null, 'B', 'A'], [2, 0, 1, 2]), 'accounts', 'account');
    expect([...found]).toEqual([
      ['A', 2],
      ['B', 1],
    ]);
  });

  it('are refused where one key has several clients, with the first of the keys', () => {
    const table = accounts(['B', 'A', 'A', 'B', 'C'], [0, 1, 2, 1, 0]);
    try {
      ownersThrough(table, 'accounts', 'account');
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.problems).toHaveLength(1);
      expect(error.problems[0]).toMatchObject({ code: 'several-owners', hint: expect.stringContaining('where') });
      expect(error.problems[0].message).toContain('"A" and 1 more');
    }
  });
});
