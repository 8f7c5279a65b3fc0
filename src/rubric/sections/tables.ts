import type { LocatedScalar } from '../../model/located.ts';
import type { FieldSpec, TableSpec } from '../../model/rubric.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';
import { checkName } from '../names.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { feel, text } from '../shape/scalars.ts';
import { checkFields, fieldsShape, namedValueOf } from './fields.ts';

// Further files, many rows to a client, each ordered after the table it belongs to.

const entries = {
  key: required(
    text('field'),
    'The field of the table that names the client, or the row of the table given by "via"',
    'client_id',
  ),
  via: optional(
    text('table'),
    'Another table, where the key belongs to that table and only through it to a client',
    'dispositions',
  ),
  file: optional(
    text('file'),
    'A file, a directory of parts or a pattern such as loans-*.csv, relative to the rubric; --table wins',
    'loans.csv',
    'given by --table',
  ),
  sheet: optional(text('sheet'), 'Sheet of a workbook', 'Loans', 'the first with data'),
  encoding: optional(text('encoding'), 'Encoding of a text file', 'gb18030', 'found out'),
  delimiter: optional(text('delimiter'), 'What separates the cells of a text file', ';', 'found out'),
  fields: required(fieldsShape, 'What a row of the table holds, as under "fields"', '{client_id: {type: id}}'),
  where: optional(
    feel('condition'),
    'Rows that count; where several clients own a row, it picks one',
    'type = "OWNER"',
    'all rows',
  ),
} as const;

export const tablesShape = mapOf('TABLE', object('a table', entries));
type TableDraft = Draft<typeof entries>;

function checkTable(
  { name, value: draft }: Named<TableDraft>,
  check: Check,
  currency: LocatedScalar | undefined,
): FieldSpec[] {
  const fields = checkFields(
    draft.fields ?? [],
    check,
    ({ key }) => checkName(key, 'a field of a table', check.report),
    { byDefault: currency },
  );
  const columns = new Map(fields.map((field) => [field.name, namedValueOf(field, 'row')]));
  check.formulas.tables.set(name, columns);
  const key = draft.key && columns.get(draft.key.text);
  if (draft.key !== undefined && key?.type.kind !== 'id') {
    const near = nearest(draft.key.text, columns.keys());
    const message = key
      ? `the key "${draft.key.text}" must be of type id`
      : `"${draft.key.text}" is no field of this table`;
    const code = key ? 'wrong-type' : 'unknown-name';
    const broken = draft.fields?.some((field) => field.name === draft.key?.text) && key === undefined;
    if (!broken)
      check.report(code, draft.key.position, message, near && !key ? { hint: `did you mean "${near}"?` } : {});
  }
  return fields;
}

function checkVia({ name, value: draft }: Named<TableDraft>, tables: readonly Named<TableDraft>[], check: Check): void {
  if (draft.via === undefined) return;
  const byName = new Map(tables.map((table) => [table.name, table]));
  const path = [name];
  for (let via = draft.via.text; ; ) {
    const next = byName.get(via);
    if (next === undefined) {
      if (path.length > 1) return;
      const near = nearest(via, byName.keys());
      const hint = near ? { hint: `did you mean "${near}"?` } : {};
      check.report('unknown-name', draft.via.position, `"${via}" is no table`, hint);
      return;
    }
    if (via === name) {
      if (tables.find((table) => path.includes(table.name))?.name !== name) return;
      const message = `these tables belong to each other in a circle: ${[...path, name].join(' → ')}`;
      check.report('circle', draft.via.position, message, { hint: 'one of them must hold the key of the client' });
      return;
    }
    if (path.includes(via) || next.value.via === undefined) return;
    path.push(via);
    via = next.value.via.text;
  }
}

/** The table that a key goes through must have a field of the same name and kind to be matched with. */
function checkViaKey({ value: draft }: Named<TableDraft>, check: Check): void {
  const columns = draft.via && check.formulas.tables.get(draft.via.text);
  if (columns === undefined || draft.via === undefined || draft.key === undefined) return;
  if (columns.get(draft.key.text)?.type.kind === 'id') return;
  const message = `"${draft.via.text}" has no field "${draft.key.text}" of type id to match the key with`;
  check.report('unknown-name', draft.via.position, message, {
    hint: `add ${draft.key.text}: {type: id} to its fields`,
  });
}

/** The tables, each after the one it belongs to; their columns are known to formulas afterwards. `book` is the portfolio. */
export function checkTables(
  drafts: readonly Named<TableDraft>[],
  check: Check,
  book: { readonly of?: LocatedScalar | undefined; readonly currency?: LocatedScalar | undefined } = {},
): TableSpec[] {
  const claimed = drafts.filter(({ key }) => check.names.claim(key, 'a table'));
  const fields = new Map(
    claimed.map((draft) => [
      draft.name,
      checkTable(draft, check, draft.name === book.of?.text ? book.currency : undefined),
    ]),
  );
  const specs = claimed.map((draft): TableSpec => {
    checkVia(draft, claimed, check);
    checkViaKey(draft, check);
    const { name, key, value } = draft;
    const columns = check.formulas.tables.get(name);
    const where = value.where && columns ? check.formulas.compileRow(value.where, columns) : undefined;
    return {
      name,
      key: value.key?.text ?? '',
      ...(value.via === undefined ? {} : { via: value.via.text }),
      ...(value.file === undefined ? {} : { file: value.file.text }),
      ...(value.sheet === undefined ? {} : { sheet: value.sheet.text }),
      ...(value.encoding === undefined ? {} : { encoding: value.encoding.text }),
      ...(value.delimiter === undefined ? {} : { delimiter: value.delimiter.text }),
      fields: fields.get(name) ?? [],
      ...(where === undefined ? {} : { where }),
      position: key.position,
    };
  });
  return inOrderOfUse(specs);
}

/** Owners first; tables of a circle, which has been reported, are left out. */
function inOrderOfUse(specs: readonly TableSpec[]): TableSpec[] {
  const ordered: TableSpec[] = [];
  const placed = new Set<string>();
  for (let before = -1; before < ordered.length; ) {
    before = ordered.length;
    for (const spec of specs) {
      if (placed.has(spec.name) || (spec.via !== undefined && !placed.has(spec.via))) continue;
      placed.add(spec.name);
      ordered.push(spec);
    }
  }
  return ordered;
}
