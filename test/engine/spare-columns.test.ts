import { expect, test } from 'vitest';
import { SpareColumns } from '../../src/engine/local/spare-columns.ts';

test('what is taken at one time is apart; what was given back is taken again, and only longer columns are made', () => {
  const spare = new SpareColumns();
  const [first, second] = [spare.floats(4), spare.floats(4)];
  const codes = spare.codes(4);
  expect(first.buffer).not.toBe(second.buffer);
  spare.giveBack();
  const again = spare.floats(3);
  expect(again.buffer).toBe(first.buffer);
  expect(again).toHaveLength(3);
  expect(spare.floats(5).buffer).not.toBe(second.buffer);
  expect(spare.codes(4).buffer).toBe(codes.buffer);
});
