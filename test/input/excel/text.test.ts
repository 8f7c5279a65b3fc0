import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  builtInStyle,
  dateText,
  numberText,
  percentText,
  styleOfCode,
  unescapeText,
} from '../../../src/input/excel/text.ts';
import { formatDate } from '../../../src/numeric/date.ts';
import { formatShort } from '../../../src/numeric/decimal.ts';

describe('numberText', () => {
  it.each([
    { title: 'a whole number', given: '1234', expected: '1234' },
    { title: 'a fraction', given: '1234.5', expected: '1234.5' },
    { title: 'the noise of a double', given: '0.30000000000000004', expected: '0.3' },
    { title: 'more noise', given: '1234.5600000000001', expected: '1234.56' },
    { title: 'zeros at the end', given: '12.50', expected: '12.5' },
    { title: 'an exponent', given: '1.25E+06', expected: '1250000' },
    { title: 'a small exponent', given: '1.5E-7', expected: '0.00000015' },
    { title: 'a large exponent', given: '1e21', expected: '1000000000000000000000' },
    {
      title: 'a whole number of more than 15 digits, as written',
      given: '91310000123456789',
      expected: '91310000123456789',
    },
    { title: 'zeros in front', given: '007.5', expected: '7.5' },
    { title: 'a point first', given: '.5', expected: '0.5' },
    { title: 'a point last', given: '5.', expected: '5' },
    { title: 'two points', given: '1.2.3', expected: '1.2.3' },
    { title: 'sixteen digits', given: '1234567890123.456', expected: '1234567890123.46' },
    { title: 'negative zero with a fraction', given: '-0.0', expected: '0' },
    { title: 'negative zero', given: '-0', expected: '0' },
    { title: 'no number', given: 'abc', expected: 'abc' },
  ])('$title', ({ given, expected }) => {
    expect(numberText(given)).toBe(expected);
  });

  it('gives any number of 15 digits back as it was, however the double is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.nat({ max: 14 }),
        (units, scale) => {
          const text = formatShort(units, scale);
          const value = Number(text);
          for (const written of [text, String(value), value.toExponential(), value.toPrecision(17)]) {
            expect(numberText(written)).toBe(text);
          }
        },
      ),
    );
  });
});

describe('percentText', () => {
  it.each([
    { given: '0.455', expected: '45.5%' },
    { given: '2', expected: '200%' },
    { given: '-0.0000015', expected: '-0.00015%' },
    { given: '0', expected: '0%' },
  ])('$given is $expected', ({ given, expected }) => {
    expect(percentText(given)).toBe(expected);
  });
});

describe('dateText', () => {
  it.each([
    { title: 'a day', given: '46326', expected: '2026-10-31' },
    { title: 'a time of day', given: '46326.75', expected: '2026-10-31T18:00:00' },
    { title: 'a time a hair under midnight', given: '46325.999999999996', expected: '2026-10-31' },
    { title: 'the first day', given: '1', expected: '1900-01-01' },
    { title: 'before the day that never was', given: '59', expected: '1900-02-28' },
    { title: 'the day that never was', given: '60', expected: '1900-02-29' },
    { title: 'behind it', given: '61', expected: '1900-03-01' },
    { title: 'no day', given: '0', expected: '1900-01-00' },
    { title: 'a time without a day', given: '0.5', expected: '12:00:00' },
    { title: 'a negative number', given: '-5', expected: '-5' },
    { title: 'past the calendar', given: '2958466', expected: '2958466' },
  ])('$title', ({ given, expected }) => {
    expect(dateText(given, false)).toBe(expected);
  });

  it('counts from 1904 where the workbook says so', () => {
    expect(dateText('0', true)).toBe('1904-01-01');
    expect(dateText('44864', true)).toBe('2026-10-31');
  });

  it('gives every day back, with any time of day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2958465 }), fc.integer({ min: 1, max: 86399 }), (serial, second) => {
        const day = formatDate(serial - 25569);
        expect(dateText(String(serial), false)).toBe(day);
        expect(dateText(String(serial + second / 86400), false).slice(0, 10)).toBe(day);
      }),
    );
  });
});

describe('styleOfCode', () => {
  it.each([
    { given: 'yyyy-mm-dd', expected: 'date' },
    { given: 'yyyy"年"m"月"d"日"', expected: 'date' },
    { given: '[$-804]yyyy/m/d;@', expected: 'date' },
    { given: 'h:mm AM/PM', expected: 'date' },
    { given: '[h]:mm:ss', expected: 'plain' },
    { given: 'General', expected: 'plain' },
    { given: '#,##0.00_);[Red](#,##0.00)', expected: 'plain' },
    { given: '0.00"days"', expected: 'plain' },
    { given: '0\\d', expected: 'plain' },
    { given: '0.0%', expected: 'percent' },
    { given: '0"%"', expected: 'plain' },
    { given: '0.00E+00', expected: 'plain' },
    { given: '@', expected: 'plain' },
  ])('$given is $expected', ({ given, expected }) => {
    expect(styleOfCode(given)).toBe(expected);
  });

  it('knows the formats that have no code', () => {
    expect([0, 1, 4, 9, 10, 14, 22, 31, 46, 49, 57].map(builtInStyle)).toEqual([
      'plain',
      'plain',
      'plain',
      'percent',
      'percent',
      'date',
      'date',
      'date',
      'plain',
      'plain',
      'date',
    ]);
  });
});

describe('unescapeText', () => {
  it.each([
    { given: 'a_x000D_b', expected: 'a\rb' },
    { given: '_x005F_x000D_', expected: '_x000D_' },
    { given: 'max_x_1', expected: 'max_x_1' },
  ])('$given', ({ given, expected }) => {
    expect(unescapeText(given)).toBe(expected);
  });
});
