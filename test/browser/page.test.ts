import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../src/model/locale.ts';
import type { TextColumn } from '../../src/model/table.ts';
import type { RunReport } from '../../src/report/format.ts';
import { hostileNames, pageOf, reportOf, reportWithNames } from '../report/html/pages.ts';
import { report } from '../report/sample.ts';
import { chromiumPath, hasChromium } from './chromium.ts';

// The page in a browser: what its script does, that nothing is fetched or complained of, and who can use it.

describe.runIf(hasChromium)('report.html in a browser', () => {
  const work = mkdtempSync(join(tmpdir(), 'tierbook-page-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(work, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    /** Console messages, errors, and requests for anything but the file. */
    readonly heard: string[];
  }

  async function open(of: RunReport, given: { width?: number; scheme?: 'light' | 'dark' } = {}): Promise<Opened> {
    const path = join(work, `${Math.floor(performance.now() * 1000)}.html`);
    writeFileSync(path, await pageOf(of));
    const { width = 1280, scheme = 'light' } = given;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(path).href) heard.push(request.url());
    });
    await page.goto(pathToFileURL(path).href);
    return { page, heard };
  }

  const rowTexts = (page: Page, field: string) => page.locator(`#grid tbody td.${field}`).allTextContents();
  const found = (page: Page) => page.locator('#found').textContent();

  describe('50 000 clients', () => {
    const clients = 50_000;
    let opened: Opened;
    beforeAll(async () => {
      opened = await open(reportOf(clients));
    });
    afterAll(() => opened.page.close());

    it('draws only rows in view', async () => {
      expect(await opened.page.locator('#grid tbody tr').count()).toBeLessThan(60);
      expect(await opened.page.locator('#grid').getAttribute('aria-rowcount')).toBe('50001');
    });

    it.each([
      { title: 'by its id', query: 'k049999' },
      { title: 'by its name', query: '第49999号' },
    ])('finds the last one $title', async ({ query }) => {
      const { page } = opened;
      await page.locator('#search').fill(query);
      expect(await found(page)).toBe('1 of 50,000 clients');
      expect(await rowTexts(page, 'id')).toEqual(['K049999']);
      await page.locator('#search').fill('');
      expect(await found(page)).toBe('50,000 of 50,000 clients');
    });

    it('reaches the last one by scrolling, and by the keyboard', async () => {
      const { page } = opened;
      await page.locator('#viewport').evaluate((box) => {
        box.scrollTop = box.scrollHeight;
      });
      await page.locator('#row-49999').waitFor();
      await page.locator('#grid').press('Home');
      await page.locator('#row-0').waitFor();
      await page.locator('#grid').press('End');
      expect(await page.locator('#grid').getAttribute('aria-activedescendant')).toBe('row-49999');
      expect(await page.locator('#row-49999').isVisible()).toBe(true);
    });
  });

  it('sorts by any column in both directions, missing last', async () => {
    const { page, heard } = await open(report);
    const heading = page.locator('#grid th.measure button');
    const numbers = async () =>
      (await rowTexts(page, 'measure')).slice(0, 10).map((text) => Number(text.replaceAll(',', '')));
    const measures = (report.table.columns.get('revenue_12m') as { values: Float64Array }).values.filter(
      (units) => !Number.isNaN(units),
    );
    const shown = [...measures]
      .sort((a, b) => a - b)
      .map((units) => Math.sign(units) * Math.round(Math.abs(units) / 100));
    await heading.click();
    expect(await numbers()).toEqual(shown.toReversed().slice(0, 10));
    expect(await page.locator('#grid th.measure').getAttribute('aria-sort')).toBe('descending');
    await heading.click();
    expect(await numbers()).toEqual(shown.slice(0, 10));
    expect(await page.locator('#grid th.measure').getAttribute('aria-sort')).toBe('ascending');
    for (const down of [false, true]) {
      if (down) await heading.click();
      await page.locator('#grid').press('End');
      expect((await rowTexts(page, 'measure')).at(-1)).toBe('–');
    }
    expect(heard).toEqual([]);
    await page.close();
  });

  it('filters by tier, grade and list together', async () => {
    const { page, heard } = await open(report);
    await page.locator('#filter-tier').selectOption({ label: 'Gold' });
    const { tiers, tierByGrade } = report.summary;
    expect(await found(page)).toBe(`${tiers[0].clients} of 126 clients`);
    await page.locator('#filter-grade').selectOption({ label: 'B' });
    const both = tierByGrade.find(({ tier, grade }) => tier === 'gold' && grade === 'B');
    expect(both?.clients).toBeGreaterThan(0);
    expect(await found(page)).toBe(`${both?.clients} of 126 clients`);
    expect(new Set(await rowTexts(page, 'tier'))).toEqual(new Set(['Gold']));
    await page.locator('#filter-tier').selectOption('');
    await page.locator('#filter-grade').selectOption('');
    await page.locator('#filter-list').selectOption({ label: 'Watchlist' });
    expect(await found(page)).toBe(`${report.summary.lists[0].clients} of 126 clients`);
    await page.locator('#search').fill('nobody is called so');
    expect(await found(page)).toBe('No client matches.');
    expect(heard).toEqual([]);
    await page.close();
  });

  it('shows how a client got its score, by click and by keyboard', async () => {
    const { page, heard } = await open(report);
    const first = report.order[0];
    const names = report.table.columns.get('client_name') as TextColumn & { dictionary: string[] };
    const dialog = page.locator('#detail');
    await page.locator('#row-0').click();
    expect(await dialog.locator('h2').textContent()).toBe(names.dictionary[names.codes[first]]);
    expect(await dialog.locator('tbody tr').count()).toBe(2 + 3);
    const points = (report.table.columns.get('points.dscr') as { values: Float64Array }).values[first];
    expect(await dialog.locator('tbody tr').last().locator('td').nth(1).textContent()).toBe((points / 1e6).toFixed(2));
    await dialog.locator('button').nth(1).click();
    expect(await dialog.locator('h2').textContent()).toBe(names.dictionary[names.codes[report.order[1]]]);
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.id')).toBe('grid');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await dialog.locator('h2').textContent()).toBe(names.dictionary[names.codes[report.order[2]]]);
    expect(heard).toEqual([]);
    await page.close();
  });

  it('shows names that mean harm as they are', async () => {
    const { page, heard } = await open(reportWithNames(hostileNames));
    const shown = (await rowTexts(page, 'name')).slice(0, hostileNames.length);
    expect(shown).toEqual(hostileNames.map((name) => name.replace(/[\u0000\u001b]|\ud800/g, '\ufffd')));
    for (let place = 0; place < hostileNames.length; place++) {
      await page.locator(`#row-${place}`).click();
      expect(await page.locator('#detail h2').textContent()).toBe(shown[place]);
      await page.keyboard.press('Escape');
    }
    expect(await page.evaluate(`'harmed' in window || document.querySelector('img') !== null`)).toBe(false);
    expect(heard).toEqual([]);
    await page.close();
  });

  const views = locales.flatMap((locale) =>
    (['light', 'dark'] as const).flatMap((scheme) => [1280, 390].map((width) => ({ locale, scheme, width }))),
  );

  it.each(views)('is open to everybody: $locale, $scheme, $width px', async ({ locale, scheme, width }) => {
    const { page, heard } = await open({ ...report, locale }, { scheme, width });
    const check = async () => {
      const results = await page.evaluate<{ violations: Violation[] }>('axe.run()');
      return results.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    };
    expect(heard).toEqual([]);
    // The page's policy stops scripts that are put into it; this one comes by way of the debugger.
    await page.evaluate(axe.source);
    expect(await check()).toEqual([]);
    await page.locator('#row-0').click();
    expect(await check()).toEqual([]);
    await page.close();
  });

  it.each(locales)('is no wider than a telephone in %s', async (locale) => {
    const { page } = await open({ ...report, locale }, { width: 390 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const score = await page.locator('#row-0 td.score').boundingBox();
    expect(score?.width).toBeGreaterThan(48);
    await page.locator('#row-0').click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });

  it('stands for a book without clients', async () => {
    const { page, heard } = await open({ ...report, order: new Uint32Array(0) });
    expect(await found(page)).toBe('No client matches.');
    await page.locator('#grid').press('Enter');
    expect(await page.locator('#detail').isVisible()).toBe(false);
    expect(heard).toEqual([]);
    await page.close();
  });

  it('prints the first clients with a note', async () => {
    const { page } = await open(report);
    expect(await page.locator('#first-clients').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#first-clients').isVisible()).toBe(true);
    expect(await page.locator('#first-clients .note').textContent()).toContain('The first 30 of 126 clients');
    expect(await page.locator('#client-tools').isVisible()).toBe(false);
    await page.close();
  });
});

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}
