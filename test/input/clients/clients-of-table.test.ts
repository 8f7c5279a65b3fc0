import { describe, expect, it } from 'vitest';
import { clientsOfTable } from '../../../src/input/clients/clients-of-table.ts';
import { readBook } from '../../../src/input/read-book.ts';
import { fieldTypes } from '../../../src/input/types/index.ts';
import type { FieldSpec } from '../../../src/model/rubric.ts';
import { type TextColumn, textAt } from '../../../src/model/table.ts';

const client: FieldSpec = {
  name: 'client_id',
  type: 'id',
  valueType: { kind: 'id', scale: 0 },
  from: ['client_id'],
  required: true,
  missingMarks: ['-'],
  currency: 'EUR',
  label: {},
  position: { file: 'r.yaml', line: 1, column: 1, length: 1 },
};

async function clientsOf(lines: readonly string[], counts?: readonly number[]) {
  const source = {
    name: 'loans.csv',
    async *bytes() {
      yield new TextEncoder().encode(`${['client_id,x', ...lines].join('\n')}\n`);
    },
  };
  const rows = { shared: 'client_id' };
  const raw = await readBook([source], [client], 'client_id', { passThrough: false }, fieldTypes, undefined, rows);
  const { table, totals } = clientsOfTable(raw, 'client_id', counts && Float64Array.from(counts));
  const ids = table.columns.get('client_id') as TextColumn;
  return { clients: Array.from({ length: table.rows }, (_, row) => textAt(ids, row)), totals: totals.rows };
}

describe('clients that are the keys of a table', () => {
  it.each([
    {
      title: 'are its distinct keys in byte order',
      lines: ['b,1', '𠮷,1', 'ﬁ,1', 'b,2', '01,1', '1,1'],
      clients: ['01', '1', 'b', 'ﬁ', '𠮷'],
      totals: { read: 6, clients: 5, rejected: 0, ofTable: { kept: 6, leftOut: 0 } },
    },
    {
      title: 'are not made of rows without a key, or with too few cells',
      lines: ['a,1', '-,1', 'c'],
      clients: ['a'],
      totals: { read: 3, clients: 1, rejected: 2, ofTable: { kept: 1, leftOut: 0 } },
    },
    {
      title: 'are not made of rows that do not count',
      lines: ['a,1', 'b,1', 'a,2'],
      counts: [1, 0, Number.NaN],
      clients: ['a'],
      totals: { read: 3, clients: 1, rejected: 0, ofTable: { kept: 1, leftOut: 2 } },
    },
  ])('$title', async ({ lines, counts, clients, totals }) => {
    const found = await clientsOf(lines, counts);
    expect(found.clients).toEqual(clients);
    expect(found.totals).toEqual({ ...totals, merged: 0 });
  });
});
