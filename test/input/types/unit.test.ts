import { describe, expect, it } from 'vitest';
import { magnitudeUnits, ratioUnits, readUnit } from '../../../src/input/types/unit.ts';

const cases = [
  { title: 'ten thousand', given: '万元', expected: { exponent: 4, ratio: false } },
  { title: 'a hundred million', given: '亿', expected: { exponent: 8, ratio: false } },
  { title: 'of another currency', given: '万美元', expected: { exponent: 4, ratio: false } },
  { title: 'thousands as accountants write them', given: "US$'000", expected: { exponent: 3, ratio: false } },
  { title: 'currency first', given: 'USD million', expected: { exponent: 6, ratio: false } },
  { title: 'a word before it', given: '单位：亿元', expected: { exponent: 8, ratio: false } },
  { title: 'an English word before it', given: 'in EUR m', expected: { exponent: 6, ratio: false } },
  { title: 'full width', given: '％', expected: { exponent: -2, ratio: true } },
  { title: 'a currency alone', given: 'CNY', expected: { exponent: 0, ratio: false } },
  { title: 'a year', given: '2026', expected: undefined },
  { title: 'a word', given: 'all', expected: undefined },
  { title: 'a count', given: '户', expected: undefined },
  { title: 'nothing', given: '', expected: undefined },
  { title: 'the name of an object property', given: 'constructor', expected: undefined },
] as const;

describe('readUnit', () => {
  it.each(cases)('$title: $given', ({ given, expected }) => {
    const unit = readUnit(given);
    expect(unit && { exponent: unit.exponent, ratio: unit.ratio }).toEqual(expected);
  });

  it('reads every unit that a field may name', () => {
    for (const unit of magnitudeUnits) expect([unit, readUnit(unit)?.ratio]).toEqual([unit, false]);
    for (const unit of ratioUnits) expect([unit, readUnit(unit)?.ratio]).toEqual([unit, true]);
  });
});
