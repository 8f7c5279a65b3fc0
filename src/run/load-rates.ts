import type { FileDigest } from '../audit/manifest.ts';
import { readRates } from '../input/currency/read-rates.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { Rates, UsedRate } from '../model/rates.ts';
import type { Rubric } from '../model/rubric.ts';
import { UserError } from '../model/user-error.ts';
import { minorDigits } from '../rubric/currency.ts';
import { hashed } from './hashing.ts';
import type { Host } from './host.ts';
import { findSources } from './sources.ts';

// The pinned rates of a run: the file of `--rates`, or none, where every amount must be in the rubric's currency.

export interface LoadedRates {
  /** Undefined where no field of the rubric names a currency. */
  readonly rates: Rates | undefined;
  /** The rate file as it was read. */
  readonly file: FileDigest | undefined;
}

/** Reads the rate file for the day of the book (undefined: the latest rates). Refuses one that nothing could use. */
export async function loadRates(
  path: string | undefined,
  rubric: Rubric,
  asOf: number | undefined,
  host: Host,
): Promise<LoadedRates> {
  const fields = [...rubric.fields, ...rubric.tables.flatMap((table) => table.fields)];
  const isUsed = fields.some((field) => field.currencyField !== undefined);
  const { currency } = rubric;
  if (path === undefined) {
    const none: Rates = { currency, asOf, byCurrency: new Map(), digitsOf: minorDigits };
    return { rates: isUsed ? none : undefined, file: undefined };
  }
  if (!isUsed) throw refuse('--rates is given, but no field of the rubric names a currency', path);
  const sources = await findSources([path], host);
  if (sources.length !== 1) throw refuse('--rates takes one file', path);
  const source = hashed(sources[0]);
  const rates = await readRates(source, { currency, asOf, digitsOf: minorDigits }, fieldTypes);
  return { rates, file: { name: source.name, ...(await source.digest()) } };
}

function refuse(message: string, found: string): UserError {
  const expected = 'the file of the rates, where portfolio.currency or currency of a field names a field';
  return new UserError([{ code: 'bad-option', severity: 'error', message, found, expected }]);
}

/** The rates that amounts were converted by, by currency; `converted` counts amounts, once for every file that was read. */
export function ratesUsed(
  rates: Rates | undefined,
  converted: readonly (ReadonlyMap<string, number> | undefined)[],
): UsedRate[] {
  return [...(rates?.byCurrency.values() ?? [])].flatMap((rate) => {
    const amounts = converted.reduce((sum, counts) => sum + (counts?.get(rate.currency) ?? 0), 0);
    return amounts === 0 ? [] : [{ ...rate, amounts }];
  });
}
