import { expect, test } from 'vitest';
import { sectionKeys } from '../../src/report/document/document.ts';
import { reportSheets } from '../../src/rubric/sections/report.ts';
import { checkText, line } from './registries.ts';
import { rubricWith } from './sections.ts';

test('the sections of a rubric are those of a document', () => {
  expect([...reportSheets].toSorted()).toEqual([...sectionKeys].toSorted());
});

test.each([
  {
    title: 'sections in their order',
    given: 'report: {sheets: [method, summary], top: 50}',
    expected: { sheets: ['method', 'summary'], top: 50 },
  },
  { title: 'the most clients', given: 'report: {top: 1000}', expected: { top: 1000 } },
  { title: 'nothing', given: undefined, expected: undefined },
])('takes $title', async ({ given, expected }) => {
  const { rubric, problems } = await checkText(rubricWith({ report: given }));
  expect(problems.map(line)).toEqual([]);
  expect(rubric?.report).toEqual(expected);
});

test.each([
  {
    title: 'a section that does not exist, and one that is there twice',
    given: 'report: {sheets: [summry, method, method]}',
    expected: [
      `r.yaml:1:19 invalid-value "sheets" of report must be one of ${reportSheets.join(', ')}, not "summry"`,
      'r.yaml:1:35 duplicate-key the section "method" is given twice',
    ],
  },
  {
    title: 'no section',
    given: 'report: {sheets: []}',
    expected: ['r.yaml:1:18 invalid-value "sheets" names no section'],
  },
  {
    title: 'too many clients',
    given: 'report: {top: 1001}',
    expected: ['r.yaml:1:15 invalid-value a report shows at most 1000 clients of a list'],
  },
])('refuses $title', async ({ given, expected }) => {
  const { rubric, problems } = await checkText(rubricWith({ report: given }));
  expect(problems.map(line)).toEqual(expected);
  expect(rubric).toBeUndefined();
});

test('keeps formulas and settings as written, for reports', async () => {
  const dimensions = `dimensions:
  size:
    weight: 1
    factors:
      big: {weight: 1, of: revenue * 2, bands: {">= 100": 100, else: 0}, cap: {when: branch = "north", points: 50}}
      more: {weight: 1, of: revenue, quantiles: {cuts: [1, 2.50], points: [0, 50, 100]}}`;
  const lists = 'lists: {call: {when: score >= 10}}';
  const { rubric } = await checkText(rubricWith({ dimensions, lists }));
  expect(rubric?.dimensions[0].factors.map(({ written }) => written)).toEqual([
    {
      of: 'revenue * 2',
      setting: new Map([
        ['>= 100', '100'],
        ['else', '0'],
      ]),
      cap: 'branch = "north"',
    },
    {
      of: 'revenue',
      setting: new Map([
        ['cuts', ['1', '2.50']],
        ['points', ['0', '50', '100']],
      ]),
    },
  ]);
  expect(rubric?.lists[0].source).toBe('score >= 10');
  expect(rubric?.tiers.map(({ source }) => source)).toEqual(['score >= 50', undefined]);
});
