import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gatherCodes, gatherFloats, gatherSmall } from '../../src/numeric/gather.ts';

const rowsOf = fc.array(fc.nat(19), { maxLength: 40 }).map((rows) => Uint32Array.from(rows));

it('gathers the values of rows in their order, whatever their number', () =>
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const floats = Float64Array.from({ length: 20 }, (_, row) => (row === 3 ? Number.NaN : row * 1.5));
      const codes = Int32Array.from({ length: 20 }, (_, row) => row - 1);
      const small = Uint16Array.from({ length: 20 }, (_, row) => 65_535 - row);
      const [floatsInto, codesInto, smallInto] = [
        new Float64Array(rows.length + 1).fill(-7),
        new Int32Array(rows.length + 1).fill(-7),
        new Int32Array(rows.length + 1).fill(-7),
      ];
      gatherFloats(floats, rows, floatsInto);
      gatherCodes(codes, rows, codesInto);
      gatherSmall(small, rows, smallInto);
      expect([...floatsInto]).toEqual([...Array.from(rows, (row) => floats[row]), -7]);
      expect([...codesInto]).toEqual([...Array.from(rows, (row) => codes[row]), -7]);
      expect([...smallInto]).toEqual([...Array.from(rows, (row) => small[row]), -7]);
    }),
  ));
