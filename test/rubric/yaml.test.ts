import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Located, LocatedScalar } from '../../src/model/located.ts';
import { positionWithin } from '../../src/rubric/positions.ts';
import { readYaml } from '../../src/rubric/yaml.ts';

function read(text: string) {
  const problems: string[] = [];
  const root = readYaml('r.yaml', text, (code, at, message) => {
    problems.push(`${at.line}:${at.column}+${at.length} ${code} ${message}`);
  });
  return { root, problems };
}

function valueAt(root: Located | undefined, key: string): Located {
  if (root?.kind !== 'map') throw new Error('no map');
  return root.entries.find((entry) => entry.key.text === key)!.value;
}

/** What the source holds where a word of the text is said to stand. */
function underlined(source: string, scalar: LocatedScalar, word: string): string {
  const from = scalar.text.indexOf(word);
  const { line, column, length } = positionWithin(scalar, from, from + word.length);
  return source.split('\n')[line - 1].slice(column - 1, column - 1 + length);
}

describe('readYaml', () => {
  it('keeps the digits of numbers and the places of keys', () => {
    const { root } = read('a: 1.20\n"b c": [x, 007]\n');
    expect(valueAt(root, 'a')).toEqual({
      kind: 'scalar',
      value: 1.2,
      text: '1.20',
      position: { file: 'r.yaml', line: 1, column: 4, length: 4 },
    });
    expect(root?.kind === 'map' && root.entries[1].key.position).toEqual({
      file: 'r.yaml',
      line: 2,
      column: 2,
      length: 3,
    });
  });

  const words = [
    { title: 'plain', source: 'a: grade = bad', word: 'bad', expected: 'bad' },
    { title: 'plain over two lines', source: 'a: grade =\n   bad or good', word: 'good', expected: 'good' },
    { title: 'single quotes', source: "a: 'it''s = bad'", word: 'bad', expected: 'bad' },
    { title: 'double quotes', source: 'a: "x = \\"D\\" or bad"', word: 'bad', expected: 'bad' },
    { title: 'an escape itself', source: 'a: "x\\u0041 = bad"', word: 'A', expected: '\\u0041' },
    { title: 'double quotes over lines', source: 'a: "x \\\n   = bad"', word: 'bad', expected: 'bad' },
    { title: 'a literal block', source: 'a: |\n  x\n    = bad\n\n  or good\n', word: 'bad', expected: 'bad' },
    { title: 'behind a blank line', source: 'a: |\n  x\n    = bad\n\n  or good\n', word: 'good', expected: 'good' },
    { title: 'a folded block', source: 'a: >-\n  x\n  = bad\n\n  or good\n', word: 'bad', expected: 'bad' },
    {
      title: 'a folded block, later',
      source: 'a: >-\n  x\n  = bad\n\n  or good\n',
      word: 'or good',
      expected: 'or good',
    },
    { title: 'over a line end', source: 'a: |\n  x\n  = bad\n', word: 'x\n= bad', expected: 'x' },
    { title: 'Chinese text', source: 'a: 行业 = bad', word: 'bad', expected: 'bad' },
  ];
  for (const { title, source, word, expected } of words) {
    it(`points into a scalar: ${title}`, () => {
      const { root, problems } = read(source);
      expect(problems).toEqual([]);
      expect(underlined(source, valueAt(root, 'a') as LocatedScalar, word)).toBe(expected);
    });
  }

  it('points at every letter of any text, however it is written', () => {
    const letters = fc.constantFrom('a', 'b', "'", '"', '\\', ' ', '\n', '业', '#', ':', '\t');
    const texts = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''));
    const types = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(texts, types, fc.integer({ min: 20, max: 60 }), (text, defaultStringType, lineWidth) => {
        fc.pre(text.trim() !== '');
        const source = stringify({ a: { b: text } }, {
          defaultStringType,
          defaultKeyType: 'PLAIN',
          lineWidth,
        } as never);
        const scalar = valueAt(valueAt(read(source).root, 'a'), 'b') as LocatedScalar;
        expect(scalar.text).toBe(text);
        const rows = source.split('\n');
        for (const [index, letter] of [...text].entries()) {
          if (!/[ab业#:]/.test(letter)) continue;
          const { line, column, length } = positionWithin(scalar, index, index + 1);
          expect(rows[line - 1].slice(column - 1, column - 1 + length)).toBe(letter);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a byte order mark and CRLF as they come', () => {
    const { root, problems } = read('\ufeffa: 1\r\nb: x y\r\n');
    expect(problems).toEqual([]);
    expect(valueAt(root, 'b')).toMatchObject({ text: 'x y', position: { line: 2, column: 4, length: 3 } });
  });

  it('lets an alias stand for what its anchor names', () => {
    const { root, problems } = read('a: &cuts {x: 1}\nb: *cuts\n');
    expect(problems).toEqual([]);
    expect(valueAt(valueAt(root, 'b'), 'x')).toMatchObject({ text: '1', position: { line: 1, column: 14 } });
  });

  it('does not unfold aliases without bound', () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`,
    );
    const { problems } = read(`a0: &a0 [x]\n${rows.join('\n')}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/yaml-refused aliases unfold to more than 100000 values/);
  });

  const mistakes = [
    { title: 'nothing but comments', given: '# nothing\n', expected: [] },
    { title: 'a tab', given: 'a:\n\tb: 1\n', expected: ['2:1+1 yaml-syntax tabs are not allowed as indentation'] },
    { title: 'an open quote', given: 'a: "b\nc: d\n', expected: ['1:4+1 yaml-syntax missing closing quote'] },
    {
      title: 'a text with a colon',
      given: 'a: b: c\nd: e: f\n',
      expected: [
        '1:4+1 yaml-syntax nested mappings are not allowed in compact mappings',
        '2:4+1 yaml-syntax nested mappings are not allowed in compact mappings',
      ],
    },
    { title: 'a key twice', given: 'a: 1\n"a": 2\n', expected: ['2:2+1 duplicate-key "a" is given twice'] },
    {
      title: 'a number key twice',
      given: 'a: {1: x, "1": y}\n',
      expected: ['1:12+1 duplicate-key "1" is given twice'],
    },
    {
      title: 'an alias without anchor',
      given: 'a: *x\n',
      expected: ['1:4+2 yaml-refused the alias "*x" stands before, inside or without its anchor'],
    },
    {
      title: 'an alias inside its anchor',
      given: 'a: &x [*x]\n',
      expected: ['1:8+2 yaml-refused the alias "*x" stands before, inside or without its anchor'],
    },
    {
      title: 'a key that is a list',
      given: '? [a]\n: 1\n',
      expected: ['1:3+3 yaml-refused a key must be a plain text or number'],
    },
    { title: 'a tag', given: 'a: !secret b\n', expected: ['1:4+7 yaml-refused unresolved tag: !secret'] },
    {
      title: 'two documents',
      given: 'a: 1\n---\nb: 2\n',
      expected: ['2:1+3 yaml-syntax source contains multiple documents'],
    },
  ];
  for (const { title, given, expected } of mistakes) {
    it(`tells where ${title} stands`, () => expect(read(given).problems).toEqual(expected));
  }
});
