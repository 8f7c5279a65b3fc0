import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctTexts } from '../../src/text/distinct-texts.ts';
import { compareText } from '../../src/text/text-order.ts';
import { joinPools, PoolBuilder, poolOf } from '../../src/text/text-pool.ts';

const texts = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('', '客户', 'x'.repeat(70_000), '\u0000')),
  { maxLength: 40 },
);

describe('a pool of texts', () => {
  it('gives back what was added, and nothing beside it', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const builder = new PoolBuilder();
        for (const [code, text] of given.entries()) {
          const bytes = Buffer.from(`<${text}>`);
          expect(code % 2 === 0 ? builder.addText(text) : builder.addBytes(bytes, 1, bytes.length - 1)).toBe(code);
        }
        for (const pool of [builder, builder.toPool(), poolOf(given)]) {
          expect(Array.from({ length: pool.length }, (_, code) => pool.at(code))).toEqual(given);
          expect([pool.at(-1), pool.at(given.length)]).toEqual([undefined, undefined]);
        }
      }),
    );
  });

  it('takes what was put behind it, and nothing that was not ended', () => {
    const builder = new PoolBuilder();
    builder.addText('first');
    builder.room(100_000, 40).fill(65, builder.size, builder.size + 100_000);
    builder.ends.set([8, 8, 10], 1);
    builder.settle(10, 4);
    expect(builder.room(4, 1).write('lost', builder.size)).toBe(4);
    expect(builder.addText('last')).toBe(4);
    expect([0, 1, 2, 3, 4, 5].map((code) => builder.at(code))).toEqual(['first', 'AAA', '', 'AA', 'last', undefined]);
    expect(builder.size).toBe(14);
  });

  it('orders them as compareText does', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const pool = poolOf(given);
        for (let code = 1; code < given.length; code++) {
          expect(Math.sign(pool.compare(code - 1, code))).toBe(Math.sign(compareText(given[code - 1], given[code])));
        }
      }),
    );
  });

  it('is joined to others in shared memory', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (given) => {
        const pool = joinPools(given.map((own) => poolOf(own)));
        expect(Array.from({ length: pool.length }, (_, code) => pool.at(code))).toEqual(given.flat());
        expect(pool.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
      }),
    );
  });
});

describe('distinct texts', () => {
  it('have one code each, in the order they came', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const distinct = new DistinctTexts();
        const pool = poolOf(given);
        const codes = given.map((_, code) => distinct.add(pool.bytes, pool.startOf(code), pool.ends[code]));
        const expected = [...new Set(given)];
        expect(codes).toEqual(given.map((text) => expected.indexOf(text)));
        expect(Array.from({ length: distinct.length }, (_, code) => distinct.texts.at(code))).toEqual(expected);
        const other = Buffer.from('not there');
        expect(distinct.find(other, 0, other.length)).toBe(-1);
      }),
    );
  });

  it('are told apart where their hashes are one, and in a table that grows', () => {
    // Each pair has one 32-bit FNV-1a.
    const pairs = ['costarring', 'liquid', 'declinate', 'macallums', 'altarage', 'zinke'];
    const given = [...pairs, ...Array.from({ length: 5000 }, (_, number) => `key ${number}`), ...pairs];
    const distinct = new DistinctTexts();
    const pool = poolOf(given);
    const codes = given.map((_, code) => distinct.add(pool.bytes, pool.startOf(code), pool.ends[code]));
    expect(codes.slice(0, 5006)).toEqual([...codes.keys()].slice(0, 5006));
    expect(codes.slice(5006)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(
      given.slice(0, 5006).every((_, code) => distinct.find(pool.bytes, pool.startOf(code), pool.ends[code]) === code),
    ).toBe(true);
  });
});
