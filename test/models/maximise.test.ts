import { describe, expect, it } from 'vitest';
import { factorise, gradientAt, hessianAt, solve } from '../../src/models/derivatives.ts';
import { maximise } from '../../src/models/maximise.ts';

const polynomial = ([x, y]: readonly number[]) => x ** 3 * y + 2 * x * y ** 2 - y;

describe('derivatives', () => {
  it('are those of a polynomial', () => {
    const [ofX, ofY] = gradientAt(polynomial, [1.5, -2]);
    expect(ofX).toBeCloseTo(3 * 1.5 ** 2 * -2 + 2 * 4, 9);
    expect(ofY).toBeCloseTo(1.5 ** 3 + 4 * 1.5 * -2 - 1, 9);
    const [[xx, xy], [yx, yy]] = hessianAt(polynomial, [1.5, -2]);
    expect(xx).toBeCloseTo(6 * 1.5 * -2, 6);
    expect(xy).toBeCloseTo(3 * 1.5 ** 2 + 4 * -2, 4);
    expect(yx).toBe(xy);
    expect(yy).toBeCloseTo(4 * 1.5, 6);
  });

  it('solve a positive definite system and refuse any other', () => {
    const factor = factorise([
      [4, 2, 0],
      [2, 5, 1],
      [0, 1, 3],
    ]);
    const found = solve(factor!, [8, 15, 11]);
    for (const [at, value] of [1, 2, 3].entries()) expect(found[at]).toBeCloseTo(value, 12);
    expect(
      factorise([
        [1, 2],
        [2, 1],
      ]),
    ).toBeNull();
    expect(factorise([[Number.NaN]])).toBeNull();
  });
});

describe('maximise', () => {
  const climb = (whole: (point: readonly number[]) => number, sample = whole, clients = 100) =>
    maximise({ whole, sample, clients, names: ['left', 'right'] });

  it('finds a curved ridge and its errors', () => {
    // Rosenbrock's valley upside down: the maximum at (1, 1), its Hessian known.
    const found = climb(([x, y]) => -((1 - x) ** 2) - 100 * (y - x * x) ** 2);
    expect(found.point![0]).toBeCloseTo(1, 7);
    expect(found.point![1]).toBeCloseTo(1, 7);
    if (found.point === null) throw new Error('nothing found');
    expect(found.errors[0]).toBeCloseTo(Math.sqrt(0.5 / 100), 4);
    expect(found.errors[1]).toBeCloseTo(Math.sqrt(2.005 / 100), 4);
  });

  it('finds the higher of two hills', () => {
    const hill = (x: number, at: number, height: number) => height / (1 + (x - at) ** 2);
    const found = climb(([x, y]) => hill(x, -4, 1) + hill(x, 3, 2) - y * y);
    expect(found.point![0]).toBeCloseTo(3, 1);
  });

  it('ends on the whole, not on the sample it began with', () => {
    const at =
      (top: number) =>
      ([x, y]: readonly number[]) =>
        -((x - top) ** 2) - y * y;
    expect(climb(at(2), at(1.5)).point![0]).toBeCloseTo(2, 9);
  });

  it.each([
    {
      title: 'runs off',
      whole: ([x, y]: readonly number[]) => x - y * y,
      message: 'the likelihood has no maximum: left runs without bound',
    },
    {
      title: 'runs to 0',
      whole: ([x, y]: readonly number[]) => -x * x - Math.exp(y / 4),
      message: 'the likelihood has no maximum: right runs towards 0',
    },
    {
      title: 'is flat',
      whole: ([x, y]: readonly number[]) => -((x + y) ** 2),
      message: 'the likelihood is flat: the parameters cannot be told apart',
    },
    {
      title: 'breaks off short of the top',
      whole: ([x, y]: readonly number[]) => (x < 0.7 ? x : x - 10) - (x * x) / 20 - y * y,
      message: 'the fit did not settle: the slope of the likelihood is not 0',
    },
  ])('says so where the likelihood $title', ({ whole, message }) => {
    expect(climb(whole)).toMatchObject({ point: null, message });
  });
});
