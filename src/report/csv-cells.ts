import { disarmFormula } from './cell-text.ts';
import { encodeCell } from './csv-lines.ts';

/** A text as it stands in a CSV file: harmless as a formula, quoted where it must be; empty where it is missing. */
export function textCell(text: string | null): string {
  return text === null ? '' : encodeCell(disarmFormula(text));
}
