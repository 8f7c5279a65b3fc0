import type { SchemaElement } from 'hyparquet';
import { isText, type NumericColumn, type TextColumn } from '../model/table.ts';
import { type ClientColumn, joinChoices, listChoices, type MadeText } from './client-columns.ts';
import type { RunReport } from './format.ts';
import { listReasons, reasonTexts } from './reason-cells.ts';

// How a column of a clients file is stored: amounts, scores and shares as exact decimals (units in 64 bits and the scale in
// the schema), whole numbers in 64 bits, dates as days, flags as booleans, everything else as text. Missing is null. The
// type of a column depends on the rubric alone, so that files of two runs can be read as one.

export interface StoredColumn {
  readonly element: SchemaElement;
  /** The values of these rows, as the writer takes them. */
  take(rows: Uint32Array): unknown[];
}

/** Digits that a 64-bit decimal may have; units have at most 16. */
const precision = 18;

export function storeColumn(report: RunReport, client: ClientColumn): StoredColumn {
  const { heading } = client;
  if ('made' in client) {
    const textOf = madeTexts(report, client.made);
    // A row without any has no text, rather than an empty one.
    return { element: textElement(heading), take: (rows) => Array.from(rows, (row) => textOf(row) || null) };
  }
  const { column } = client;
  if (column === undefined) {
    return { element: textElement(heading), take: (rows) => Array.from(rows, () => null) };
  }
  return isText(column) ? storeTexts(heading, column) : storeNumbers(heading, column);
}

function madeTexts(report: RunReport, made: MadeText): (row: number) => string {
  if (made === 'reasons') return reasonTexts(listReasons(report));
  const choices = listChoices(report, made);
  return (row) => joinChoices(choices, row);
}

function textElement(name: string): SchemaElement {
  return {
    name,
    type: 'BYTE_ARRAY',
    repetition_type: 'OPTIONAL',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  };
}

function storeTexts(name: string, { codes, dictionary }: TextColumn): StoredColumn {
  return {
    element: textElement(name),
    take: (rows) => Array.from(rows, (row) => (codes[row] < 0 ? null : (dictionary.at(codes[row]) as string))),
  };
}

function storeNumbers(name: string, { type: { kind, scale }, values }: NumericColumn): StoredColumn {
  const taking = (convert: (units: number) => unknown) => (rows: Uint32Array) =>
    Array.from(rows, (row) => (Number.isNaN(values[row]) ? null : convert(values[row])));
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  if (kind === 'flag') return { element: { ...optional, type: 'BOOLEAN' }, take: taking((units) => units === 1) };
  if (kind === 'date') {
    const element: SchemaElement = {
      ...optional,
      type: 'INT32',
      converted_type: 'DATE',
      logical_type: { type: 'DATE' },
    };
    return { element, take: taking((units) => units) };
  }
  if (scale === 0 && kind !== 'money') return { element: { ...optional, type: 'INT64' }, take: taking(BigInt) };
  const element: SchemaElement = {
    ...optional,
    type: 'INT64',
    converted_type: 'DECIMAL',
    scale,
    precision,
    logical_type: { type: 'DECIMAL', scale, precision },
  };
  return { element, take: taking(BigInt) };
}
