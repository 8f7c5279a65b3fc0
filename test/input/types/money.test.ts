import { describe, expect, it } from 'vitest';
import { type CellCase, outcomeOf } from './field.ts';

const usd = { currency: 'USD' };
const jpy = { currency: 'JPY', scale: 0 };

const cases: readonly CellCase[] = [
  { title: 'plain', given: '1234.56', expected: 123456 },
  { title: 'commas', given: '1,234,567.80', expected: 123456780 },
  { title: 'full-width commas and digits', given: '－１，２３４．５', expected: -123450 },
  { title: 'accounting brackets', given: '(1,234.5)', expected: -123450 },
  { title: 'trailing minus', given: '1,234.5-', expected: -123450 },
  { title: 'leading minus', given: '-1,234.5', expected: -123450 },
  { title: 'yuan sign', given: '¥1,234.5', expected: 123450 },
  { title: 'full-width yuan sign', given: '￥１２', expected: 1200 },
  { title: 'yuan sign in brackets', given: '(¥1,234.50)', expected: -123450 },
  { title: 'yuan on both sides', given: '￥100元', expected: 10000 },
  { title: '人民币', given: '人民币 100 元', expected: 10000 },
  { title: 'RMB', given: 'RMB 100', expected: 10000 },
  { title: 'the code', given: '100 CNY', expected: 10000 },
  { title: '万元', given: '1.5万元', expected: 1500000 },
  { title: '亿 with commas', given: '1,234.5678亿', expected: 12345678000000 },
  { title: 'a heading in 万元', given: '120.5', headingUnit: '万元', expected: 120500000 },
  { title: 'a heading in full-width 万元 words', given: '1', headingUnit: '单位：万元', expected: 1000000 },
  { title: 'a yuan sign under a heading in 万元', given: '¥1.5', headingUnit: '万元', expected: 1500000 },
  { title: '元 in the cell under a heading in 万元', given: '15000元', headingUnit: '万元', expected: 1500000 },
  { title: 'a heading in thousands', given: '12', headingUnit: "RMB'000", expected: 1200000 },
  {
    title: 'a heading in millions of the currency',
    given: '1.5',
    settings: usd,
    headingUnit: 'USD m',
    expected: 150000000,
  },
  { title: 'millions by m', given: '1.5m', expected: 150000000 },
  { title: 'a heading in m', given: '1.5', headingUnit: 'M', expected: 150000000 },
  { title: 'a heading of another currency', given: '1.5', headingUnit: '万美元', expected: '! other-currency' },
  { title: 'a heading that names no unit', given: '1.5', headingUnit: '2026', expected: 150 },
  { title: 'another sign', given: '$5', expected: '! other-currency' },
  { title: 'another code', given: 'EUR 5', expected: '! other-currency' },
  { title: 'another word', given: '5美元', expected: '! other-currency' },
  { title: 'the yen sign is the yuan sign', given: '¥5', settings: jpy, expected: 5 },
  { title: 'a yen with a fraction', given: '5.5', settings: jpy, expected: [6, 'rounded'] },
  { title: 'the yuan sign for dollars', given: '¥5', settings: usd, expected: '! other-currency' },
  { title: 'dollars', given: '$1,234.50', settings: usd, expected: 123450 },
  { title: 'dollars behind the minus', given: '-$1,234.50', settings: usd, expected: -123450 },
  { title: 'dollars before the minus', given: '$-1,234.50', settings: usd, expected: -123450 },
  { title: 'the dollar of another country', given: '$5', settings: { currency: 'CAD' }, expected: 500 },
  {
    title: 'US$ is the United States only',
    given: 'US$5',
    settings: { currency: 'CAD' },
    expected: '! other-currency',
  },
  { title: 'three minor digits', given: '1.234', settings: { currency: 'KWD', scale: 3 }, expected: 1234 },
  { title: 'digits past the minor unit', given: '0.125', expected: [13, 'rounded'] },
  { title: 'zeros past the minor unit', given: '0.120000', expected: 12 },
  { title: 'the largest amount', given: '90071992547409.91', expected: 9007199254740991 },
  { title: 'past the largest', given: '9.1e13', expected: '! out-of-bounds' },
  { title: 'a word that is no currency', given: 'abc 5', expected: '! not-a-number' },
];

describe('money', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('money', row)).toEqual(row.expected);
  });
});
