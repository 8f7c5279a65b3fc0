import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TextColumn } from '../../src/model/table.ts';
import { pairBooks } from '../../src/run/pair-books.ts';
import { compareText } from '../../src/text/text-order.ts';
import { poolOf } from '../../src/text/text-pool.ts';

function idsOf(ids: readonly string[], pooled = false): TextColumn {
  const codes = Int32Array.from(ids, (_, code) => code);
  return { type: { kind: 'id', scale: 0 }, codes, dictionary: pooled ? poolOf([...ids]) : ids };
}

it('pairs rows of the same id, whatever the ids are', () => {
  const id = fc.oneof(
    fc.constantFrom('a', 'aa', 'ab', 'b', '\ue000', '𠮷'),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  );
  const book = fc.uniqueArray(id).map((ids) => ids.sort(compareText));
  fc.assert(
    fc.property(book, book, fc.boolean(), (previous, present, pooled) => {
      const { before, now } = pairBooks(idsOf(previous, pooled), idsOf(present));
      expect([...before]).toEqual(present.map((own) => previous.indexOf(own)));
      expect([...now]).toEqual(previous.map((own) => present.indexOf(own)));
    }),
  );
});

it('takes codes in any order of the dictionary', () => {
  const type = { kind: 'id', scale: 0 } as const;
  const previous: TextColumn = { type, codes: Int32Array.of(1, 0), dictionary: ['b', 'a'] };
  expect([...pairBooks(previous, idsOf(['a', 'b'])).before]).toEqual([0, 1]);
});
