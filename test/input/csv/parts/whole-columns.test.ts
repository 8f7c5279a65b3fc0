import { describe, expect, test } from 'vitest';
import type { ScannedPart } from '../../../../src/input/csv/parts/parted-file.ts';
import { makeRows, WholeColumns } from '../../../../src/input/csv/parts/whole-columns.ts';
import type { TextColumn } from '../../../../src/model/table.ts';
import { listTexts } from '../../../../src/model/table.ts';
import { poolOf } from '../../../../src/text/text-pool.ts';
import { field } from '../../book-helpers.ts';

// Parts of a category that several hands scanned, which each know the texts of their own parts.

const wanted = [{ field: field('kind', 'category'), index: 0, heading: 'kind' }];

interface Given {
  readonly hand: number;
  readonly known: number;
  readonly texts: readonly string[];
  readonly codes: readonly number[];
}

function part({ hand, known, texts, codes }: Given) {
  const memory = makeRows(codes.length, wanted);
  memory.columns[0].set(codes);
  const { bytes, ends } = poolOf(texts);
  const scanned: ScannedPart = {
    rows: codes.length,
    texts: [{ bytes, ends, known }],
    hand,
    rejects: [],
    ragged: 0,
    findings: [],
    converted: [],
    next: 0,
    nextLine: codes.length + 1,
  };
  return { memory, scanned };
}

function textsOf(learnt: readonly Given[], added: readonly number[]) {
  const whole = new WholeColumns(wanted, 100);
  const parts = learnt.map((given) => {
    const { memory, scanned } = part(given);
    return { memory, scanned: whole.learn(scanned) };
  });
  for (const index of added) whole.add(parts[index].scanned, parts[index].memory, 10);
  const { codes, dictionary } = whole.finish().columns[0] as TextColumn;
  return { rows: [...codes].map((code) => (code < 0 ? null : dictionary.at(code))), dictionary: listTexts(dictionary) };
}

describe('texts of a category', () => {
  const first = { hand: 0, known: 0, texts: ['b', 'a'], codes: [0, 1, -1, 0] };
  const goesOn = { hand: 0, known: 2, texts: ['c'], codes: [2, 1, 2] };
  const other = { hand: 1, known: 0, texts: ['c', 'a', 'd'], codes: [0, 1, 2] };

  test.each([
    {
      title: 'a hand goes on with those of its parts before',
      learnt: [first, goesOn],
      added: [0, 1],
      expected: { rows: ['b', 'a', null, 'b', 'c', 'a', 'c'], dictionary: ['b', 'a', 'c'] },
    },
    {
      title: 'two hands know them by different codes',
      learnt: [first, other, goesOn],
      added: [0, 1, 2],
      expected: { rows: ['b', 'a', null, 'b', 'c', 'a', 'd', 'c', 'a', 'c'], dictionary: ['b', 'a', 'c', 'd'] },
    },
    {
      title: 'a part that was scanned first comes later in the file',
      learnt: [first, goesOn],
      added: [1, 0],
      expected: { rows: ['c', 'a', 'c', 'b', 'a', null, 'b'], dictionary: ['c', 'a', 'b'] },
    },
    {
      title: 'a hand begins anew while a part of before waits',
      learnt: [first, goesOn, { hand: 0, known: 0, texts: ['x', 'b'], codes: [0, 1] }],
      added: [2, 0, 1],
      expected: { rows: ['x', 'b', 'b', 'a', null, 'b', 'c', 'a', 'c'], dictionary: ['x', 'b', 'a', 'c'] },
    },
    {
      title: 'a part that is not added was learnt from all the same',
      learnt: [first, goesOn],
      added: [1],
      expected: { rows: ['c', 'a', 'c'], dictionary: ['c', 'a'] },
    },
  ])('$title', ({ learnt, added, expected }) => {
    expect(textsOf(learnt, added)).toEqual(expected);
  });
});
