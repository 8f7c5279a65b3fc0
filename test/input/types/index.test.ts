import { describe, expect, it } from 'vitest';
import { fieldTypes } from '../../../src/input/types/index.ts';
import { readCell } from './field.ts';

const numbers = ['number', 'integer', 'money', 'percent'];

describe('fieldTypes', () => {
  it('knows every type by its keyword', () => {
    const keywords = ['id', 'text', 'category', 'number', 'integer', 'money', 'percent', 'date', 'flag'];
    expect(Object.keys(fieldTypes)).toEqual(keywords);
    for (const [key, type] of Object.entries(fieldTypes)) expect(type.keyword).toBe(key);
  });

  it('heeds every format it says it has', () => {
    for (const type of numbers) {
      expect(readCell(type, '1.234', { format: '1.234,56' }).units).not.toBe(readCell(type, '1.234').units);
      expect(readCell(type, '1', { format: '1,234.56' }).units).toBe(readCell(type, '1').units);
    }
    const texts = {
      YMD: '26-10-31',
      MDY: '10/31/2026',
      DMY: '31/10/2026',
      YYMMDD: '261031',
      excel: '46326',
      'excel-1904': '44864',
      sas: '24410',
    };
    expect(fieldTypes.date.formats).toEqual(Object.keys(texts));
    for (const [format, text] of Object.entries(texts)) expect(readCell('date', text, { format }).units).toBe(20757);
  });
});
