import { isText, textAt } from '../../model/table.ts';
import { joinChoices, listChoices, type MadeText } from '../client-columns.ts';
import { type DocumentClientColumn, describeClientColumns } from '../document/client-columns.ts';
import type { CellKind } from '../document/document.ts';
import type { RunReport } from '../format.ts';
import { labelIn } from '../label-in.ts';
import { listReasons, reasonTexts } from '../reason-cells.ts';
import { numberFormat } from './cell-values.ts';

// The columns of the sheet of clients: heading, format, and where a row's value comes from.

export type ClientValue =
  | {
      readonly kind: 'text';
      readonly textOf: (row: number) => string | null;
      /** Whether a row has moved for the better or the worse. */
      readonly markOf?: (row: number) => 'up' | 'down' | null;
    }
  | {
      readonly kind: 'number';
      readonly values: Float64Array;
      readonly scale: number;
      readonly digits: number;
      readonly isShare: boolean;
    }
  | { readonly kind: 'date'; readonly values: Float64Array }
  | { readonly kind: 'flag'; readonly values: Float64Array };

export interface ClientField {
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
  /** Excel's number format. */
  readonly format: string;
  readonly value: ClientValue;
  /** Sizes that compare down the column. */
  readonly bar: boolean;
}

const barred = new Set(['measure', 'score']);

export function listClientFields(report: RunReport): ClientField[] {
  return describeClientColumns(report).map((column) => {
    const value = readValue(report, column);
    const { key, title } = column;
    const kind: CellKind = value.kind === 'flag' ? 'text' : value.kind === 'date' ? 'date' : column.kind;
    // Ids stay texts also where they are digits.
    const format = key === 'id' ? '@' : numberFormat(kind, column.digits);
    return { key, title, kind, format, value, bar: value.kind === 'number' && barred.has(key) };
  });
}

function readValue(report: RunReport, { key, source, nameOf, digits, kind }: DocumentClientColumn): ClientValue {
  if ('made' in source) return { kind: 'text', textOf: madeTexts(report, source.made) };
  const { column } = source;
  if (column === undefined) return { kind: 'text', textOf: () => null };
  if (isText(column)) {
    if (nameOf === undefined) return { kind: 'text', textOf: (row) => textAt(column, row) };
    const names = new Map<string, string>();
    return {
      kind: 'text',
      textOf: (row) => {
        const text = textAt(column, row);
        if (text === null) return null;
        let name = names.get(text);
        if (name === undefined) {
          name = nameOf(text);
          names.set(text, name);
        }
        return name;
      },
      ...(key === 'move' && { markOf: (row: number) => markOf(textAt(column, row)) }),
    };
  }
  const { type, values } = column;
  if (type.kind === 'date' || type.kind === 'flag') return { kind: type.kind, values };
  return { kind: 'number', values, scale: type.scale, digits, isShare: kind === 'share' };
}

function markOf(move: string | null): 'up' | 'down' | null {
  return move === 'up' || move === 'down' ? move : null;
}

function madeTexts(report: RunReport, made: MadeText): (row: number) => string | null {
  if (made === 'reasons') return reasonTexts(listReasons(report));
  const { rubric, locale } = report;
  const labels = new Map(rubric.lists.map(({ name, label }) => [name, labelIn(label, locale, name)]));
  const choices = listChoices(report, made).map(({ values, texts }) => ({
    values,
    texts: made === 'lists' ? texts.map((name) => labels.get(name) ?? name) : texts,
  }));
  return (row) => joinChoices(choices, row);
}
