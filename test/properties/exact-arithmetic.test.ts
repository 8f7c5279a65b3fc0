import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// What doubles would have made of the golden case `exact-where-doubles-are-not`: each client there is gold by exact
// arithmetic, and would not be by the same sum in doubles.

const expected = readFileSync(
  fileURLToPath(new URL('../cases/exact-where-doubles-are-not/expected.txt', import.meta.url)),
  'utf8',
);

describe('doubles beside exact arithmetic', () => {
  it.each([
    {
      title: 'a weighted score of 75 falls short of it',
      client: '1,Ash,10.00',
      doubles:
        [11, 31, 21, 36, 1].reduce((sum, weight, at) => sum + (weight / 100) * [40, 100, 50, 80, 30][at], 0) >= 75,
    },
    { title: 'a ratio of 0.3 passes it', client: '2,Birch,10.00', doubles: 0.1 + 0.2 <= 0.3 },
    { title: '100 times 4.35 falls short of 435', client: '3,Cedar,10.00', doubles: 4.35 * 100 >= 435 },
    { title: 'half a cent rounds down', client: '4,Dogwood,1.01', doubles: Number((1.005).toFixed(2)) >= 1.01 },
  ])('$title in doubles only', ({ client, doubles }) => {
    expect(doubles).toBe(false);
    expect(expected).toContain(`\n${client},gold,`);
  });

  it('is no matter of leniency: a millionth under the bound is under it', () => {
    expect(expected).toContain('\n5,Just under,10.00,standard,standard,A,74.999999,');
  });
});
