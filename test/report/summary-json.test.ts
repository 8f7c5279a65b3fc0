import { expect, test } from 'vitest';
import { decimal } from '../../src/numeric/decimal.ts';
import { type JsonValue, writeJson, writeSummary } from '../../src/report/summary-json.ts';
import { result } from './sample.ts';

test.each<{ title: string; value: JsonValue; expected: string }>([
  {
    title: 'a decimal that no double holds',
    value: decimal(9007199254740991n * 100n + 1n, 2),
    expected: '9007199254740991.01',
  },
  { title: 'a negative fraction', value: decimal(-5, 2), expected: '-0.05' },
  { title: 'n/a', value: null, expected: 'null' },
  {
    title: 'scalars on one line',
    value: { a: [1, 'x"\n', true, null], b: decimal(1, 1) },
    expected: '{\n  "a": [1, "x\\"\\n", true, null],\n  "b": 0.1\n}',
  },
  { title: 'nothing', value: { a: [], b: {} }, expected: '{\n  "a": [],\n  "b": {}\n}' },
  { title: 'absent keys', value: { a: undefined, b: 1 }, expected: '{ "b": 1 }' },
  { title: 'a list of objects', value: [{ a: 1 }], expected: '[\n  { "a": 1 }\n]' },
])('$title', ({ value, expected }) => {
  expect(writeJson(value)).toBe(expected);
});

test('a long list takes a line an item', () => {
  const text = writeJson(Array.from({ length: 60 }, (_, index) => index));
  expect(text.split('\n')).toHaveLength(62);
});

test('a number that is none is a bug', () => {
  expect(() => writeJson(Number.NaN)).toThrow('number that is none');
});

test('the summary is JSON with its keys in order, schemaVersion first', () => {
  const read = JSON.parse(writeSummary(result.summary));
  expect(Object.keys(read).join(' ')).toBe(
    'schemaVersion tool rubric asOf currency book tiers grades tierByGrade pareto dimensions factors breakdowns lists ' +
      'actions capacity resources outcomes checks findings',
  );
  expect(read.book.total).toBe(309379961.32);
  expect(read.pareto.top[2]).toMatchObject({ percent: 10, k: 11.9, listClients: 12 });
});
