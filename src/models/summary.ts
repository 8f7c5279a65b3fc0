import type { Decimal } from '../model/decimal.ts';
import type { ModelSummary } from '../model/fitted-model.ts';
import { decimal } from '../numeric/decimal.ts';
import type { Fit } from './fit.ts';
import { toUnits } from './rounding.ts';

const digits = 6;

/** A double as an exact decimal of six digits; null where it is none. */
export function toDecimal(value: number): Decimal | null {
  const units = toUnits(value, digits);
  return Number.isNaN(units) ? null : decimal(units, digits);
}

function toDecimals(values: object | null): Record<string, Decimal> | null {
  if (values === null) return null;
  const entries = Object.entries(values as Record<string, number>);
  return Object.fromEntries(entries.map(([name, value]) => [name, toDecimal(value) ?? decimal(0, digits)]));
}

/** What is recorded of a fit. */
export function summariseFit(
  kind: string,
  fit: Fit<object>,
  given: boolean,
  oneEvent: number,
): Omit<ModelSummary, 'model'> {
  return {
    kind,
    given,
    parameters: toDecimals(fit.parameters),
    standardErrors: toDecimals(fit.standardErrors),
    logLikelihood: fit.logLikelihood === null ? null : toDecimal(fit.logLikelihood),
    converged: fit.converged,
    clients: fit.clients,
    repeaters: fit.repeaters,
    leftOut: fit.leftOut,
    oneEvent,
    ...(fit.message === undefined ? {} : { message: fit.message }),
  };
}
