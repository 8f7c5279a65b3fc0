import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { fitBgNbd } from '../../src/models/bg-nbd.ts';
import { summariseEvents } from '../../src/models/events.ts';
import { fitGammaGamma } from '../../src/models/gamma-gamma.ts';
import { parseIsoDate } from '../../src/numeric/date.ts';

const folder = fileURLToPath(new URL('../../../shared/data/cdnow/', import.meta.url));

function readColumns(file: string, names: readonly string[]): Float64Array[] {
  const rows: Record<string, string>[] = parse(readFileSync(folder + file), { columns: true, bom: true });
  return names.map((name) => Float64Array.from(rows, (row) => Number(row[name])));
}

/** The purchases by client of the sample (its second column, 1 to 2357, in ascending order), values in cents. */
function readPurchases() {
  const lines = readFileSync(`${folder}CDNOW_sample.txt`, 'utf8').split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter((cells) => cells.length === 5);
  const counts = new Uint32Array(2359);
  for (const [, client] of rows) counts[Number(client) + 1]++;
  const starts = counts.map(
    (
      (sum) => (count) =>
        (sum += count)
    )(0),
  );
  const offsets = starts.slice(1);
  const next = starts.slice();
  const days = new Float64Array(rows.length);
  const values = new Float64Array(rows.length);
  for (const [, client, date, , value] of rows) {
    const place = next[Number(client)]++;
    days[place] = parseIsoDate(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`) as number;
    values[place] = Math.round(Number(value) * 100);
  }
  return { offsets, days, values };
}

describe.runIf(existsSync(folder))('CDNOW', () => {
  const asOf = parseIsoDate('1997-09-30') as number;

  test('BG/NBD as published', () => {
    const [frequency, recency, age] = readColumns('cdnow_customers_summary.csv', ['frequency', 'recency', 'T']);
    const fit = fitBgNbd({ frequency, recency, age });
    expect(fit).toMatchObject({ clients: 2357, repeaters: 946, leftOut: 0, converged: true });
    expect(fit.parameters!.r).toBeCloseTo(0.242593, 5);
    expect(fit.parameters!.alpha).toBeCloseTo(4.413532, 5);
    expect(fit.parameters!.a).toBeCloseTo(0.792886, 5);
    expect(fit.parameters!.b).toBeCloseTo(2.425752, 5);
    expect(Math.abs(fit.logLikelihood! + 9582.4256)).toBeLessThan(0.01);
  });

  test('Gamma-Gamma as published', () => {
    const [frequency, meanValue] = readColumns('cdnow_customers_summary_with_transactions.csv', ['x', 'zbar']);
    const fit = fitGammaGamma({ frequency, meanValue });
    expect(fit).toMatchObject({ clients: 946, leftOut: 0, converged: true });
    expect(Math.abs(fit.parameters!.p - 6.25)).toBeLessThan(0.005);
    expect(Math.abs(fit.parameters!.q - 3.74)).toBeLessThan(0.005);
    // 15.447748 lies higher than the published 15.44, which a spreadsheet's solver stopped at.
    expect(Math.abs(fit.parameters!.gamma - 15.44)).toBeLessThan(0.01);
    const published = fitGammaGamma({ frequency, meanValue }, { fixed: { p: 6.25, q: 3.74, gamma: 15.44 } });
    expect(fit.logLikelihood!).toBeGreaterThan(published.logLikelihood!);
    expect(fit.logLikelihood! - published.logLikelihood!).toBeLessThan(0.01);
  });

  test('the published summary comes out of the purchases themselves', () => {
    const summary = summariseEvents(readPurchases(), asOf, 'weeks');
    const [x, last, age, mean] = readColumns('cdnow_customers_summary_with_transactions.csv', [
      'x',
      't_x',
      'T',
      'zbar',
    ]);
    expect(summary.frequency.length).toBe(x.length);
    expect(summary.eventsAfterAsOf).toBeGreaterThan(0);
    expect([...summary.frequency]).toEqual([...x]);
    const farthest = (found: Float64Array, given: Float64Array) =>
      found.reduce((most, value, row) => Math.max(most, Math.abs(value - given[row])), 0);
    expect(farthest(summary.recency, last)).toBeLessThan(0.0051);
    expect(farthest(summary.age, age)).toBeLessThan(0.0051);
    const inDollars = summary.meanValue.map((cents) => (Number.isNaN(cents) ? 0 : cents / 100));
    expect(farthest(inDollars, mean)).toBeLessThan(0.0051);
  });

  test('and exact times give the published parameters to what the rounding of the summary leaves', () => {
    const { frequency, recency, age } = summariseEvents(readPurchases(), asOf, 'weeks');
    const fit = fitBgNbd({ frequency, recency, age });
    expect(fit.parameters!.r).toBeCloseTo(0.2426, 3);
    expect(fit.parameters!.alpha).toBeCloseTo(4.4135, 2);
    expect(fit.parameters!.a).toBeCloseTo(0.7929, 2);
    expect(fit.parameters!.b).toBeCloseTo(2.4258, 1);
  });
});
