import { describe, expect, test } from 'vitest';
import { ByteMemory } from '../../../../src/input/csv/scan/byte-memory.ts';

const bounds = { keys: 16_384, trial: 16_384 };

function lookUp(memory: ByteMemory, text: string): number | undefined {
  const bytes = Buffer.from(text);
  const entry = memory.find(bytes, 0, bytes.length);
  return entry < 0 ? undefined : memory.valueOf(entry);
}

function learn(memory: ByteMemory, text: string, value: number): void {
  if (lookUp(memory, text) === undefined) memory.set(Buffer.from(text), 0, Buffer.byteLength(text), value);
}

describe('bytes that were read before', () => {
  test('keys of one hash are told apart', () => {
    const memory = new ByteMemory(bounds);
    // Each pair has one 32-bit FNV-1a; the second of a pair is asked for before it is known.
    const pairs = [
      ['costarring', 'liquid'],
      ['declinate', 'macallums'],
      ['altarage', 'zinke'],
    ];
    for (const [index, [first, second]] of pairs.entries()) {
      learn(memory, first, index);
      expect(lookUp(memory, second)).toBeUndefined();
      learn(memory, second, index + 10);
      expect([lookUp(memory, first), lookUp(memory, second)]).toEqual([index, index + 10]);
    }
  });

  test('recalls what it finds, and only that', () => {
    const memory = new ByteMemory(bounds);
    const recalled = (text: string) => {
      const bytes = Buffer.from(`<${text}>`);
      const entry = memory.recall(bytes, 1, bytes.length - 1);
      return entry < 0 ? undefined : memory.valueOf(entry);
    };
    expect(recalled('costarring')).toBeUndefined();
    learn(memory, 'costarring', 1);
    expect([recalled('costarring'), recalled('liquid'), recalled('costarringx')]).toEqual([1, undefined, undefined]);
    // Having recalled most of what it was asked for, it is not given up.
    for (let turn = 0; turn < 20_000; turn++) {
      recalled('costarring');
      lookUp(memory, `text ${turn}`);
      recalled('costarring');
    }
    expect([memory.isOpen, recalled('costarring')]).toEqual([true, 1]);
  });

  test('a value that was not kept for the key last asked for is kept for none', () => {
    const memory = new ByteMemory(bounds);
    learn(memory, 'a', 1);
    expect(lookUp(memory, 'b')).toBeUndefined();
    expect(lookUp(memory, 'a')).toBe(1);
    memory.set(Buffer.from('b'), 0, 1, 2);
    expect([lookUp(memory, 'b'), lookUp(memory, 'a')]).toEqual([undefined, 1]);
  });

  test('keys of more than 64 bytes are not kept', () => {
    const memory = new ByteMemory(bounds);
    for (const length of [64, 65]) learn(memory, 'x'.repeat(length), length);
    expect([lookUp(memory, 'x'.repeat(64)), lookUp(memory, 'x'.repeat(65))]).toEqual([64, undefined]);
  });

  test.each([
    { title: 'few texts are known for good', texts: 100, expected: 7 },
    { title: 'texts that do not repeat are given up', texts: 20_000, expected: undefined },
  ])('$title', ({ texts, expected }) => {
    const memory = new ByteMemory(bounds);
    for (let turn = 0; turn < 40_000; turn++) learn(memory, `text ${turn % texts}`, turn % texts);
    expect(lookUp(memory, 'text 7')).toBe(expected);
  });

  test('a longer trial knows many texts that repeat late', () => {
    const memory = new ByteMemory({ keys: 1 << 17, trial: 1 << 16 });
    for (let turn = 0; turn < 120_000; turn++) learn(memory, `text ${turn % 20_000}`, turn % 20_000);
    for (let text = 0; text < 20_000; text++) expect(lookUp(memory, `text ${text}`)).toBe(text);
  });

  test('a full memory knows what it has, and takes no more', () => {
    const memory = new ByteMemory(bounds);
    // Every key is asked for twice before the next, so that more than half are known.
    for (let key = 0; key < 17_000; key++) for (let turn = 0; turn < 3; turn++) learn(memory, `k${key}`, key);
    expect([lookUp(memory, 'k0'), lookUp(memory, 'k16383'), lookUp(memory, 'k16384')]).toEqual([0, 16383, undefined]);
  });
});
