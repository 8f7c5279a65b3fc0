import { describe, expect, it } from 'vitest';
import { type Column, isText, textAt } from '../../src/model/table.ts';
import { inSharedMemory, packColumn, unpackColumn } from '../../src/parallel/packed-column.ts';
import { TextPool } from '../../src/text/text-pool.ts';

function read(column: Column, rows: number): (number | string | null)[] {
  return Array.from({ length: rows }, (_, row) => (isText(column) ? textAt(column, row) : column.values[row]));
}

describe('a column on the road', () => {
  const pool = new TextPool(Buffer.from('北京ab'), Uint32Array.of(6, 6, 8));
  it.each([
    {
      title: 'of numbers',
      column: { type: { kind: 'money', scale: 2 }, values: Float64Array.of(1, Number.NaN, -3) },
      expected: [1, Number.NaN, -3],
    },
    {
      title: 'of a few texts',
      column: { type: { kind: 'category', scale: 0 }, codes: Int32Array.of(1, -1, 0), dictionary: ['a', 'b'] },
      expected: ['b', null, 'a'],
    },
    {
      title: 'of a pool of texts',
      column: { type: { kind: 'id', scale: 0 }, codes: Int32Array.of(2, 0, 1), dictionary: pool },
      expected: ['ab', '北京', ''],
    },
  ] as { title: string; column: Column; expected: (number | string | null)[] }[])(
    '$title arrives as it was',
    ({ column, expected }) => {
      expect(read(unpackColumn(structuredClone(packColumn(column))), 3)).toEqual(expected);
    },
  );

  it('is copied into shared memory once', () => {
    const own = Float64Array.of(1, 2);
    const shared = inSharedMemory(own);
    expect([...shared]).toEqual([1, 2]);
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(inSharedMemory(own)).toBe(shared);
    expect(inSharedMemory(shared)).toBe(shared);
  });
});
