import type { Decimal } from '../model/decimal.ts';
import type { Summary } from '../model/summary.ts';
import { type ExactJson, parseExactJson } from '../numeric/exact-json.ts';

// A `summary.json` read back as the summary that it was written from: counts are numbers, all other figures exact decimals.

/** Keys that hold a count wherever they stand, but in the two places of `decimalsBelow`. */
const counts: ReadonlySet<string> = new Set(
  [
    'schemaVersion clients rows read rejected merged unrated prospects negativeCount missingMeasure unreadable',
    'listClients groups ungrouped missing capacity asked placed overflow held overridden line returned up down',
    'bins degrees count kept leftOut amounts repeaters oneEvent column length',
  ].flatMap((keys) => keys.split(' ')),
);

/** Shares of a curve, and control totals in the measure. */
const decimalsBelow: ReadonlySet<string> = new Set(['lorenz', 'measure']);

/** Undefined where the text is no summary of this schema version. */
export function readWholeSummary(text: string): Summary | undefined {
  try {
    const read = withCounts(parseExactJson(text), '', '') as Summary;
    return read.schemaVersion === 1 ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function withCounts(value: ExactJson | undefined, key: string, below: string): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isDecimal(value)) {
    const isCount = counts.has(key) && (key === 'unreadable' || !decimalsBelow.has(below));
    return isCount && value.scale === 0 ? Number(value.units) : value;
  }
  if (Array.isArray(value)) return value.map((part) => withCounts(part, key, key));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withCounts(part as ExactJson, name, key)]),
  );
}

function isDecimal(value: object): value is Decimal {
  return 'units' in value && typeof value.units === 'bigint';
}
