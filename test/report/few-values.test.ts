import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxUnits } from '../../src/model/value-type.ts';
import { findFewValues, mostFew } from '../../src/report/few-values.ts';

/** The plain way. */
function plainly(values: readonly number[]): { few: number[]; codes: number[] } {
  const few = [...new Set(values.filter((value) => !Number.isNaN(value)).map((value) => value + 0))];
  return { few, codes: values.map((value) => few.indexOf(value) + 1) };
}

function found(values: readonly number[]): { few: number[] | undefined; codes: number[] } {
  const codes = new Uint8Array(values.length).fill(99);
  return { few: findFewValues(Float64Array.from(values), codes), codes: [...codes] };
}

describe('few different values', () => {
  it.each([
    { title: 'no rows', values: [] },
    { title: 'none present', values: [Number.NaN, Number.NaN] },
    { title: 'both zeros', values: [Number.NaN, -0, 0, 1, -0] },
    // Which are the same in 32 bits, and so all look for one place.
    { title: 'values 2^32 apart', values: Array.from({ length: 600 }, (_, row) => (row % mostFew) * 2 ** 32 + 5) },
    { title: 'as many as a byte tells apart', values: Array.from({ length: 600 }, (_, row) => (row % mostFew) - 100) },
  ])('$title', ({ values }) => expect(found(values)).toEqual(plainly(values)));

  it('any', () => {
    const value = fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.constantFrom(Number.NaN, maxUnits, -maxUnits, 2 ** 32),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 500 }), (values) => {
        expect(found(values)).toEqual(plainly(values));
      }),
    );
  });

  it('one value too many, in the last row', () => {
    const values = Array.from({ length: 2000 }, (_, row) => 1000 * (row % mostFew));
    expect(found([...values, 7]).few).toBeUndefined();
  });
});
