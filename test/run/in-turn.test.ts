import { expect, it } from 'vitest';
import { inTurn } from '../../src/run/in-turn.ts';

it('gives the same pieces, and lets others have their turn in between', async () => {
  const told: string[] = [];
  const other = (async () => {
    for (const name of ['x', 'y', 'z']) {
      await new Promise((resolve) => setImmediate(resolve));
      told.push(name);
    }
  })();
  for await (const piece of inTurn(['a', 'b', 'c'])) told.push(piece);
  await other;
  expect(told).toEqual(['a', 'x', 'b', 'y', 'c', 'z']);
});
