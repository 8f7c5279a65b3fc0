import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rates } from '../../../src/model/rates.ts';
import { parseIsoDate } from '../../../src/numeric/date.ts';
import { parseDecimal } from '../../../src/numeric/decimal.ts';
import { bigPower10, divideRounded } from '../../../src/numeric/scaled.ts';
import { field, readClients, readRaw, rowsOf, sourceOf } from '../book-helpers.ts';

const digits: Record<string, number> = { CNY: 2, USD: 2, JPY: 0, KWD: 3, HKD: 2 };

function ratesOf(given: Record<string, string>, more: Partial<Rates> = {}): Rates {
  const rate = ([currency, text]: [string, string]) =>
    [currency, { currency, rate: parseDecimal(text)!, date: parseIsoDate('2026-10-31')! }] as const;
  return {
    currency: 'CNY',
    asOf: undefined,
    byCurrency: new Map(Object.entries(given).map(rate)),
    digitsOf: (code) => digits[code],
    ...more,
  };
}

const fields = [
  field('id', 'id'),
  field('amount', 'money', { currencyField: 'currency', min: -1_000_000, max: 10_000_000 }),
  field('currency', 'text'),
];
const rates = ratesOf({ USD: '7.1205', JPY: '0.04805', KWD: '23.1' });
const read = (cells: string, given = rates, own = fields) =>
  readRaw([sourceOf(`id,amount,currency\n1,${cells}\n`)], own, { passThrough: false, rates: given });

describe('amounts in the currency of their row', () => {
  test.each([
    { title: 'the own currency stays', given: '100.50,CNY', expected: 10_050 },
    { title: 'half a unit is rounded away from zero', given: '0.10,USD', expected: 71 },
    { title: 'a negative amount as its mirror', given: '-100.50,USD', expected: -71_561 },
    { title: 'no minor digits', given: '10001,JPY', expected: 48_055 },
    { title: 'three minor digits are kept until they are multiplied', given: '0.005,KWD', expected: 12 },
    { title: 'a code in lower case', given: '1,usd', expected: 712 },
    { title: 'a word for the currency', given: '1,美元', expected: 712 },
    { title: 'a cell that says the same', given: '"US$ 1,000",USD', expected: 712_050 },
    { title: 'a unit of the cell', given: '0.5万,USD', expected: 3_560_250 },
    { title: 'no amount asks for no currency', given: ',', expected: null },
  ])('$title', async ({ given, expected }) => {
    const raw = await read(given);
    expect(rowsOf(raw)[0][1]).toBe(expected);
    expect(raw.rejects).toEqual([]);
  });

  test.each([
    { title: 'no rate', given: '100,EUR', code: 'no-rate', says: 'CNY, JPY, KWD, USD, unlike "EUR"' },
    { title: 'a sign of several currencies', given: '100,$', code: 'no-rate', says: 'unlike "$"' },
    { title: 'no word for a currency', given: '100,shells', code: 'no-rate', says: 'unlike "shells"' },
    { title: 'no currency', given: '100,', code: 'no-currency', says: '"currency"' },
    { title: 'a mark for a missing currency', given: '100,N/A', code: 'no-currency', says: '"currency"' },
    { title: 'a cell that says another', given: '¥100,USD', code: 'other-currency', says: 'USD' },
    { title: 'min of the converted amount', given: '-2000,USD', code: 'out-of-range', says: 'at least -10000' },
    { title: 'max of the converted amount', given: '15000,USD', code: 'out-of-range', says: 'at most 100000' },
    { title: 'past what is exact', given: '80000000000000,USD', code: 'out-of-bounds', says: 'in CNY' },
  ])('$title is a reject', async ({ given, code, says }) => {
    const raw = await read(given);
    expect(rowsOf(raw)[0][1]).toBeNull();
    expect(raw.rejects).toMatchObject([{ client: '1', field: 'amount', code, whole: false, line: 2 }]);
    expect(raw.rejects[0].expected).toContain(says);
    expect(raw.rejects[0].value).toBe(given.split(',')[0]);
  });

  test.each([
    { title: 'the measure', rates: { ...rates, measure: 'amount' }, required: false },
    { title: 'a required amount', rates, required: true },
  ])('the row is lost with $title', async ({ rates: given, required }) => {
    const own = fields.map((one) => (one.name === 'amount' ? { ...one, required } : one));
    for (const cells of ['100,EUR', '100,']) {
      const raw = await read(cells, given, own);
      expect(raw.rejects).toMatchObject([{ whole: true }]);
      expect([...raw.spoiled]).toEqual([1]);
    }
  });

  test('min and max are those of the field where nothing is converted', async () => {
    expect((await read('100001,CNY')).rejects).toMatchObject([{ code: 'out-of-range', expected: 'at most 100000' }]);
  });

  test('without rates every amount is in the currency of the rubric, or a reject', async () => {
    const raw = await readRaw([sourceOf('id,amount,currency\n1,5,CNY\n2,5,USD\n')], fields);
    expect(rowsOf(raw).map((row) => row[1])).toEqual([500, null]);
    expect(raw.rejects).toMatchObject([
      { code: 'no-rate', expected: 'CNY, the only currency with a rate, unlike "USD"' },
    ]);
  });

  test('the heading of the currency must be there', async () => {
    const work = readRaw([sourceOf('id,amount\n1,5\n')], fields, { passThrough: false, rates });
    await expect(work).rejects.toMatchObject({ problems: [{ code: 'missing-heading' }] });
  });

  test('control totals are in the currency of the rubric, and amounts are counted by currency', async () => {
    const text = 'id,amount,currency\n1,1,USD\n2,100,JPY\n3,1,CNY\n1,1,USD\n4,1,EUR\n';
    const options = { passThrough: false, rates: { ...rates, measure: 'amount' } };
    const { totals } = await readClients([sourceOf(text)], fields, 'amount', options);
    expect(totals).toMatchObject({
      rows: { read: 5, clients: 3, rejected: 1, merged: 1 },
      measure: { read: 712n + 481n + 100n + 712n, clients: 1293n, rejected: 0n, merged: 712n, unreadable: 1 },
    });
    const raw = await readRaw([sourceOf(text)], fields, options);
    expect(Object.fromEntries(raw.converted!)).toEqual({ USD: 2, JPY: 1 });
  });

  test('an amount times a rate is one exact product, rounded once', async () => {
    const amount = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n });
    const rate = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 8n }), fc.integer({ min: 0, max: 12 }));
    await fc.assert(
      fc.asyncProperty(amount, rate, fc.constantFrom('JPY', 'USD', 'KWD'), async (units, [factor, scale], code) => {
        const places = digits[code];
        const text = `${units < 0n ? '-' : ''}${String(units < 0n ? -units : units).padStart(places + 1, '0')}`;
        const written = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
        const given = ratesOf(
          {},
          { byCurrency: new Map([[code, { currency: code, rate: { units: factor, scale }, date: 0 }]]) },
        );
        const own = fields.map((one) =>
          one.name === 'amount' ? field('amount', 'money', { currencyField: 'currency' }) : one,
        );
        const exact = divideRounded(units * factor * bigPower10(2), bigPower10(places + scale));
        const fits = exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER);
        expect(rowsOf(await read(`${written},${code}`, given, own))[0][1]).toBe(fits ? Number(exact) : null);
      }),
      { numRuns: 60 },
    );
  });
});
