import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { locales } from '../../src/model/locale.ts';
import { parseIsoDate } from '../../src/numeric/date.ts';
import { sampleBook } from '../../src/sample/book.ts';
import type { SampleRow } from '../../src/sample/cells.ts';
import { sampleColumns } from '../../src/sample/columns.ts';
import { words } from '../../src/sample/words.ts';

const at = (name: string): number => sampleColumns.findIndex((column) => column.name === name);
const cell = (row: SampleRow, name: string): string => row[at(name)];
const hash = (rows: readonly SampleRow[]): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);

function groupById(rows: readonly SampleRow[]): SampleRow[][] {
  const groups = new Map<string, SampleRow[]>();
  for (const row of rows) groups.set(row[0], [...(groups.get(row[0]) ?? []), row]);
  return [...groups.values()];
}

/** Clients (not prospects), each once, without the contradictory one. */
function usable(rows: readonly SampleRow[]): SampleRow[] {
  return groupById(rows)
    .filter((same) => same.every((row) => row.join('\t') === same[0].join('\t')))
    .map((same) => same[0])
    .filter((row) => row[0].startsWith('C'));
}

describe('the sample book', () => {
  test('the same settings give the same rows on every machine', () => {
    const small = { seed: 5, clients: 40, month: 1, locale: 'zh-CN' } as const;
    expect(hash(sampleBook(small))).toBe(hash(sampleBook(small)));
    expect(hash(sampleBook(small))).toBe('6f998e51fa3fd656');
    expect(hash(sampleBook({ ...small, month: 2, locale: 'en' }))).toBe('3e285c34fbd4c594');
    expect(hash(sampleBook({ ...small, seed: 6 }))).not.toBe(hash(sampleBook(small)));
  });

  for (const locale of locales) {
    for (const month of [1, 2] as const) {
      describe(`${locale}, month ${month}`, () => {
        const rows = sampleBook({ seed: 5, clients: 200, month, locale });
        const clients = usable(rows);

        test('three rows twice and one client in two versions, all others once', () => {
          const repeated = groupById(rows).filter((same) => same.length > 1);
          const equal = repeated.filter((same) => same[0].join('\t') === same[1].join('\t'));
          expect([repeated.length, equal.length]).toEqual([4, 3]);
          // Two rejected rows stay within the reference check.
          expect(2 / rows.length).toBeLessThanOrEqual(0.01);
          expect(clients.length).toBeGreaterThanOrEqual(200);
        });

        test('the first tenth of the clients brings 60 to 80 % of the revenue', () => {
          const revenue = clients.map((row) => Number(cell(row, 'revenue_12m').replace('(1,200.00)', '-1200')));
          const sorted = revenue.sort((a, b) => b - a);
          const sum = (list: readonly number[]) => list.reduce((total, value) => total + Math.max(0, value), 0);
          const share = sum(sorted.slice(0, Math.floor(sorted.length / 10))) / sum(sorted);
          expect(share).toBeGreaterThan(0.6);
          expect(share).toBeLessThan(0.8);
        });

        test('what tiers are made of is there: sound and unsound, late and punctual, close and distant', () => {
          const count = (holds: (row: SampleRow) => boolean) => clients.filter(holds).length;
          expect(count((row) => Number(cell(row, 'max_dpd_24m')) > 90)).toBeGreaterThan(1);
          expect(count((row) => cell(row, 'max_dpd_24m') === '0')).toBeGreaterThan(100);
          expect(count((row) => Number(cell(row, 'dscr')) >= 1.5)).toBeGreaterThan(20);
          expect(count((row) => Number(cell(row, 'dscr')) < 1.2)).toBeGreaterThan(20);
          expect(count((row) => Number(cell(row, 'contacts_12m')) >= 12)).toBeGreaterThan(5);
          expect(count((row) => Number(cell(row, 'contacts_12m')) < 3)).toBeGreaterThan(10);
          expect(count((row) => cell(row, 'loan_amount') === '' && cell(row, 'dscr') === '')).toBe(3);
          expect(new Set(clients.map((row) => cell(row, 'segment')))).toEqual(
            new Set(Object.values(words[locale].segments)),
          );
          expect(rows.filter((row) => row[0].startsWith('P')).length).toBe(month === 1 ? 10 : 8);
        });

        test('what belongs together agrees', () => {
          for (const row of clients) {
            const value = (name: string) => Number(cell(row, name).replaceAll(',', ''));
            const late = value('max_dpd_24m');
            if (cell(row, 'max_dpd_12m') !== '-3') expect(value('max_dpd_12m')).toBeLessThanOrEqual(late);
            if (cell(row, 'loan_amount') !== '')
              expect(value('loan_balance')).toBeLessThanOrEqual(value('loan_amount'));
            expect(value('services_used')).toBeLessThanOrEqual(value('services_offered'));
            expect(value('products_held')).toBeLessThanOrEqual(value('products_eligible'));
            const classes = words[locale].classes;
            const failing = [classes.substandard, classes.doubtful, classes.loss].includes(cell(row, 'loan_class'));
            if (failing) expect(late).toBeGreaterThan(90);
            expect(cell(row, 'npl_balance')).toBe(failing ? cell(row, 'loan_balance') : '0.00');
          }
        });

        test('the dirt is what people type', () => {
          const has = (name: string, text: string) => rows.some((row) => cell(row, name) === text);
          expect(has('client_since', '2021-02-30')).toBe(true);
          expect(parseIsoDate('2021-02-30')).toBe(null);
          expect(has('max_dpd_12m', '-3')).toBe(true);
          expect(has('revenue_12m', '(1,200.00)')).toBe(true);
          expect(rows.some((row) => /^[０-９]+$/.test(cell(row, 'contacts_12m')))).toBe(true);
          expect(rows.some((row) => /^[\d.]+万$/.test(cell(row, 'cost_to_serve_12m')))).toBe(locale === 'zh-CN');
          for (const row of rows) {
            expect(row.length).toBe(sampleColumns.length);
            expect(row[0]).toMatch(/^[CP]\d{6}$/);
            expect(cell(row, 'client_name').trim()).not.toBe('');
            expect(cell(row, 'revenue_12m')).not.toBe('');
          }
        });
      });
    }
  }

  test('a month later most are the same clients with other figures; a few left, a few came', () => {
    const ids = ([1, 2] as const).map(
      (month) =>
        new Map(usable(sampleBook({ seed: 5, clients: 200, month, locale: 'en' })).map((row) => [row[0], row])),
    );
    const staying = [...ids[0].keys()].filter((id) => ids[1].has(id));
    expect(ids[0].size - staying.length).toBe(6);
    expect(ids[1].size - staying.length).toBe(7);
    const moved = (name: string) => staying.filter((id) => cell(ids[0].get(id)!, name) !== cell(ids[1].get(id)!, name));
    expect(moved('revenue_12m').length).toBeGreaterThan(150);
    expect(moved('contacts_12m').length).toBeGreaterThan(50);
    expect(moved('max_dpd_12m').length).toBeGreaterThan(9);
    expect(moved('loan_class').length).toBeGreaterThan(5);
    // The window of 24 months forgets nothing within one of them.
    for (const id of staying) {
      const [before, after] = ids.map((rows) => Number(cell(rows.get(id)!, 'max_dpd_24m')));
      expect(after).toBeGreaterThanOrEqual(before);
    }
    expect(moved('client_since').length).toBeLessThanOrEqual(2);
  });

  test('too small a book is refused', () => {
    expect(() => sampleBook({ seed: 1, clients: 39, month: 1, locale: 'en' })).toThrow(RangeError);
  });
});
