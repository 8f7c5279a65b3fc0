import type { LocatedScalar } from '../../model/located.ts';
import type { FieldSpec, Portfolio, TableSpec } from '../../model/rubric.ts';
import { type Kind, numericKinds } from '../../model/value-type.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';
import { type Draft, object, optional, required } from '../shape/object.ts';
import { text } from '../shape/scalars.ts';

// Which columns make a client: its key, name, measure and status.

const entries = {
  id: required(text('field'), 'The field that is the key: text always, unique, compared byte by byte', 'client_id'),
  name: optional(text('field or feature'), 'The field that names a client', 'client_name'),
  measure: required(
    text('field or feature'),
    'The numeric field or feature that shares, Pareto, ABC and concentration are taken of',
    'revenue_12m',
  ),
  status: optional(
    text('field or feature'),
    'A category; clients whose value is "prospect" are scored and listed, outside tiers and Pareto',
    'status',
  ),
  group: optional(
    text('field or feature'),
    'A field that joins connected clients: concentration, Pareto and checks are given by group as well',
    'group_id',
  ),
  currency: optional(
    text('field'),
    'The field that names the currency of every amount of the book; amounts are converted to that of the rubric by --rates',
    'loan_currency',
    "all amounts are in the rubric's currency",
  ),
  cost: optional(
    text('field or feature'),
    'An amount of money: what serving a client costs a year, for the resources of the tiers',
    'cost_to_serve_12m',
    'the money field cost_to_serve_12m, where there is one',
  ),
  of: optional(
    text('table'),
    'The table whose distinct keys are the clients, where there is no client file; the book is read as this table',
    'loans',
  ),
} as const;

export const portfolioShape = object('the portfolio', entries);
type PortfolioDraft = Draft<typeof entries>;

const textual: ReadonlySet<Kind> = new Set(['id', 'text', 'category']);
const keys: ReadonlySet<Kind> = new Set(['id']);
const amounts: ReadonlySet<Kind> = new Set(['money']);
const categories: ReadonlySet<Kind> = new Set(['category']);

interface Wanted {
  readonly what: string;
  readonly kinds: ReadonlySet<Kind>;
  readonly kindName: string;
  /** What the name may be of. */
  readonly of: readonly string[];
}

const fieldOnly = ['a field'];
const computed = ['a field', 'a feature'];

/** The name of a column of the right kind; reported where it is none. */
export function checkColumn(
  name: LocatedScalar | undefined,
  { what, kinds, kindName, of }: Wanted,
  check: Check,
): string {
  if (name === undefined) return '';
  const { names, report } = check;
  const claim = names.claims.get(name.text);
  names.used.add(name.text);
  if (claim === undefined || !of.includes(claim.what)) {
    const near = nearest(name.text, names.namesOf(...of));
    const message = `"${name.text}" is no ${of.map((one) => one.replace(/^an? /, '')).join(' or ')}, and ${what} must be one`;
    report('unknown-name', name.position, message, near ? { hint: `did you mean "${near}"?` } : {});
    return name.text;
  }
  const type = names.values.get(name.text)?.type;
  if (type !== undefined && !kinds.has(type.kind)) {
    const message = `"${name.text}" is of type ${type.kind}, and ${what} must be ${kindName}`;
    report('wrong-type', name.position, message, { found: type.kind, expected: kindName });
  }
  return name.text;
}

function checkStatus(status: LocatedScalar, check: Check): string {
  const wanted = { what: 'the status', kinds: categories, kindName: 'a category', of: computed };
  const name = checkColumn(status, wanted, check);
  const values = check.names.values.get(name)?.type.values;
  if (values !== undefined && !values.includes('prospect')) {
    const message = `"${name}" has no value "prospect", so no client could be one`;
    check.report('invalid-value', status.position, message, { hint: 'let it have that value' });
  }
  return name;
}

/** The one field of clients that are the keys of a table; undefined where the portfolio is of no table that is there. */
export function checkKeyOfTable(
  { of, id }: PortfolioDraft,
  tables: readonly TableSpec[],
  check: Check,
): FieldSpec | undefined {
  if (of === undefined) return undefined;
  const table = tables.find((candidate) => candidate.name === of.text);
  if (table === undefined || table.via !== undefined) {
    const near = nearest(
      of.text,
      tables.map(({ name }) => name),
    );
    const message = table ? `"${of.text}" belongs to clients through "${table.via}"` : `"${of.text}" is no table`;
    const hint = table ? 'the table that makes the clients holds their key itself' : near && `did you mean "${near}"?`;
    check.report('unknown-name', of.position, message, hint ? { hint } : {});
    return undefined;
  }
  if (id !== undefined && id.text !== table.key) {
    const message = `the clients are the keys of "${table.name}", so the id is "${table.key}"`;
    check.report('invalid-value', id.position, message, { found: id.text, expected: table.key });
    return undefined;
  }
  const key = table.fields.find((field) => field.name === table.key);
  return key && { ...key, required: true };
}

/** What serving a client costs; the usual name is taken without being asked for. */
function checkCost({ cost }: PortfolioDraft, check: Check): string | undefined {
  const wanted = { what: 'the cost', kinds: amounts, kindName: 'an amount of money', of: computed };
  if (cost !== undefined) return checkColumn(cost, wanted, check);
  const usual = 'cost_to_serve_12m';
  const { claims, values, used } = check.names;
  if (claims.get(usual)?.what !== 'a field' || values.get(usual)?.type.kind !== 'money') return undefined;
  used.add(usual);
  return usual;
}

export function checkPortfolio(draft: PortfolioDraft, check: Check): Portfolio {
  const key = { what: 'the key', kinds: keys, kindName: 'an id', of: fieldOnly };
  const group = { what: 'the group', kinds: textual, kindName: 'a text, category or id', of: computed };
  const name = { what: 'the name', kinds: textual, kindName: 'a text, category or id', of: computed };
  const measure = { what: 'the measure', kinds: numericKinds, kindName: 'a number', of: computed };
  const cost = checkCost(draft, check);
  return {
    // The key of a table has been checked with the table.
    id: draft.of === undefined ? checkColumn(draft.id, key, check) : (draft.id?.text ?? ''),
    measure: checkColumn(draft.measure, measure, check),
    ...(draft.name === undefined ? {} : { name: checkColumn(draft.name, name, check) }),
    ...(draft.status === undefined ? {} : { status: checkStatus(draft.status, check) }),
    ...(draft.group === undefined ? {} : { group: checkColumn(draft.group, group, check) }),
    ...(cost === undefined ? {} : { cost }),
    ...(draft.of === undefined ? {} : { of: draft.of.text }),
  };
}
