import type { Aggregate, Expr } from '../../model/expression.ts';
import { both, column, flagBounds, flagType } from '../../plan/expressions.ts';
import type { Typed } from '../../plan/functions/function.ts';
import { nearest } from '../../text/nearest.ts';
import { describe, isLiteralNumber } from './kinds.ts';
import type { NamedValue } from './scope.ts';
import type { Setting } from './setting.ts';
import type { Syntax } from './syntax.ts';

// Lists are the rows of a table, filtered, and one of their columns: `loans[renewed].amount`. They stand only inside
// list functions and quantifiers, which make one value a client of them.

export interface RowList {
  readonly table: string;
  readonly columns: ReadonlyMap<string, NamedValue>;
  readonly where?: Expr;
  /** A column of the rows; without it the list is of whole rows. */
  readonly value?: Expr;
}

/** Whether a formula speaks of rows: a table's name at the root of its filters and paths. */
export function isRowList(syntax: Syntax, within: Setting): boolean {
  if (syntax.node === 'name') return within.scope.tables.has(syntax.name) && !within.scope.names.has(syntax.name);
  return (syntax.node === 'filter' || syntax.node === 'path') && isRowList(syntax.of, within);
}

function filterRows(list: RowList, syntax: Syntax & { node: 'filter' }, within: Setting): RowList | undefined {
  const { table, columns, value } = list;
  const row = { variable: 'item', columns: value === undefined ? columns : new Map(), bare: value === undefined };
  const where = within.compile(syntax.where, { ...within, row: value === undefined ? row : { ...row, value } });
  if (where === undefined) return undefined;
  if (isLiteralNumber(where)) {
    const hint = 'rows have no order of their own; filter by a condition: loans[amount > 0]';
    within.report('not-in-subset', syntax.where, 'picking a row by its number is not part of the rubric language', {
      hint,
    });
    return undefined;
  }
  if (where.type.kind !== 'flag') {
    within.report('wrong-type', syntax.where, `a filter needs a condition, not ${describe(where)}`, {
      hint: `compare it: ${table}[… = true]`,
    });
    return undefined;
  }
  return { ...list, where: list.where === undefined ? where : both('and', [list.where, where]) };
}

/** The list a formula speaks of; call it only where `isRowList` says so. */
export function compileRowList(syntax: Syntax, within: Setting): RowList | undefined {
  if (within.row !== undefined) {
    const hint = 'a filter speaks of the columns of its row and of the client';
    within.report('not-in-subset', syntax, 'a table inside the filter of a table is not part of the rubric language', {
      hint,
    });
    return undefined;
  }
  const { lists } = within.scope;
  if (lists === 'clients' || lists === 'nothing') {
    const hint = 'give what is meant of each client a name in features, and use that name';
    within.report('rows-in-outcome', syntax, 'an outcome is made of values of clients, not of rows of a table', {
      hint,
    });
    return undefined;
  }
  return compileList(syntax, within);
}

function compileList(syntax: Syntax, within: Setting): RowList | undefined {
  if (syntax.node === 'name') return { table: syntax.name, columns: within.scope.tables.get(syntax.name)! };
  if (syntax.node !== 'filter' && syntax.node !== 'path') throw new Error('not a list of rows');
  const list = compileList(syntax.of, within);
  if (list === undefined) return undefined;
  if (syntax.node === 'filter') return filterRows(list, syntax, within);
  const known = list.value === undefined ? list.columns.get(syntax.member) : undefined;
  if (known !== undefined) return { ...list, value: column(syntax.member, known.type, known.bounds, known.context) };
  const meant = nearest(syntax.member, list.columns.keys());
  within.report('unknown-name', syntax.memberAt, `"${syntax.member}" is no column of table ${list.table}`, {
    found: syntax.member,
    hint: meant === undefined ? `its columns are ${[...list.columns.keys()].join(', ')}` : `did you mean "${meant}"?`,
  });
  return undefined;
}

/** `some loan in loans satisfies loan.amount > 0`, `every …`. */
export function compileQuantified(syntax: Syntax & { node: 'quantified' }, within: Setting): Expr | undefined {
  const quantifier = syntax.every ? 'every' : 'some';
  if (!isRowList(syntax.list, within)) {
    const hint = 'go over the rows of a table: some loan in loans satisfies loan.amount > 100000';
    if (syntax.list.node !== 'broken') {
      within.report('not-in-subset', syntax.list, `${quantifier} goes over the rows of a table only`, { hint });
    }
    return undefined;
  }
  const list = compileRowList(syntax.list, within);
  if (list === undefined) return undefined;
  const rows = { variable: syntax.variable, columns: list.value === undefined ? list.columns : new Map(), bare: false };
  const row = list.value === undefined ? rows : { ...rows, value: list.value };
  const condition = within.compile(syntax.condition, { ...within, row });
  if (condition === undefined) return undefined;
  if (condition.type.kind !== 'flag') {
    within.report('wrong-type', syntax.condition, `satisfies needs a condition, not ${describe(condition)}`);
    return undefined;
  }
  return aggregateOf(quantifier, { ...list, value: condition }, { type: flagType, bounds: flagBounds });
}

/** One value a client of the rows of a table. */
export function aggregateOf(name: string, list: RowList, { type, bounds }: Typed): Aggregate {
  const { table, where, value } = list;
  return {
    op: 'aggregate',
    name,
    table,
    ...(where === undefined ? {} : { where }),
    ...(value === undefined ? {} : { value }),
    type,
    bounds,
    context: 'client',
  };
}
