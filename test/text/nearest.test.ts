import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/text/nearest.ts';

test.each([
  { title: 'a swap of neighbours', given: 'wieght', among: ['weight', 'height', 'label'], expected: 'weight' },
  { title: 'a missing letter', given: 'labl', among: ['weight', 'label'], expected: 'label' },
  { title: 'another case', given: 'CLIENT ID', among: ['Client name', 'Client ID'], expected: 'Client ID' },
  { title: 'a missing Chinese character', given: '贷款余', among: ['贷款余额', '押品价值'], expected: '贷款余额' },
  { title: 'a character outside the BMP counts once', given: '𠮷野', among: ['吉野'], expected: '吉野' },
  { title: 'nothing alike', given: 'turnover', among: ['weight', 'label'], expected: undefined },
  { title: 'no candidates', given: 'weight', among: [], expected: undefined },
  { title: 'one letter is like no other letter', given: 'x', among: ['y'], expected: undefined },
  { title: 'a tie goes to the first in text order', given: 'bat', among: ['cat', 'bad'], expected: 'bad' },
])('$title', ({ given, among, expected }) => {
  expect(nearest(given, among)).toBe(expected);
});

test('a word among the candidates is its own nearest, whatever their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1 }), fc.nat(), (words, pick) => {
      const word = words[pick % words.length];
      expect(nearest(word, words)).toBe(word);
      expect(nearest(word, [...words].reverse())).toBe(word);
    }),
  );
});
