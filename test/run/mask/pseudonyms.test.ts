import { describe, expect, it } from 'vitest';
import { maskKeyOf } from '../../../src/run/mask/mask-key.ts';
import { Pseudonyms } from '../../../src/run/mask/pseudonyms.ts';

const key = maskKeyOf(Buffer.from('0123456789abcdef'));

describe('pseudonyms', () => {
  it('are the first sixty bits of an HMAC of what they stand for, worked out apart', () => {
    // printf 'client\0C001' | openssl dgst -sha256 -hmac 0123456789abcdef, first 60 bits in base 32.
    const own = new Pseudonyms(key, 'en', ['C001']);
    expect(own.id('C001')).toBe('M-24HTH6XAJ996');
    expect(own.name('C001')).toBe(`Client ${own.id('C001').slice(2)}`);
    expect(new Pseudonyms(key, 'zh-CN', []).name('C001')).toBe(`客户 ${own.id('C001').slice(2)}`);
  });

  it('differ by key and by what a text is', () => {
    const [one, other] = [key, maskKeyOf(Buffer.from('0123456789abcdeg'))].map((own) => new Pseudonyms(own, 'en', []));
    const all = [one, other].flatMap((own) => [own.id('x'), own.group('x'), own.person('x'), own.text('x')]);
    expect(new Set(all.map((text) => text.replace(/^.*[ -]/, ''))).size).toBe(8);
  });

  it('leave nothing where nothing stood', () => {
    expect(new Pseudonyms(key, 'en', []).text('')).toBe('');
  });

  it('get longer where they meet, whatever the order, and only there', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `C${index}`);
    const short = new Pseudonyms(key, 'en', ids, 2);
    const masked = ids.map((id) => short.id(id));
    expect(new Set(masked).size).toBe(200);
    expect(new Set(masked.map((id) => id.length)).size).toBeGreaterThan(1);
    const turned = new Pseudonyms(key, 'en', ids.toReversed(), 2);
    expect(ids.map((id) => turned.id(id))).toEqual(masked);
    const full = new Pseudonyms(key, 'en', ids);
    for (const id of ids) expect(full.id(id).startsWith(short.id(id))).toBe(true);
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(full.id(id).slice(0, 4), (counts.get(full.id(id).slice(0, 4)) ?? 0) + 1);
    for (const id of ids) expect(short.id(id).length === 4).toBe(counts.get(full.id(id).slice(0, 4)) === 1);
  });
});
