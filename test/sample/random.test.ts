import { describe, expect, test } from 'vitest';
import { createRandom, next32 } from '../../src/sample/random.ts';

describe('seeded random numbers', () => {
  test('xoshiro128** gives the published sequence from the state 1, 2, 3, 4', () => {
    const state = Uint32Array.from([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, () => next32(state))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492,
    ]);
  });

  test('one seed and stream draws the same, another stream something else', () => {
    const draw = (seed: number, stream: number) => {
      const random = createRandom(seed, stream);
      return Array.from({ length: 8 }, () => random.between(0, 999));
    };
    expect(draw(42, 3)).toEqual(draw(42, 3));
    expect(draw(42, 3)).not.toEqual(draw(42, 4));
    expect(draw(42, 3)).not.toEqual(draw(43, 3));
  });

  test('draws stay within their bounds and reach both', () => {
    const random = createRandom(1, 1);
    const drawn = Array.from({ length: 2000 }, () => random.between(-2, 3));
    expect(new Set(drawn)).toEqual(new Set([-2, -1, 0, 1, 2, 3]));
    for (let turn = 0; turn < 2000; turn++) expect(Math.abs(random.bell(-5, 5))).toBeLessThanOrEqual(5);
  });

  test('a shuffle loses and invents nothing', () => {
    const list = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = createRandom(9, 9).shuffle(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(list);
  });
});
