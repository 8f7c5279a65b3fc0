import { describe, expect, test } from 'vitest';
import { locales } from '../../src/model/locale.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import { drawTable, type TableColumn } from '../../src/report/terminal/table.ts';
import type { TerminalResult } from '../../src/report/terminal/view.ts';
import { displayWidth } from '../../src/text/display-width.ts';
import { result } from './sample.ts';

const { rubric, summary } = result;
const escapes = /\u001b\[\d+m/g;

function widest(text: string): number {
  return Math.max(...text.replace(escapes, '').split('\n').map(displayWidth));
}

/** The sample with names of forty characters, sums of twelve digits, many grades, and escape codes in every text. */
const hostile: TerminalResult = {
  rubric: {
    ...rubric,
    fields: rubric.fields.map((field) => ({
      ...field,
      label: { en: 'Revenue of the last twelve months, net \u001b[31m' },
    })),
  },
  summary: {
    ...summary,
    rubric: {
      ...summary.rubric,
      title: { en: 'Title \u001b]0;owned\u0007 with \u202eoverride and 很长的中文标题'.repeat(3) },
    },
    tiers: summary.tiers.map((tier) => ({
      ...tier,
      label: {
        en: `${tier.tier} \u001b[2J 战略客户与重点项目融资客户战略客户与重点项目`,
        'zh-CN': '战略客户与重点项目融资客户'.repeat(3),
      },
      measure: decimal(98_765_432_109_876_54n, 2),
    })),
    grades: Array.from({ length: 20 }, (_, index) => ({ ...summary.grades[0], grade: `AAA\u0007${index}` })),
    lists: summary.lists.map((list) => ({ ...list, label: { en: 'x'.repeat(200) } })),
    checks: summary.checks.map((check) => ({
      ...check,
      check: 'single-name concentration of the book\u001b[0m',
      rule: 'a <= b and '.repeat(9),
    })),
    findings: Array.from({ length: 30 }, () => ({ ...summary.findings[0], message: `${'长'.repeat(60)}\u009b31m` })),
  },
  rejects: result.rejects.map((reject) => ({ ...reject, file: `${'深'.repeat(70)}\n.csv`, code: 'not-a-number' })),
  written: { directory: '/a/b c/\u001b[1m'.repeat(12), files: ['x'.repeat(90)] },
};

describe.each(locales)('in %s', (locale) => {
  test('the view at 80 columns', async () => {
    const text = renderTerminal(result, { width: 80, colour: false, locale });
    await expect(text).toMatchFileSnapshot(`golden/terminal.${locale}.txt`);
  });

  test.each([40, 60, 80, 120])('no line is wider than %i columns, whatever the texts', (width) => {
    for (const colour of [false, true]) {
      expect(widest(renderTerminal(result, { width, colour, locale }))).toBeLessThanOrEqual(width);
      expect(widest(renderTerminal(hostile, { width, colour, locale }))).toBeLessThanOrEqual(width);
    }
  });

  test('colour adds nothing but colour', () => {
    const plain = renderTerminal(hostile, { width: 80, colour: false, locale });
    const coloured = renderTerminal(hostile, { width: 80, colour: true, locale });
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, '')).toBe(plain);
  });

  test('no control character of the data gets through', () => {
    const text = renderTerminal(hostile, { width: 80, colour: false, locale });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('figures that are n/a say so', () => {
    const none = { gini: null, hhi: null, effectiveClients: null, theil: null, abc: [], lorenz: [] };
    const top = summary.pareto.top.map((entry) => ({ ...entry, share: null, listShare: null }));
    const clientsFor = summary.pareto.clientsFor.map(({ share }) => ({ share, clients: null }));
    const empty = { ...result, summary: { ...summary, pareto: { ...summary.pareto, ...none, top, clientsFor } } };
    const text = renderTerminal(empty, { width: 80, colour: false, locale });
    expect(text).toContain(locale === 'en' ? '= n/a of Revenue 12m' : '= 不适用 的近12个月收入');
    expect(text).not.toMatch(/NaN|null|undefined/);
  });
});

describe('a table', () => {
  const columns: TableColumn[] = [
    { heading: 'Name', align: 'left' },
    { heading: 'sum', align: 'right' },
    { heading: 'note', align: 'left', spare: 1 },
    { heading: 'hours', align: 'right', spare: 2 },
  ];
  const rows = [
    ['金牌客户与战略客户', '1,234,567', 'a note of some length', '40'],
    ['', '7', '', '-'],
  ].map((row) => row.map((text) => ({ text })));
  const plain = { paintTitle: (text: string) => text, paintHeading: (text: string) => text };

  test.each([
    {
      title: 'in full',
      width: 80,
      expected: [
        'Name                        sum  note                   hours',
        '  金牌客户与战略客户  1,234,567  a note of some length     40',
        '                              7                             -',
      ],
    },
    {
      title: 'texts give way first',
      width: 50,
      expected: [
        'Name                   sum  note             hours',
        '  金牌客户与战…  1,234,567  a note of some…     40',
        '                         7                       -',
      ],
    },
    {
      title: 'then the most spare column',
      width: 43,
      expected: [
        'Name                   sum  note',
        '  金牌客户与战…  1,234,567  a note of some…',
        '                         7',
      ],
    },
    {
      title: 'numbers are never cut',
      width: 26,
      expected: ['Name                   sum', '  金牌客户与战…  1,234,567', '                         7'],
    },
  ])('$title', ({ width, expected }) => {
    expect(drawTable(columns, rows, { width, ...plain })).toEqual(expected);
  });
});
