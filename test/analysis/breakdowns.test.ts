import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breakDown, groupValues } from '../../src/analysis/breakdowns.ts';
import { tallyCells } from '../../src/analysis/cells.ts';
import { measureClients } from '../../src/analysis/measured.ts';
import type { TextColumn } from '../../src/model/table.ts';
import { decimal, ratio } from '../../src/numeric/decimal.ts';
import { compareText } from '../../src/text/text-order.ts';

const dictionary = ['b', '北', 'a', '', 'nobody'];
const tiers = [{ name: 'gold' }, { name: 'silver' }, { name: 'unrated' }];

const rowArbitrary = fc.record({
  code: fc.integer({ min: -1, max: 3 }),
  tier: fc.integer({ min: 0, max: 2 }),
  value: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger()),
  isClient: fc.boolean(),
});

interface Row {
  readonly code: number;
  readonly tier: number;
  readonly value: number;
  readonly isClient: boolean;
}

/** The clients among some rows, and their measure. */
function told(rows: readonly Row[]) {
  const counted = rows.filter(({ isClient }) => isClient);
  const values = counted.filter(({ value }) => !Number.isNaN(value));
  return { clients: counted.length, sum: values.reduce((sum, { value }) => sum + BigInt(value), 0n) };
}

it('tells each value that has clients and each of its tiers, the largest measure first, then by text, missing last', () => {
  fc.assert(
    fc.property(fc.array(rowArbitrary, { maxLength: 40 }), (rows) => {
      const column: TextColumn = {
        type: { kind: 'category', scale: 0 },
        codes: Int32Array.from(rows, ({ code }) => code),
        dictionary,
      };
      const values = Float64Array.from(rows, ({ value }) => value);
      const isClient = Uint8Array.from(rows, (row) => (row.isClient ? 1 : 0));
      const measured = measureClients(values, 2, isClient);
      const field = groupValues(column);
      if (field === undefined) throw new Error('a column of texts has groups');
      const codes = Int32Array.from(rows, ({ tier }) => tier);
      const places = { codes, groupOf: Int32Array.of(2, 0, 1, 2), size: 3 };
      const tally = tallyCells(isClient, field.places, places, values);

      const hasUnrated = told(rows.filter(({ tier }) => tier === 2)).clients > 0;
      const shown = hasUnrated ? tiers : tiers.slice(0, 2);
      const present = [...dictionary, null]
        .map((value, code) => {
          const own = rows.filter((row) => row.code === (value === null ? -1 : code));
          return { value, own, ...told(own) };
        })
        .filter(({ clients }) => clients > 0);
      present.sort((a, b) => {
        if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
        return a.sum === b.sum ? compareText(a.value, b.value) : a.sum > b.sum ? -1 : 1;
      });
      const expected = present.map(({ value, own, clients, sum }) => ({
        value,
        clients,
        measure: decimal(sum, 2),
        measureShare: ratio(sum, measured.positiveTotal, 6),
        tiers: shown.map(({ name }, tier) => {
          const inside = told(own.filter((row) => row.tier === tier));
          return { tier: name, clients: inside.clients, measure: decimal(inside.sum, 2) };
        }),
      }));
      expect(breakDown(field, tiers, tally, measured)).toEqual(expected);
    }),
  );
});
