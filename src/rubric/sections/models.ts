import type { Decimal } from '../../model/decimal.ts';
import type { LocatedScalar } from '../../model/located.ts';
import type { ModelSpec } from '../../model/rubric.ts';
import { type Kind, numericKinds, type ValueType } from '../../model/value-type.ts';
import { flagBounds, flagType } from '../../plan/expressions.ts';
import { nearest } from '../../text/nearest.ts';
import type { Check } from '../checking.ts';
import { numberType } from '../formulas.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object } from '../shape/object.ts';
import {
  type bgNbdEntries,
  type clvEntries,
  type gammaGammaEntries,
  modelEntries,
  type Parameters,
} from './model-entries.ts';
import { checkColumn } from './portfolio.ts';

// Fitted predictors, each after those it builds on. They know fields and tables, and features know them.

export const modelsShape = mapOf('MODEL', object('a model', modelEntries));
type ModelDraft = Draft<typeof modelEntries>;
type Built = Omit<ModelSpec, 'name' | 'position'>;

const dates: ReadonlySet<Kind> = new Set(['date']);

/** The table and column that `TABLE.FIELD` names, of one of `kinds`; reported where there is none. */
function checkPath(path: LocatedScalar, kinds: ReadonlySet<Kind>, kindName: string, check: Check) {
  const { tables } = check.formulas;
  const found = [...tables].flatMap(([table, columns]) => [...columns.keys()].map((name) => `${table}.${name}`));
  const [table, name] = path.text.split('.');
  const value = found.includes(path.text) ? tables.get(table)?.get(name) : undefined;
  if (value === undefined) {
    const near = nearest(path.text, found);
    const more = near ? { hint: `did you mean "${near}"?` } : {};
    check.report('unknown-name', path.position, `"${path.text}" is no column of a table`, more);
  } else if (!kinds.has(value.type.kind)) {
    const message = `"${path.text}" is of type ${value.type.kind}, not ${kindName}`;
    check.report('wrong-type', path.position, message, { found: value.type.kind, expected: kindName });
  }
  return { table, name, type: value?.type };
}

function checkField(name: LocatedScalar | undefined, what: string, at: ModelDraft['$at'], check: Check): string {
  if (name === undefined) {
    check.report('missing-key', at, `without "events" the model needs "${what}"`, { expected: `${what}: a field` });
    return '';
  }
  return checkColumn(name, { what, kinds: numericKinds, kindName: 'a number', of: ['a field'] }, check);
}

function spanOf(written: LocatedScalar | undefined): Pick<ModelSpec, 'horizon'> {
  if (written === undefined) return {};
  const [count, unit] = written.text.split(' ');
  return { horizon: { count: Number(count), unit: unit as NonNullable<ModelSpec['horizon']>['unit'] } };
}

function fitOptions(draft: {
  readonly penalty?: { value: Decimal } | undefined;
  readonly parameters?: Parameters | undefined;
}) {
  const given = Object.entries(draft.parameters ?? {}).filter(([name]) => !name.startsWith('$'));
  return {
    ...(draft.penalty === undefined ? {} : { penalty: draft.penalty.value }),
    ...(draft.parameters === undefined
      ? {}
      : { fixed: Object.fromEntries(given.map(([name, { value }]) => [name, value])) }),
  };
}

function checkBgNbd(draft: Draft<typeof bgNbdEntries>, check: Check): Built {
  const common = { kind: 'bg_nbd', valueType: numberType, ...spanOf(draft.horizon), ...fitOptions(draft) };
  if (draft.events !== undefined) {
    const { table, name } = checkPath(draft.events, dates, 'a date', check);
    return { ...common, events: { table, date: name } };
  }
  const of = (role: 'frequency' | 'recency' | 'age') => checkField(draft[role], role, draft.$at, check);
  return { ...common, columns: { frequency: of('frequency'), recency: of('recency'), age: of('age') } };
}

function checkGammaGamma(draft: Draft<typeof gammaGammaEntries>, check: Check): Built {
  const common = { kind: 'gamma_gamma', ...fitOptions(draft) };
  if (draft.events === undefined) {
    const value = checkField(draft.value, 'value', draft.$at, check);
    const columns = { frequency: checkField(draft.frequency, 'frequency', draft.$at, check), value };
    return { ...common, columns, valueType: moneyOr(check.names.values.get(value)?.type) };
  }
  const events = checkPath(draft.events, dates, 'a date', check);
  if (draft.value === undefined) return { ...common, valueType: numberType };
  const value = checkPath(draft.value, numericKinds, 'a number', check);
  if (value.type && events.type && value.table !== events.table) {
    check.report('unknown-name', draft.value.position, 'the values must be of the table of the events');
  }
  return {
    ...common,
    events: { table: events.table, date: events.name, value: value.name },
    valueType: moneyOr(value.type),
  };
}

/** What is expected of money is money; of any other number a number of six digits. */
function moneyOr(type: ValueType | undefined): ValueType {
  return type?.kind === 'money' ? type : numberType;
}

function checkClv(draft: Draft<typeof clvEntries>, before: readonly ModelSpec[], check: Check): Built {
  const use = (name: LocatedScalar | undefined, kind: string): ModelSpec | undefined => {
    if (name === undefined) return undefined;
    check.names.used.add(name.text);
    const found = before.find((model) => model.name === name.text);
    if (found?.kind === kind) return found;
    const known = before.filter((model) => model.kind === kind).map((model) => model.name);
    const near = nearest(name.text, known);
    const hint = near ? `did you mean "${near}"?` : 'a model stands behind those it builds on';
    check.report('unknown-name', name.position, `"${name.text}" is no ${kind} model above this one`, { hint });
    return undefined;
  };
  const purchases = use(draft.purchases, 'bg_nbd');
  const value = use(draft.value, 'gamma_gamma');
  return {
    kind: 'clv',
    uses: { purchases: purchases?.name ?? '', value: value?.name ?? '' },
    ...spanOf(draft.horizon),
    ...(draft.discount === undefined ? {} : { discount: draft.discount.value }),
    valueType: moneyOr(value?.valueType),
  };
}

function checkModel(draft: ModelDraft, before: readonly ModelSpec[], check: Check): Built | undefined {
  const { bg_nbd, gamma_gamma, clv } = draft;
  if (draft.$entries.size !== 1) {
    const message = 'a model is one of bg_nbd, gamma_gamma and clv';
    check.report('one-of', draft.$at, message, { expected: 'one of the three' });
  }
  const built: (Built | undefined)[] = [
    bg_nbd && checkBgNbd(bg_nbd, check),
    gamma_gamma && checkGammaGamma(gamma_gamma, check),
    clv && checkClv(clv, before, check),
  ];
  return built.find((one) => one !== undefined);
}

/** The models in the order they are given; formulas know their names, and what stands beside the main result, afterwards. */
export function checkModels(drafts: readonly Named<ModelDraft>[], check: Check): ModelSpec[] {
  const models: ModelSpec[] = [];
  const { values, failed } = check.names;
  for (const { name, key, value } of drafts) {
    if (!check.names.claim(key, 'a model')) continue;
    const built = checkModel(value, models, check);
    if (built === undefined) {
      failed.add(name);
      continue;
    }
    models.push({ name, position: key.position, ...built });
    const bounds = { min: 0, max: Number.MAX_SAFE_INTEGER };
    values.set(name, { type: built.valueType, bounds, context: 'client' });
    if (built.kind !== 'bg_nbd') continue;
    check.formulas.add('client', `${name}.alive`, numberType, { min: 0, max: 10 ** numberType.scale });
    check.formulas.add('client', `${name}.one_event`, flagType, flagBounds);
  }
  return models;
}
