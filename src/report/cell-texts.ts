import { formatDate } from '../numeric/date.ts';
import { formatShort, formatUnits } from '../numeric/decimal.ts';
import { unpackTexts } from '../parallel/packed-column.ts';
import type { PlainSource } from './cell-source.ts';
import { joinChoices } from './client-columns.ts';
import { textCell } from './csv-cells.ts';

// Cells one by one, as strings: how those are made that many rows share.

/** The cell of a row as it stands in the file. */
export function cellTextOf(source: PlainSource): (row: number) => string {
  switch (source.kind) {
    case 'empty':
      return () => '';
    case 'text': {
      const { codes } = source;
      const texts = unpackTexts(source.texts);
      return (row) => (codes[row] < 0 ? '' : textCell(texts.at(codes[row]) as string));
    }
    case 'choices':
      return (row) => textCell(joinChoices(source.choices, row));
    // A zero has no sign.
    case 'money':
      return writeValues(source.values, (value) => formatUnits(value + 0, source.scale));
    case 'number':
      return writeValues(source.values, (value) => formatShort(value + 0, source.scale));
    case 'flag':
      return writeValues(source.values, (value) => (value === 1 ? 'true' : 'false'));
    case 'date':
      return writeValues(source.values, formatDate);
  }
}

function writeValues(values: Float64Array, format: (value: number) => string): (row: number) => string {
  return (row) => (Number.isNaN(values[row]) ? '' : format(values[row]));
}
