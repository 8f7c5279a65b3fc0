import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExactJson, parseExactJson } from '../../src/numeric/exact-json.ts';
import { type JsonValue, writeJson } from '../../src/report/summary-json.ts';

const units = (value: number | bigint, scale: number) => ({ units: BigInt(value), scale });

describe('JSON with exact numbers', () => {
  it.each<{ title: string; given: string; expected: ExactJson }>([
    { title: 'all digits of the text', given: '12.300', expected: units(12300, 3) },
    { title: 'more than a double holds', given: '90071992547409931.25', expected: units(9007199254740993125n, 2) },
    { title: 'zero below zero', given: '-0.00', expected: units(0, 2) },
    { title: 'an exponent', given: '[1e3, -2.5E-2]', expected: [units(1000, 0), units(-25, 3)] },
    { title: 'texts that look like numbers', given: '["1", "n1", "s", "", "n"]', expected: ['1', 'n1', 's', '', 'n'] },
    { title: 'keys that look like numbers', given: '{"1": 2, "n": "s"}', expected: { 1: units(2, 0), n: 's' } },
    {
      title: 'a text before a colon in a text',
      given: '{"a": "\\" : 5", "b" : 1}',
      expected: { a: '" : 5', b: units(1, 0) },
    },
    { title: 'escapes', given: '"\\u4e2d\\\\\\n"', expected: '中\\\n' },
    { title: 'words', given: '[null, true, false]', expected: [null, true, false] },
  ])('$title', ({ given, expected }) => expect(parseExactJson(given)).toEqual(expected));

  it.each(['', '{', '01', '1.', '.5', '+1', '1 2', '"a', '{"a" 1}', 'NaN', '[1,]', '{1: 2}', '-'])(
    'refuses %j',
    (given) => {
      expect(() => parseExactJson(given)).toThrow(SyntaxError);
    },
  );

  it('reads what a summary is written as', () => {
    const scalar = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.string({ unit: 'binary' }),
      fc.record({ units: fc.bigInt(), scale: fc.integer({ min: 0, max: 12 }) }),
    );
    const { tree } = fc.letrec<{ tree: ExactJson }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('tree')),
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__' && key !== 'units'),
          tie('tree'),
          { noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(parseExactJson(writeJson(value as JsonValue))).toEqual(value);
      }),
    );
  });
});
