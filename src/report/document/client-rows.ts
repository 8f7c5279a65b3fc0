import { type Column, isText, type NumericColumn, textAt } from '../../model/table.ts';
import type { ValueType } from '../../model/value-type.ts';
import { decimal } from '../../numeric/decimal.ts';
import { column } from './columns.ts';
import type { CellKind, ReportCell, ReportColumn } from './document.ts';
import { type DocumentScope, gradeName, tierName } from './scope.ts';

// Some clients in a table of the document: who they are, and what of them matters there.

/** A column, and what a row of the book has in it. */
export interface ClientCells {
  readonly column: ReportColumn;
  readonly of: (row: number) => ReportCell;
}

export function idCells(scope: DocumentScope): ClientCells[] {
  const { words, rubric } = scope;
  const { id, name } = rubric.portfolio;
  return [
    ...textCells(scope, 'id', words.columns.id, id),
    ...(name === undefined || name === id ? [] : textCells(scope, 'name', words.columns.name, name)),
  ];
}

export function placeCells(scope: DocumentScope): ClientCells[] {
  const { words, report } = scope;
  const named = (nameOf: (scope: DocumentScope, text: string) => string) => (text: string) => nameOf(scope, text);
  return [
    ...textCells(scope, 'tier', words.columns.tier, 'tier', named(tierName)),
    ...textCells(scope, 'grade', words.columns.grade, 'grade', named(gradeName)),
    ...numberCells(scope, 'score', words.columns.score, report.table.columns.get('score'), {
      kind: 'points',
      digits: 2,
    }),
  ];
}

function textCells(
  { report }: DocumentScope,
  key: string,
  title: string,
  name: string,
  nameOf: (text: string) => string = (text) => text,
): ClientCells[] {
  const of = report.table.columns.get(name);
  if (of === undefined || !isText(of)) return [];
  const cell = (row: number) => {
    const text = textAt(of, row);
    return text === null ? null : nameOf(text);
  };
  return [{ column: column('text', key, title), of: cell }];
}

interface Look {
  readonly kind: CellKind;
  readonly digits: number;
}

/** Nothing where there is no such column. */
export function numberCells(
  scope: DocumentScope,
  key: string,
  title: string,
  of: Column | undefined,
  look?: Look,
): ClientCells[] {
  if (of === undefined || isText(of)) return [];
  const { kind, digits } = look ?? lookOf(of.type, scope);
  return [{ column: column(kind, key, title, digits), of: (row) => numberCell(scope, of, row) }];
}

function lookOf({ kind, scale }: ValueType, { digits }: DocumentScope): Look {
  if (kind === 'money') return { kind: 'money', digits: Math.min(scale, digits) };
  if (kind === 'percent') return { kind: 'share', digits: 1 };
  if (kind === 'date') return { kind: 'date', digits: 0 };
  if (kind === 'flag') return { kind: 'text', digits: 0 };
  return scale === 0 ? { kind: 'count', digits: 0 } : { kind: 'number', digits: 2 };
}

function numberCell({ words }: DocumentScope, { type, values }: NumericColumn, row: number): ReportCell {
  const value = values[row];
  if (Number.isNaN(value)) return null;
  if (type.kind === 'flag') return value === 1 ? words.yes : words.no;
  return decimal(value, type.scale);
}
