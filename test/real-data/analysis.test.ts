import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { measureConcentration } from '../../src/analysis/concentration.ts';
import { countClientsFor, measureTop } from '../../src/analysis/pareto.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import { decimal, formatShort, formatUnits, parseDecimal, toScale } from '../../src/numeric/decimal.ts';
import { measuredOf } from '../analysis/portfolio.ts';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Hundredths of a plain number. */
function cents(text: string): number {
  return Number(toScale(parseDecimal(text) as Decimal, 2).units);
}

function readColumn(file: string, name: string): number[] {
  const rows: Record<string, string>[] = parse(readFileSync(folder + file), { columns: true, bom: true });
  return rows.map((row) => cents(row[name]));
}

/** Purchases of a client are summed; the file is aligned by white space. */
function readPurchases(): number[] {
  const sums = new Map<string, number>();
  for (const line of readFileSync(folder + 'cdnow/CDNOW_sample.txt', 'utf8').split('\n')) {
    const cells = line.trim().split(/\s+/);
    if (cells.length === 5) sums.set(cells[0], (sums.get(cells[0]) ?? 0) + cents(cells[4]));
  }
  return [...sums.values()];
}

const text = (value: Decimal | null) => value && formatUnits(value.units, value.scale);

function figuresOf(values: readonly number[]) {
  const { descending, positiveTotal, total } = measuredOf(values);
  const [top10] = measureTop(descending, positiveTotal, 2, [decimal(10, 0)]);
  const { gini, hhi } = measureConcentration(descending, positiveTotal);
  const [needed] = countClientsFor(descending, positiveTotal, [decimal(8, 1)]);
  return { clients: descending.length, total: formatUnits(total, 2), top10, gini: text(gini), hhi: text(hhi), needed };
}

describe.runIf(existsSync(folder))('figures computed independently in Python', () => {
  test('123 Chinese firms', () => {
    const { clients, total, top10, needed } = figuresOf(readColumn('cumcm2020c/cumcm_sme_clients_123.csv', 'sales'));
    expect({ clients, total, needed }).toEqual({ clients: 123, total: '14947281429.92', needed: 17 });
    expect([formatShort(top10.k.units, top10.k.scale), text(top10.share)]).toEqual(['12.3', '0.737597']);
    expect([top10.listClients, text(top10.listShare)]).toEqual([13, '0.748522']);
  });

  test('the World Bank by country', () => {
    const { clients, total, top10, needed } = figuresOf(
      readColumn('ibrd/ibrd_clients_by_country.csv', 'original_principal'),
    );
    expect({ clients, total, needed }).toEqual({ clients: 148, total: '768699132976.39', needed: 23 });
    expect([text(top10.share), top10.listClients, text(top10.listShare)]).toEqual(['0.690999', 15, '0.694759']);
  });

  test('CDNOW customers', () => {
    const { clients, total, top10, gini, hhi, needed } = figuresOf(readPurchases());
    expect({ clients, total, needed }).toEqual({ clients: 2357, total: '244091.94', needed: 777 });
    expect([top10.listClients, text(top10.listShare)]).toEqual([236, '0.508070']);
    expect([gini?.slice(0, 8), Number(hhi).toFixed(8)]).toEqual(['0.630917', '0.00228580']);
  });
});
