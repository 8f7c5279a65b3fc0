import type { CellValue, FieldType } from '../../model/field-type.ts';
import { foldText } from './width.ts';

// True or false, as Chinese and English files write it; full width and ASCII case do not matter. 无 is a missing mark by
// default: a field of 有/无 states its own `missing_marks`.

const truths = ['true', 't', 'yes', 'y', '1', '1.0', '是', '有'];
const falsehoods = ['false', 'f', 'no', 'n', '0', '0.0', '否', '无'];

const values = new Map<string, CellValue>();
for (const text of truths) values.set(text, { units: 1 });
for (const text of falsehoods) values.set(text, { units: 0 });
const refused: CellValue = {
  problem: { code: 'not-a-flag', expected: 'true or false, yes or no, Y or N, 1 or 0, 是 or 否, 有 or 无' },
};

export const flag: FieldType = {
  keyword: 'flag',
  kind: 'flag',
  summary: 'true or false',
  ranged: false,
  listed: false,
  parser: () => ({ parse: (text) => values.get(text) ?? values.get(foldText(text)) ?? refused }),
};
