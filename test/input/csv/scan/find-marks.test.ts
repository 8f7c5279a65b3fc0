import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAny, findTwo, markSlack } from '../../../../src/input/csv/scan/find-marks.ts';

// Bytes beside the two in value, and with the highest bit, where arithmetic on four at once could carry.
const bytes = fc.array(fc.constantFrom(0, 9, 10, 11, 43, 44, 45, 65, 127, 128, 138, 172, 255), { maxLength: 200 });

test('marks are where their bytes are, wherever it begins and ends, until there are enough', () => {
  fc.assert(
    fc.property(bytes, fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 40 }), (given, from, cut, most) => {
      const end = Math.max(from, given.length - cut);
      const view = new DataView(Uint8Array.from([...given, ...Array(40).fill(44)]).buffer);
      const expected = [...given.keys()].filter((at) => at >= from && at < end && [10, 44].includes(given[at]));
      const isMark = new Uint8Array(256);
      isMark[10] = 1;
      isMark[44] = 1;
      const all = new Uint8Array(view.buffer);
      const whole = end - ((end - from) & 31);
      for (const isFast of [true, false]) {
        const marks = new Int32Array(most + markSlack);
        let count = isFast ? findTwo(view, 44, 10, from, end, marks, most) : 0;
        if (count < most) count = findAny(all, isMark, isFast ? whole : from, end, marks, most, count);
        expect([...marks.subarray(0, count)]).toEqual(expected.slice(0, count));
        expect(count >= Math.min(most, expected.length)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
