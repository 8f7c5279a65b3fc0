import { describe, expect, it } from 'vitest';
import type { FieldSpec } from '../../src/model/rubric.ts';
import { sectionNames } from '../../src/rubric/schema.ts';
import { check, completed, examples, formulas, messagesOf, page, registries } from './rubric-examples.ts';

const ofKind = (kind: string) => examples.filter((example) => example.kind === kind);

const fieldOf = (type: string): FieldSpec => ({
  name: 'cell',
  type,
  valueType: { kind: registries.fieldTypes[type].kind, scale: { money: 2, number: 6, percent: 6 }[type] ?? 0 },
  from: ['cell'],
  required: false,
  missingMarks: [],
  currency: 'CNY',
  label: {},
  position: { file: 'r.yaml', line: 1, column: 1, length: 1 },
});

const spans = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text);

/** The table of cells: every type of a row, with what it reads and what it does not. */
const cells = page
  .slice(page.indexOf('| type | read as a value |'))
  .split('\n\n')[0]
  .split('\n')
  .slice(2)
  .map((row) => row.split('|').slice(1))
  .flatMap(([types, read, refused]) =>
    spans(types).map((type) => ({ type, read: spans(read), refused: spans(refused) })),
  );

describe('docs/rubric.md', () => {
  it('has examples of kinds that are known', () => {
    const kinds = ['yaml', 'yaml fragment', 'yaml extends', 'feel'];
    expect([...new Set(examples.map((example) => example.kind))].toSorted()).toEqual(kinds.toSorted());
  });

  it.each(ofKind('yaml'))('has a whole rubric in line $line to which there is nothing to object', async ({ text }) => {
    const checked = await check(text);
    expect(checked.problems).toEqual([]);
    expect(checked.rubric).toBeDefined();
  });

  it.each(ofKind('yaml fragment'))('has a valid part of a rubric in line $line', async ({ text }) => {
    const checked = await check(completed(text));
    expect(messagesOf(checked)).toEqual([]);
    expect(checked.rubric).toBeDefined();
  });

  it.each(ofKind('yaml extends'))('has a rubric that extends another in line $line', async ({ text }) => {
    const checked = await check(text);
    expect(messagesOf(checked)).toEqual([]);
    expect(checked.rubric?.tiers.map(({ tier }) => tier)).toEqual(['gold', 'standard']);
  });

  it.each(formulas)('has the valid formula %s', async (formula) => {
    const checked = await check(completed(`features: {tried: ${JSON.stringify(formula)}}`));
    expect(messagesOf(checked)).toEqual([]);
    expect(checked.rubric).toBeDefined();
  });

  it.each([...sectionNames])('has an example of %s', (section) => {
    const given = examples.filter(({ kind, text }) => kind !== 'feel' && new RegExp(`^${section}:`, 'm').test(text));
    expect(given).not.toEqual([]);
  });

  it.each(cells)('says what cells of type $type are read', ({ type, read, refused }) => {
    const parser = registries.fieldTypes[type].parser(fieldOf(type), undefined);
    expect(read.filter((cell) => parser.parse(cell).problem !== undefined)).toEqual([]);
    expect(refused.filter((cell) => parser.parse(cell).problem === undefined)).toEqual([]);
    expect(read).not.toEqual([]);
  });

  it('says it of every type but category', () => {
    const types = Object.keys(registries.fieldTypes).filter((type) => type !== 'category');
    expect([...new Set(cells.map(({ type }) => type))].toSorted()).toEqual(types.toSorted());
  });
});
