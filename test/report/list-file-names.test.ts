import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNames } from '../../src/report/list-file-names.ts';

describe('names of files for lists', () => {
  it.each([
    {
      title: 'a plain name stays',
      given: ['watchlist', 'to_call-2', 'q3.2026'],
      expected: ['watchlist', 'to_call-2', 'q3.2026'],
    },
    { title: 'so do Chinese names', given: ['预警名单', '名单（重点）'], expected: ['预警名单', '名单_重点_'] },
    {
      title: 'nothing leads out of the folder',
      given: ['../x', '/etc/passwd', 'a\\b'],
      expected: ['_._x', '_etc_passwd', 'a_b'],
    },
    { title: 'nothing is hidden', given: ['.hidden', 'end.'], expected: ['_hidden', 'end_'] },
    { title: 'a name that is a file name keeps it', given: ['a b', 'a_b'], expected: ['a_b-2', 'a_b'] },
    {
      title: 'case tells no two files apart',
      given: ['Calls', 'calls', 'CALLS'],
      expected: ['Calls', 'calls-2', 'CALLS-3'],
    },
    { title: 'neither does composition', given: ['é', 'e\u0301'], expected: ['é', 'é-2'] },
    { title: 'no device of Windows', given: ['CON', 'nul.x', 'console'], expected: ['_CON', '_nul.x', 'console'] },
    { title: 'a name of nothing but spaces', given: [' ', ''], expected: ['_', '_-2'] },
  ])('$title', ({ given, expected }) => {
    expect(fileNames(given)).toEqual(expected);
  });

  it('are safe and differ, whatever lists are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 8 }), (given) => {
        const names = fileNames(given);
        expect(new Set(names.map((name) => name.normalize('NFD').toLowerCase())).size).toBe(given.length);
        for (const name of names) {
          expect(name).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}_.-]*$/u);
          expect(name).not.toMatch(/\.$/);
          expect(Buffer.byteLength(`${name}.csv`)).toBeLessThan(255);
        }
      }),
    );
  });
});
