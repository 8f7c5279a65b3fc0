import { expect, test } from 'vitest';
import { blockRows, KeptBlocks, newBlocks } from '../../src/engine/local/block-memory.ts';

test('what is taken is apart, and what a work took is taken again behind it', () => {
  const memory = new KeptBlocks();
  const [floats, codes] = [memory.floats(), memory.codes()];
  const inside = memory.borrow(() => {
    const deeper = memory.borrow(() => memory.floats());
    expect(memory.floats()).toBe(deeper);
    return [deeper, memory.floats(), memory.codes()];
  });
  expect(new Set([floats, codes, ...inside]).size).toBe(5);
  expect(floats).toHaveLength(blockRows);
  for (const again of [memory.floats(), memory.floats(), memory.codes()]) expect(inside).toContain(again);
  expect(memory.floats()).not.toBe(inside[1]);
});

test('a work that throws gives back what it took, too', () => {
  const memory = new KeptBlocks();
  let taken: Float64Array | undefined;
  const work = () => {
    taken = memory.floats();
    throw new Error('no');
  };
  expect(() => memory.borrow(work)).toThrow('no');
  expect(memory.floats()).toBe(taken);
});

test('new memory is nobody else’s', () => {
  const first = newBlocks.borrow(() => newBlocks.floats());
  expect(newBlocks.floats()).not.toBe(first);
});
