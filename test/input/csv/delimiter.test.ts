import { describe, expect, test } from 'vitest';
import { field, noOptions, problemsOf, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const fields = [field('id', 'id', { required: true }), field('name', 'text'), field('amount', 'money')];

describe('sniffing', () => {
  test.each([
    { title: 'comma', given: 'id,name,amount\n1,a;b,2\n', delimiter: ',', expected: ['1', 'a;b', 200] },
    {
      title: 'semicolon, commas in the cells',
      given: 'id;name;amount\n1;a,b,c;2\n',
      delimiter: ';',
      expected: ['1', 'a,b,c', 200],
    },
    { title: 'tab', given: 'id\tname\tamount\n1\ta, b\t2\n', delimiter: 'tab', expected: ['1', 'a, b', 200] },
    { title: 'bar', given: 'id|name|amount\n1|a|2\n', delimiter: '|', expected: ['1', 'a', 200] },
    { title: 'full-width semicolon', given: 'id；name；amount\n1；a；2\n', delimiter: '；', expected: ['1', 'a', 200] },
    {
      title: 'delimiters inside quotes do not count',
      given: '"id";"name";"amount"\n"1";"a,b,c,d";"2"\n',
      delimiter: ';',
      expected: ['1', 'a,b,c,d', 200],
    },
    {
      title: 'a heading with more commas than semicolons',
      given: 'id;name;"a,b,c,d,e";amount\n1;x;y;2\n',
      delimiter: ';',
      expected: ['1', 'x', 200],
    },
    { title: 'a sep= line', given: 'sep=|\nid|name|amount\n1|a|2\n', delimiter: '|', expected: ['1', 'a', 200] },
    {
      title: 'a sep= line of a sign that is not tried',
      given: 'sep=^\r\nid^name^amount\r\n1^a^2\r\n',
      delimiter: '^',
      expected: ['1', 'a', 200],
    },
  ])('$title', async ({ given, delimiter, expected }) => {
    const raw = await readRaw([sourceOf(given)], fields);
    expect(raw.files[0].delimiter).toBe(delimiter);
    expect(rowsOf(raw)).toEqual([expected]);
  });

  test('one column needs no delimiter', async () => {
    expect(rowsOf(await readRaw([sourceOf('id\n1\n2\n')], [fields[0]]))).toEqual([['1'], ['2']]);
  });
});

describe('--delimiter', () => {
  test.each([
    { given: 'tab', text: 'id\tname\tamount\n1\ta\t2\n' },
    { given: '\\t', text: 'id\tname\tamount\n1\ta\t2\n' },
    { given: ' ', text: 'id name amount\n1 a 2\n' },
    { given: '||', text: 'id||name||amount\n1||a||2\n' },
    { given: ',', text: 'sep=;\nid,name,amount\n1,a,2\n' },
  ])('$given', async ({ given, text }) => {
    expect(rowsOf(await readRaw([sourceOf(text)], fields, { ...noOptions, delimiter: given }))).toEqual([
      ['1', 'a', 200],
    ]);
  });
});

test('a file delimited by spaces is not guessed, but the hint says how', async () => {
  const problems = await problemsOf(readRaw([sourceOf('id name amount\n1 a 2\n')], fields));
  expect(problems).toMatchObject([{ code: 'missing-heading' }]);
  expect(problems[0].hint).toContain("--delimiter ' '");
});
