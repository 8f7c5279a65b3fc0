import type { Decimal } from '../model/decimal.ts';
import type { ModelInput } from '../plan/predictive-model.ts';
import type { ModelStep } from '../plan/step.ts';
import type { PurchaseColumns } from './bg-nbd.ts';
import { summariseEvents, type TimeUnit } from './events.ts';
import type { ValueColumns } from './gamma-gamma.ts';

// From a step and what the engine gathered to the columns that a model fits.

/** Given columns of time have the unit that the rubric's author counts in; events are counted in that of the horizon. */
export function unitOf(step: ModelStep): TimeUnit {
  return step.horizon?.unit ?? 'days';
}

export interface Purchases {
  readonly data: PurchaseColumns;
  /** 1 for a client with one event. */
  readonly oneEvent: Uint8Array;
}

export function purchasesOf(step: ModelStep, input: ModelInput): Purchases {
  if (input.events !== undefined) {
    const { frequency, recency, age, oneEvent } = summariseEvents(input.events, input.asOf, unitOf(step));
    return { data: { frequency, recency, age }, oneEvent };
  }
  const frequency = columnOf('frequency', input);
  const data = { frequency, recency: columnOf('recency', input), age: columnOf('age', input) };
  return { data, oneEvent: Uint8Array.from(frequency, (x) => (x === 0 ? 1 : 0)) };
}

export function valuesOf(step: ModelStep, input: ModelInput): ValueColumns {
  if (input.events !== undefined) {
    const { valuedFrequency, meanValue } = summariseEvents(input.events, input.asOf, unitOf(step));
    const divisor = 10 ** (input.events.valueScale ?? 0);
    return { frequency: valuedFrequency, meanValue: meanValue.map((units) => units / divisor) };
  }
  return { frequency: columnOf('frequency', input), meanValue: columnOf('value', input) };
}

function columnOf(role: string, input: ModelInput): Float64Array {
  const found = input.columns.get(role);
  if (found === undefined) throw new Error(`the model was given no column for its ${role}`);
  return found;
}

/** The parameters that the rubric gives, as doubles; undefined where they are to be fitted. */
function fixedOf<Parameters>(step: ModelStep): Parameters | undefined {
  if (step.fixed === undefined) return undefined;
  return Object.fromEntries(Object.entries(step.fixed).map(([name, value]) => [name, toNumber(value)])) as Parameters;
}

/** The nearest double to an exact decimal. */
export function toNumber(value: Decimal): number {
  return Number(`${value.units}e-${value.scale}`);
}

/** Options of a fit as the step states them. */
export function optionsOf<Parameters>(step: ModelStep): { penalty?: number; fixed?: Parameters } {
  const fixed = fixedOf<Parameters>(step);
  return {
    ...(step.penalty === undefined ? {} : { penalty: toNumber(step.penalty) }),
    ...(fixed === undefined ? {} : { fixed }),
  };
}
