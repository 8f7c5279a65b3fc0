import type { OddPart, PartToScan, ScannedPart } from '../input/csv/parts/parted-file.ts';
import { scanPart } from '../input/csv/parts/scan-part.ts';
import { fieldTypes } from '../input/types/index.ts';
import type { WantedColumn } from '../model/reader.ts';
import { createJob } from '../parallel/crew.ts';
import { minorDigits } from '../rubric/currency.ts';

// What threads do with a file: scan a part of it that stands in shared memory. What is given can be cloned; currencies' digits,
// which are a function, are known here.

export function scanFilePart(part: PartToScan): ScannedPart | OddPart {
  return scanPart({ ...part, wanted: part.wanted.map(withDigits) }, fieldTypes);
}

/** The same column without what cannot be cloned; undefined where another thread could not bring it back. */
export function withoutDigits(column: WantedColumn): WantedColumn | undefined {
  if (column.conversion === undefined) return column;
  const { currency, rates } = column.conversion;
  if (rates.digitsOf !== minorDigits) return undefined;
  const { digitsOf, ...plain } = rates;
  return { ...column, conversion: { currency, rates: plain as typeof rates } };
}

function withDigits(column: WantedColumn): WantedColumn {
  if (column.conversion === undefined) return column;
  const { currency, rates } = column.conversion;
  return { ...column, conversion: { currency, rates: { ...rates, digitsOf: minorDigits } } };
}

export const scanJob = createJob('scanFilePart', scanFilePart);
