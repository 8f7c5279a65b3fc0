import type { Expr } from '../../model/expression.ts';
import type { ValueType } from '../../model/value-type.ts';
import { column } from '../../plan/expressions.ts';
import { listFunctions } from '../../plan/functions/list-functions.ts';
import { nearest } from '../../text/nearest.ts';
import { describe } from './kinds.ts';
import type { NamedValue } from './scope.ts';
import type { Setting } from './setting.ts';
import type { Span, Syntax } from './syntax.ts';

// Names to columns: what the scope knows, the row at hand, dotted names such as `points.loan_size`, and the parts of a
// date or a duration (`client_since.year`). A name that is not known names the nearest one that is.

/** Parts of a date or duration, and the functions of the plan that compute them. */
const properties: Record<string, readonly string[]> = {
  date: ['year', 'month', 'day'],
  'duration in months': ['years', 'months'],
  'duration in days': ['days'],
};

function propertiesOf(type: ValueType): readonly string[] {
  return properties[type.unit === undefined ? type.kind : `${type.kind} in ${type.unit}`] ?? [];
}

/** "points.loan_size" where a path is of plain names only. */
function dottedName(syntax: Syntax): string | undefined {
  if (syntax.node === 'name') return syntax.name;
  if (syntax.node !== 'path') return undefined;
  const of = dottedName(syntax.of);
  return of === undefined ? undefined : `${of}.${syntax.member}`;
}

function columnNamed(name: string, value: NamedValue): Expr {
  return column(name, value.type, value.bounds, value.context);
}

/** What people write for something that is no name. */
function hintForWords(name: string, within: Setting): string | undefined {
  const words = name.split(' ');
  const lower = name.toLowerCase();
  if (lower === 'true' || lower === 'false' || lower === 'null') return `write ${lower}`;
  if (words[0].toLowerCase() === 'not') return `write not(${words.slice(1).join(' ')})`;
  const word = words.find((one) => /^(and|or|in|between|if|then|else)$/i.test(one));
  if (word !== undefined) return `write ${word.toLowerCase()} in small letters`;
  if (words.length > 1 && within.scope.names.has(words[0]))
    return `something is missing behind ${words[0]}: an operator, or quotes around a text`;
  if (within.scope.functions.has(name) || listFunctions.has(name))
    return `a function is called with brackets: ${name}(…)`;
  return undefined;
}

function reportUnknown(name: string, at: Span, within: Setting): undefined {
  const known = [
    ...(within.row?.bare ? within.row.columns.keys() : []),
    ...within.scope.names.keys(),
    ...within.scope.tables.keys(),
  ];
  const meant = nearest(name, known);
  const hint = hintForWords(name, within) ?? (meant === undefined ? undefined : `did you mean "${meant}"?`);
  within.report('unknown-name', at, `"${name}" is not known here`, {
    found: name,
    hint: hint ?? 'text stands in double quotes; names are fields, features and lookups',
  });
  return undefined;
}

/** A name or dotted name that the scope knows or will know later; null where it does neither. */
function lookUp(name: string, at: Span, within: Setting): Expr | undefined | null {
  const known = within.scope.names.get(name);
  if (known !== undefined) return columnNamed(name, known);
  const reason = within.scope.later.get(name);
  if (reason === undefined) return null;
  within.report('name-of-later-stage', at, reason, { found: name });
  return undefined;
}

export function compileName(syntax: Syntax & { node: 'name' }, within: Setting): Expr | undefined {
  const { name } = syntax;
  const { row, scope } = within;
  if (row !== undefined && name === row.variable) {
    if (row.value !== undefined) return row.value;
    const [first] = row.columns.keys();
    within.report('wrong-type', syntax, `${name} is a whole row`, { hint: `name a column of it: ${name}.${first}` });
    return undefined;
  }
  const ofRow = row?.bare ? row.columns.get(name) : undefined;
  if (ofRow !== undefined) return columnNamed(name, ofRow);
  const found = lookUp(name, syntax, within);
  if (found !== null) return found;
  if (scope.tables.has(name)) {
    within.report('wrong-type', syntax, `${name} is a table, not one value`, {
      hint: `say what of it: count(${name})`,
    });
    return undefined;
  }
  return reportUnknown(name, syntax, within);
}

function compileProperty(of: Expr, syntax: Syntax & { node: 'path' }, within: Setting): Expr | undefined {
  const known = propertiesOf(of.type);
  const function_ = within.scope.functions.get(`.${syntax.member}`);
  const typed = known.includes(syntax.member) ? function_?.signature([of]) : undefined;
  if (typed !== undefined && typeof typed !== 'string') {
    const { type, bounds } = typed;
    return { op: 'call', name: `.${syntax.member}`, args: [of], type, bounds, context: of.context };
  }
  const hint = known.length === 0 ? undefined : `it has ${known.map((part) => `.${part}`).join(', ')}`;
  within.report('wrong-type', syntax.memberAt, `${describe(of)} has no part "${syntax.member}"`, {
    found: syntax.member,
    ...(hint === undefined ? {} : { hint }),
  });
  return undefined;
}

export function compilePath(syntax: Syntax & { node: 'path' }, within: Setting): Expr | undefined {
  const { row, scope } = within;
  const name = dottedName(syntax);
  const ofRow = syntax.of.node === 'name' && syntax.of.name === row?.variable && row.value === undefined;
  if (row !== undefined && ofRow) {
    const known = row.columns.get(syntax.member);
    if (known !== undefined) return columnNamed(syntax.member, known);
    const meant = nearest(syntax.member, row.columns.keys());
    within.report('unknown-name', syntax.memberAt, `"${syntax.member}" is no column of ${row.variable}`, {
      found: syntax.member,
      hint: meant === undefined ? `its columns are ${[...row.columns.keys()].join(', ')}` : `did you mean "${meant}"?`,
    });
    return undefined;
  }
  const found = name === undefined ? null : lookUp(name, syntax, within);
  if (found !== null) return found;
  if (name !== undefined) {
    const [first] = name.split('.');
    const prefixed = [...scope.names.keys(), ...scope.later.keys()].some((known) => known.startsWith(`${first}.`));
    const alone =
      !scope.names.has(first) && !scope.later.has(first) && first !== row?.variable && !row?.columns.has(first);
    if (prefixed && alone) return reportUnknown(name, syntax, within);
  }
  const of = within.compile(syntax.of, within);
  return of === undefined ? undefined : compileProperty(of, syntax, within);
}
