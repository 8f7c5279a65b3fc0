import { expect, test } from 'vitest';
import { decimal } from '../../src/numeric/decimal.ts';
import { exactText, groupDigits, percentText, shortDigits } from '../../src/report/number-text.ts';

test.each([
  { value: decimal(123456789, 2), digits: 2, expected: '1,234,567.89' },
  { value: decimal(-100000, 2), digits: 2, expected: '-1,000.00' },
  { value: decimal(99950, 2), digits: 0, expected: '1,000' },
  { value: decimal(-5, 1), digits: 0, expected: '-1' },
  { value: decimal(-4, 1), digits: 0, expected: '0' },
  { value: decimal(123, 0), digits: 0, expected: '123' },
  { value: decimal(0, 2), digits: 2, expected: '0.00' },
  { value: decimal(1234567, 6), digits: 4, expected: '1.2346' },
])('$value.units at scale $value.scale with $digits digits', ({ value, digits, expected }) => {
  expect(groupDigits(value, digits)).toBe(expected);
});

test('shares', () => {
  expect(percentText(decimal(690_999, 6), 'en')).toBe('69.1 %');
  expect(percentText(decimal(690_999, 6), 'zh-CN')).toBe('69.1%');
  expect(percentText(null, 'en')).toBe('-');
});

test('short digits', () => {
  expect([decimal(123, 1), decimal(1230, 2), decimal(100, 2), decimal(10, 0)].map(shortDigits)).toEqual([
    '12.3',
    '12.3',
    '1',
    '10',
  ]);
});

test('exact values', () => {
  expect([decimal(123450, 2), decimal(1_500_000, 6), decimal(7, 0)].map(exactText)).toEqual(['1,234.50', '1.5', '7']);
});
