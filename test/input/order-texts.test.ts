import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByText } from '../../src/input/order-texts.ts';
import { compareText } from '../../src/text/text-order.ts';

function expectOrder(texts: readonly string[], rows = Uint32Array.from(texts.keys())): void {
  const expected = [...rows].sort((a, b) => compareText(texts[a], texts[b]) || a - b);
  expect([...orderByText(rows, texts)]).toEqual(expected);
}

const repeated = (text: fc.Arbitrary<string>) =>
  fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).chain((few) => fc.array(fc.constantFrom(...few)));

describe('rows by their texts', () => {
  it.each([
    { title: 'any texts', text: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      title: 'few characters, so that places make large numbers',
      text: fc.string({ unit: fc.constantFrom('a', 'b', '𐀀', '！') }),
    },
    { title: 'what differs late', text: fc.string({ maxLength: 3 }).map((end) => `${'x'.repeat(30)}${end}`) },
    {
      title: 'what differs early and late',
      text: fc
        .tuple(fc.constantFrom('', 'a', 'b'), fc.string({ maxLength: 3 }))
        .map((ends) => ends.join('x'.repeat(30))),
    },
  ])('$title', ({ text }) => {
    fc.assert(fc.property(fc.oneof(fc.array(text), repeated(text)), (texts) => expectOrder(texts)));
  });

  it('leaves out rows that are not given', () => {
    expectOrder(['b', 'zz', 'a', 'c', 'a'], Uint32Array.of(0, 2, 4));
  });

  it('is right for numbered keys', () => {
    expectOrder(Array.from({ length: 5000 }, (_, row) => `C${(row * 7919) % 5003}`));
  });
});
