import { describe, expect, it } from 'vitest';
import type { Located } from '../../src/model/located.ts';
import { UserError } from '../../src/model/user-error.ts';
import { loadRubric, resolveName } from '../../src/rubric/extends.ts';
import { line } from './registries.ts';

async function load(files: Record<string, string>, name = Object.keys(files)[0]) {
  return loadRubric(name, async (wanted, from) => {
    const text = files[from === undefined ? wanted : resolveName(wanted, from)];
    if (text !== undefined) return text;
    throw new UserError([{ code: 'unreadable', severity: 'error', message: `there is no file "${wanted}"` }]);
  });
}

/** Values with the file they come from, as plain data. */
function shown(value: Located | undefined): unknown {
  if (value?.kind === 'map')
    return Object.fromEntries(value.entries.map((entry) => [entry.key.text, shown(entry.value)]));
  if (value?.kind === 'list') return value.items.map(shown);
  return value && `${value.text} of ${value.position.file}`;
}

describe('loadRubric', () => {
  it('merges maps by key; the extending file wins, and every value knows its own file', async () => {
    const { source, files } = await load({
      'a.yaml': 'extends: b.yaml\nversion: "2"\nfields: {x: {min: 1}, z: {type: id}}\n',
      'b.yaml': 'version: "1"\nrubric: base\nfields: {x: {type: money, min: 0}, y: {type: text}}\n',
    });
    expect(shown(source)).toEqual({
      version: '2 of a.yaml',
      rubric: 'base of b.yaml',
      fields: {
        x: { type: 'money of b.yaml', min: '1 of a.yaml' },
        y: { type: 'text of b.yaml' },
        z: { type: 'id of a.yaml' },
      },
    });
    expect(files.map((file) => file.name)).toEqual(['a.yaml', 'b.yaml']);
  });

  const whole = [
    {
      title: 'bands',
      base: 'bands: {"> 1": 1, else: 0}',
      over: 'bands: {"> 2": 2}',
      expected: { bands: { '> 2': '2 of a.yaml' } },
    },
    { title: 'scale', base: 'scale: {0: 1, 1: 2}', over: 'scale: {2: 2}', expected: { scale: { 2: '2 of a.yaml' } } },
    {
      title: 'quantiles',
      base: 'quantiles: {bins: 5}',
      over: 'quantiles: {cuts: [1]}',
      expected: { quantiles: { cuts: ['1 of a.yaml'] } },
    },
    { title: 'lists', base: 'from: [x, y]', over: 'from: [z]', expected: { from: ['z of a.yaml'] } },
    {
      title: 'one method by another',
      base: 'bands: {else: 0}',
      over: 'percentile: {else: 1}',
      expected: { percentile: { else: '1 of a.yaml' } },
    },
    {
      title: 'not the condition of a gate',
      base: 'cap: {when: x, points: 0}',
      over: 'cap: {points: 5}',
      expected: { cap: { when: 'x of b.yaml', points: '5 of a.yaml' } },
    },
  ];
  it.each(whole)('replaces whole: $title', async ({ base, over, expected }) => {
    const { source } = await load({ 'a.yaml': `extends: b.yaml\n${over}\n`, 'b.yaml': `${base}\n` });
    expect(shown(source)).toEqual(expected);
  });

  it('follows a chain through folders', async () => {
    const { source, files } = await load({
      'rubrics/a.yaml': 'extends: ../base/b.yaml\n',
      'base/b.yaml': 'extends: ./c.yaml\nx: 1\n',
      'base/c.yaml': 'y: 2\n',
    });
    expect(shown(source)).toEqual({ x: '1 of base/b.yaml', y: '2 of base/c.yaml' });
    expect(files.map((file) => file.name)).toEqual(['rubrics/a.yaml', 'base/b.yaml', 'base/c.yaml']);
  });

  const refusals = [
    {
      title: 'a circle',
      files: { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': 'extends: ./b.yaml\n' },
      expected: ['c.yaml:1:10 extends-circle these files extend each other in a circle: b.yaml → c.yaml → b.yaml'],
    },
    {
      title: 'a file that extends itself',
      files: { 'a.yaml': 'x: 1\nextends: a.yaml\n' },
      expected: ['a.yaml:2:10 extends-circle these files extend each other in a circle: a.yaml → a.yaml'],
    },
    {
      title: 'a file that is not there',
      files: { 'a.yaml': 'extends: b.yaml\n' },
      expected: ['a.yaml:1:10 extends-unreadable "b.yaml" cannot be read: there is no file "b.yaml"'],
    },
    {
      title: 'more than one file',
      files: { 'a.yaml': 'extends: [b.yaml, c.yaml]\n' },
      expected: ['a.yaml:1:10 wrong-shape "extends" names one rubric file'],
    },
    {
      title: 'a base that is no YAML',
      files: { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'x: "\n' },
      expected: ['b.yaml:1:4 yaml-syntax missing closing quote'],
    },
  ];
  it.each(refusals)('refuses $title', async ({ files, expected }) => {
    const { source, problems } = await load(files as Record<string, string>);
    expect(source).toBeUndefined();
    expect(problems.map(line)).toEqual(expected);
  });

  it('passes on that the rubric itself cannot be read', async () => {
    await expect(load({}, 'a.yaml')).rejects.toThrow('there is no file "a.yaml"');
  });
});

describe('resolveName', () => {
  const names = [
    { name: 'b.yaml', from: 'a.yaml', expected: 'b.yaml' },
    { name: '../b.yaml', from: 'x/y/a.yaml', expected: 'x/b.yaml' },
    { name: '../../b.yaml', from: 'x/a.yaml', expected: '../b.yaml' },
    { name: '..\\b.yaml', from: 'x\\a.yaml', expected: 'b.yaml' },
    { name: 'b.yaml', from: '/x/a.yaml', expected: '/x/b.yaml' },
    { name: '/b.yaml', from: 'x/a.yaml', expected: '/b.yaml' },
    { name: 'C:\\b.yaml', from: 'x/a.yaml', expected: 'C:\\b.yaml' },
  ];
  it.each(names)('$name beside $from is $expected', ({ name, from, expected }) => {
    expect(resolveName(name, from)).toBe(expected);
  });
});
