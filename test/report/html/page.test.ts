import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { locales } from '../../../src/model/locale.ts';
import { pageWords } from '../../../src/report/html/words.ts';
import { report } from '../sample.ts';
import { hostileNames, pageOf, reportOf, reportWithNames } from './pages.ts';

const block = (page: string, id: string) => {
  const found = new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, 's').exec(page);
  return JSON.parse(found?.[1] ?? 'null');
};

describe.each(locales)('the page in %s', (locale) => {
  const own = { ...report, locale };

  it('is the same each time', async () => {
    expect(await pageOf(own)).toBe(await pageOf(own));
  });

  it('names the hashes of its one style and its one script', async () => {
    const page = await pageOf(own);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
    const code = [...page.matchAll(/<(style|script)>(.*?)<\/\1>/gs)];
    expect(code.map(([, tag]) => tag)).toEqual(['style', 'script']);
    for (const [, , text] of code) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
  });

  it('has nothing that its policy would stop, or that lies elsewhere', async () => {
    const page = (await pageOf(own)).replace(/<(style|script)\b.*?<\/\1>/gs, '');
    expect(page).not.toMatch(/<[^>]* style=/);
    expect(page).not.toMatch(/<[^>]* on[a-z]+=/);
    expect(page).not.toMatch(/<[^>]* (?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\((?!#)/);
  });

  it('has every id once, and every id that is referred to', async () => {
    const page = await pageOf(own);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const referred = [...page.matchAll(/(?:href="#|url\(#)([^")]+)|aria-labelledby="([^"]*)"/g)];
    for (const [, one, several = ''] of referred)
      expect(ids).toEqual(expect.arrayContaining(one ? [one] : several.split(' ')));
  });

  it('says of every chart what it shows', async () => {
    const charts = (await pageOf(own)).match(/<svg class="(?:wide|narrow)".*?<\/svg>/gs) ?? [];
    expect(charts.length).toBeGreaterThanOrEqual(4);
    for (const chart of charts) {
      expect(chart).toMatch(
        /^<svg class="\w+" role="img" aria-labelledby="[\w-]+-title [\w-]+-text" viewBox="0 0 \d+ \d+">\n<title id="[\w-]+">[^<]+<\/title><desc id="[\w-]+">[^<]+<\/desc>/,
      );
      expect(chart).not.toMatch(/zr\d|ecmeta|class="zr|<style/);
    }
  });
});

it('has no client table, nor data for it, where the rubric wants none', async () => {
  const page = await pageOf({ ...report, rubric: { ...report.rubric, report: { sheets: ['pareto', 'summary'] } } });
  expect([...page.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id)).toEqual(['pareto', 'summary']);
  expect(page).not.toMatch(/#clients|id="(?:grid|row-data|detail-data)"/);
});

it('stands for a book without clients', async () => {
  const page = await pageOf({ ...report, order: new Uint32Array(0) });
  expect(block(page, 'row-data').fields[0].texts).toEqual([]);
});

describe('data of clients', () => {
  it('stand in the order of the report, measures exact, missing as null', async () => {
    const { fields } = block(await pageOf(report), 'row-data');
    const column = (key: string) => fields.find((field: { key: string }) => field.key === key);
    const measures = report.table.columns.get('revenue_12m') as { values: Float64Array };
    expect(column('measure').scale).toBe(2);
    expect(column('measure').values).toEqual(
      Array.from(report.order, (row) => (Number.isNaN(measures.values[row]) ? null : measures.values[row])),
    );
    expect(column('tier').names).toEqual(['Gold', 'Silver', 'Standard']);
  });

  it('hold the points of every factor in hundredths', async () => {
    const { factors } = block(await pageOf(report), 'detail-data');
    expect(factors).toHaveLength(3);
    const points = report.table.columns.get('points.dscr') as { values: Float64Array };
    const given = Array.from(report.order, (row) =>
      Number.isNaN(points.values[row]) ? null : points.values[row] / 10_000,
    );
    const { codes, tuples } = factors[2];
    expect(codes.map((code: number) => tuples[code][0])).toEqual(given);
  });

  it('stop where told, and the page says so', async () => {
    const page = await pageOf(reportOf(300), 120);
    const { fields } = block(page, 'row-data');
    expect(fields[0].texts).toHaveLength(120);
    expect(page).toContain(pageWords.en.held('120', '300'));
  });

  it.each(hostileNames)('keep the name %j inert', async (name) => {
    const page = await pageOf(reportWithNames([name]));
    const scripts = page.match(/<script\b[^>]*>/g);
    expect(scripts).toEqual([
      '<script type="application/json" id="page-words">',
      '<script type="application/json" id="row-data">',
      '<script type="application/json" id="detail-data">',
      '<script>',
    ]);
    expect(page).not.toMatch(/<img|<!--|[\u0000\u001b\u2028\u2029]<?script|\u0000|\u001b/);
    const { fields } = block(page, 'row-data');
    const held = fields.find((field: { key: string }) => field.key === 'name').texts[0];
    expect(held).toBe(name.replace(/[\u0000\u001b]|\ud800/g, '\ufffd'));
  });
});
