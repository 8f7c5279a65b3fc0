import { isText, type OwnedTable } from '../../../model/table.ts';
import type { ValueType } from '../../../model/value-type.ts';
import { power10 } from '../../../numeric/scaled.ts';
import { flagType, pointsType } from '../../../plan/expressions.ts';
import type { ModelEvents } from '../../../plan/predictive-model.ts';
import type { ModelStep } from '../../../plan/step.ts';
import { addUnits, type Frame, unitsOf } from '../frame.ts';

/** Gathers what a model is fitted from, and adds the columns and the record that it gives. */
export function runModel(step: ModelStep, frame: Frame): void {
  const model = frame.models.known[step.model];
  if (model === undefined) throw new Error(`the plan fits ${step.model}, which no registry knows`);
  const columns = Object.entries(step.columns ?? {}).map(
    ([role, name]) => [role, asDoubles(unitsOf(frame, name), frame.columns.get(name)?.type)] as const,
  );
  const events = step.events && gatherEvents(step.events, frame);
  const result = model.run(step, {
    clients: frame.rows,
    asOf: frame.parameters.get('as_of') ?? Number.NaN,
    columns: new Map(columns),
    before: frame.models.kept,
    ...(events === undefined ? {} : { events }),
  });
  for (const [suffix, values] of result.columns) {
    const kind = model.suffixes[suffix];
    const type = kind === undefined ? step.type : kind === 'flag' ? flagType : pointsType;
    addUnits(frame, suffix === '' ? step.name : `${step.name}.${suffix}`, type).set(values);
  }
  frame.models.kept.set(step.name, result.kept);
  // A fit that the plan put in goes by the name of the formula it is for.
  const name = step.name.replace(/^\$/, '');
  frame.models.fitted.push({ model: name, ...result.summary });
  if (!result.summary.converged) frame.findings.push({ code: 'model-not-fitted', step: step.name, count: frame.rows });
}

/** Units as the numbers they stand for: models are not exact, and their parameters are of whole currency units. */
function asDoubles(units: Float64Array, type: ValueType | undefined): Float64Array {
  const divisor = power10(type?.scale ?? 0);
  return units.map((value) => value / divisor);
}

/** The rows of a table client by client. */
function gatherEvents({ table: name, date, value }: NonNullable<ModelStep['events']>, frame: Frame): ModelEvents {
  const table = frame.tables.get(name);
  if (table === undefined) throw new Error(`the plan reads table ${name}, which was not given`);
  const { owner } = table;
  const offsets = new Uint32Array(frame.rows + 1);
  for (const client of owner) offsets[client + 1]++;
  for (let client = 0; client < frame.rows; client++) offsets[client + 1] += offsets[client];
  const next = offsets.slice();
  const order = new Uint32Array(table.rows);
  for (let row = 0; row < table.rows; row++) order[next[owner[row]]++] = row;
  const dates = numbersOf(table, date).values;
  const days = Float64Array.from(order, (row) => dates[row]);
  if (value === undefined) return { offsets, days };
  const { values, type } = numbersOf(table, value);
  return { offsets, days, values: Float64Array.from(order, (row) => values[row]), valueScale: type.scale };
}

function numbersOf(table: OwnedTable, name: string) {
  const found = table.columns.get(name);
  if (found === undefined || isText(found)) throw new Error(`the table has no numeric column ${name}`);
  return found;
}
