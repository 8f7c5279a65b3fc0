import { type Column, isText, textAt } from '../../model/table.ts';
import { rescale } from '../../numeric/scaled.ts';
import { type DocumentClientColumn, describeClientColumns } from '../document/client-columns.ts';
import type { ReportCell } from '../document/document.ts';
import type { RunReport } from '../format.ts';

// The columns of clients that the page holds: all of clients.csv but points, which a client's detail has, texts that are
// made of several, and what is passed through.

export interface ClientField {
  readonly key: string;
  readonly title: string;
  readonly kind: DocumentClientColumn['kind'];
  readonly digits: number;
  readonly column: Column;
  /** Scale of the numbers in the page. */
  readonly scale: number;
  readonly nameOf: (text: string) => string;
}

/** Sorting by the measure is exact; other numbers are held as they are shown. */
export function listClientFields(report: RunReport): ClientField[] {
  const { dimensions } = report.rubric;
  const wanted = new Set([
    ...'id name measure tier model_tier grade score rank top_percent cumulative_share abc coverage'.split(' '),
    ...'previous_tier move cause'.split(' '),
    ...dimensions.map(({ name }) => name),
  ]);
  const described = describeClientColumns(report);
  return described.slice(0, described.length - report.passThrough.length).flatMap((client): ClientField[] => {
    const { key, title, kind, digits, source, nameOf = (text: string) => text } = client;
    if (!wanted.has(key) || 'made' in source || source.column === undefined) return [];
    const { column } = source;
    const own = isText(column) ? 0 : column.type.scale;
    const scale = key === 'measure' ? own : Math.min(own, kind === 'share' ? digits + 2 : digits);
    return [{ key, title, kind, digits, column, scale, nameOf }];
  });
}

/** In units of the field's scale; NaN where missing. */
export function unitsAt({ column, scale }: ClientField, row: number): number {
  if (isText(column)) throw new Error('a text has no units');
  const units = column.values[row];
  return Number.isNaN(units) ? units : rescale(units, column.type.scale, scale);
}

export function cellAt(field: ClientField, row: number): ReportCell {
  const { column, scale, nameOf } = field;
  if (isText(column)) {
    const text = textAt(column, row);
    return text === null ? null : nameOf(text);
  }
  const units = unitsAt(field, row);
  return Number.isNaN(units) ? null : { units: BigInt(units), scale };
}

/** Tiers, grades and the like: few names, which the page can choose among. Ids and names are as they come. */
export function isCoded({ key, column }: ClientField): boolean {
  return isText(column) && key !== 'id' && key !== 'name';
}
