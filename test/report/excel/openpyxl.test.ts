import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '../sample.ts';
import { bytesOf, movingDocument } from './sample-workbook.ts';

// The workbook as openpyxl finds it. `.ci/run` installs openpyxl and fails where a test does not run; on a machine without it
// the workbook is still read back by exceljs and as XML in the tests beside this one.

interface Part {
  readonly formula: string;
  readonly values: readonly (string | number | null)[];
  readonly above: string | null;
  readonly below: string | number | null;
  readonly cached: readonly string[];
}

interface Found {
  readonly title: string;
  readonly creator: string;
  readonly created: string;
  readonly sheets: readonly {
    readonly name: string;
    readonly kinds: Readonly<Record<string, number>>;
    readonly formats: readonly string[];
    readonly charts: readonly {
      readonly kind: string;
      readonly series: readonly Readonly<Record<'name' | 'x' | 'y', Part>>[];
    }[];
    readonly frozen: string;
    readonly filter: string | null;
    readonly titles: string;
    readonly area: string;
    readonly fit: readonly number[];
    readonly footer: string;
    readonly rows: number;
    readonly shaded: readonly string[];
  }[];
}

const hasOpenpyxl = spawnSync('python3', ['-c', 'import openpyxl']).status === 0;

describe.runIf(hasOpenpyxl)('openpyxl', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tierbook-openpyxl-'));
  const found = new Map<string, Found>();

  beforeAll(async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const given = { ...report, locale };
      const path = join(directory, `${locale}.xlsx`);
      writeFileSync(path, await bytesOf(movingDocument(given), given));
      const script = fileURLToPath(new URL('read-workbook.py', import.meta.url));
      const { status, stdout, stderr } = spawnSync('python3', [script, path], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      found.set(locale, JSON.parse(stdout) as Found);
    }
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const foundIn = (locale: string) => found.get(locale) as Found;

  test.each(['en', 'zh-CN'])('finds the sheets and the properties (%s)', (locale) => {
    const given = { ...report, locale } as typeof report;
    const { title, creator, created, sheets } = foundIn(locale);
    const document = movingDocument(given);
    expect([title, creator, created]).toEqual([document.title, 'tierbook', '2026-10-31T00:00:00']);
    expect(sheets.slice(0, -1).map(({ name }) => name)).toEqual(document.sections.slice(0, -1).map((one) => one.title));
  });

  test.each(['en', 'zh-CN'])(
    'charts refer to exactly the filled cells, and keep what stands in them (%s)',
    (locale) => {
      const charts = foundIn(locale).sheets.flatMap((sheet) => sheet.charts);
      expect(charts.map(({ kind }) => kind)).toEqual(['BarChart', 'ScatterChart', 'BarChart']);
      for (const { series } of charts) {
        expect(series.length).toBeGreaterThan(1);
        for (const { name, x, y } of series) {
          expect(x.values.length).toBe(y.values.length);
          expect(x.values.every((value) => value !== null)).toBe(true);
          expect({ of: y.formula, above: y.above }).toEqual({ of: y.formula, above: name.values[0] });
          expect({ of: y.formula, below: y.below }).toEqual({ of: y.formula, below: null });
          expect(name.cached).toEqual(name.values);
          expect(x.cached.map((text) => (typeof x.values[0] === 'number' ? Number(text) : text))).toEqual(x.values);
          expect(y.cached.map(Number)).toEqual(y.values.filter((value) => value !== null).map(Number));
        }
      }
    },
  );

  test('finds numbers, texts, formulas of links and formats as they should be', () => {
    for (const { name, kinds } of foundIn('en').sheets) {
      // f: the links; d: the days; nothing is an error.
      expect({ name, unknown: Object.keys(kinds).filter((kind) => !'nsdf'.includes(kind)) }).toEqual({
        name,
        unknown: [],
      });
    }
    const [summary, clients] = foundIn('en').sheets;
    expect(summary.kinds.f).toBe(foundIn('en').sheets.length - 1);
    expect(clients.kinds.f).toBeUndefined();
    expect(summary.formats).toEqual(expect.arrayContaining(['#,##0', '0.0%']));
    expect(clients.formats).toEqual(expect.arrayContaining(['@', '#,##0', '0.0%', '#,##0.00']));
    expect(foundIn('en').sheets.at(-1)?.formats).toContain('yyyy-mm-dd');
    expect(clients.rows).toBe(report.order.length + 1);
  });

  test('finds the frame and the print set-up', () => {
    const { sheets } = foundIn('zh-CN');
    for (const { titles, fit, footer, frozen } of sheets) {
      expect([titles === '' || titles === null, frozen === null]).toEqual([false, false]);
      expect(fit[1]).toBe(0);
      expect(footer).toContain('&P');
    }
    expect(sheets[1]).toMatchObject({ frozen: 'C2', titles: '$1:$1' });
    expect(sheets[1].filter).toMatch(/^A1:/);
    expect(sheets[0].shaded).toContain('dataBar');
    expect(sheets.flatMap(({ shaded }) => shaded)).toContain('colorScale');
  });
});
