import { beforeAll, describe, expect, test } from 'vitest';
import { type Locale, locales } from '../../../src/model/locale.ts';
import type { RunReport } from '../../../src/report/format.ts';
import { formats } from '../../../src/report/formats.ts';
import { writeMarkdown } from '../../../src/report/markdown/markdown.ts';
import { displayWidth } from '../../../src/text/display-width.ts';
import { monthReports } from '../document/months.ts';
import { report } from '../sample.ts';

const months = new Map<Locale, RunReport[]>();
beforeAll(async () => {
  for (const locale of locales) months.set(locale, await monthReports(locale));
});

describe.each(locales)('in %s', (locale) => {
  test('a single run', async () => {
    await expect(writeMarkdown({ ...report, locale })).toMatchFileSnapshot(`../golden/report.${locale}.md`);
  });

  test('a third month', async () => {
    const third = (months.get(locale) as RunReport[])[2];
    await expect(writeMarkdown(third)).toMatchFileSnapshot(`../golden/report-month-2.${locale}.md`);
  });

  test('tables stand in line as plain text', () => {
    const text = writeMarkdown((months.get(locale) as RunReport[])[2]);
    for (const part of text.split('\n\n').filter((one) => one.startsWith('| '))) {
      const widths = new Set(part.trimEnd().split('\n').map(displayWidth));
      expect(widths.size, part).toBe(1);
    }
  });
});

test('hostile names stay text', () => {
  const title = { en: '# <script>alert(1)</script>\n| a | [b](javascript:c)' };
  const tiers = report.summary.tiers.map((tier) => ({ ...tier, tier: '<img src=x>|\n# x' }));
  const text = writeMarkdown({ ...report, rubric: { ...report.rubric, title }, summary: { ...report.summary, tiers } });
  expect(text.split('\n')[0]).toBe('# \\# \\<script\\>alert(1)\\</script\\> \\| a \\| \\[b\\](javascript:c)');
  expect(text).toContain('\\<img src=x\\>\\| \\# x');
  expect(text.replaceAll('\\<', '')).not.toMatch(/<(?:script|img)/);
});

test('lists are cut, and say so', () => {
  const lists = Array.from({ length: 14 }, (_, index) => ({
    ...report.summary.lists[0],
    list: `l${index}`,
    label: {},
  }));
  const rubric = { ...report.rubric, lists: lists.map(({ list }) => ({ ...report.rubric.lists[0], name: list })) };
  const text = writeMarkdown({ ...report, rubric, summary: { ...report.summary, lists } });
  expect(text).toContain('| l9 ');
  expect(text).not.toContain('| l10 ');
  expect(text).toContain('and 4 more');
});

test('the sections of the rubric decide what is in it', () => {
  const text = writeMarkdown({ ...report, rubric: { ...report.rubric, report: { sheets: ['pareto'] } } });
  expect(text).toContain('## Pareto');
  expect(text).not.toContain('## Tiers');
});

test('the format writes report.md', async () => {
  const [{ name, content }] = formats.md.files(report);
  const pieces: (string | Uint8Array)[] = [];
  for await (const piece of content) pieces.push(piece);
  expect([name, pieces.join('')]).toEqual(['report.md', writeMarkdown(report)]);
});
