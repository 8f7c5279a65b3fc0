import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/numeric/decimal.ts';
import { changeText, outcomeText } from '../../src/report/change-text.ts';

const units = (value: number) => decimal(BigInt(Math.round(value * 1e6)), 6);

describe('a change in points and relative', () => {
  test.each([
    { change: -0.03, relative: -0.6, unit: 'share', en: '-3.0 pp (-60.0 %)', zh: '下降3.0个百分点（降幅60.0%）' },
    { change: 0.005, relative: 0.1, unit: 'share', en: '+0.5 pp (+10.0 %)', zh: '上升0.5个百分点（增幅10.0%）' },
    { change: 0.02, relative: null, unit: 'share', en: '+2.0 pp (n/a)', zh: '上升2.0个百分点（不适用）' },
    { change: 0, relative: 0, unit: 'share', en: '0.0 pp (0.0 %)', zh: '持平' },
    { change: -0.0001, relative: -0.0002, unit: 'share', en: '0.0 pp (0.0 %)', zh: '持平' },
    { change: 1234.5, relative: 0.25, unit: 'number', en: '+1,234.50 (+25.0 %)', zh: '上升1,234.50（增幅25.0%）' },
    { change: -2, relative: -0.04, unit: 'money', en: '-2.00 (-4.0 %)', zh: '下降2.00（降幅4.0%）' },
  ] as const)('$en', ({ change, relative, unit, en, zh }) => {
    const ratio = relative === null ? null : units(relative);
    expect(changeText(units(change), ratio, unit, 'en')).toBe(en);
    expect(changeText(units(change), ratio, unit, 'zh-CN')).toBe(zh);
  });

  test('n/a is a dash', () => {
    expect([changeText(null, null, 'share', 'en'), outcomeText(null, 'share', 'zh-CN')]).toEqual(['-', '-']);
  });
});
