import { abs } from './abs.ts';
import { addMonths } from './add-months.ts';
import { ceiling } from './ceiling.ts';
import { decimal } from './decimal.ts';
import { floor } from './floor.ts';
import type { FeelFunction, FunctionRegistry } from './function.ts';
import { modulo } from './modulo.ts';
import { parts } from './parts.ts';
import { presentValue } from './present-value.ts';
import { roundDown } from './round-down.ts';
import { roundHalfDown } from './round-half-down.ts';
import { roundHalfUp } from './round-half-up.ts';
import { roundUp } from './round-up.ts';
import { shrunkRate } from './shrunk-rate.ts';
import { yearsAndMonthsDuration } from './years-and-months-duration.ts';

const all: readonly FeelFunction[] = [
  abs,
  addMonths,
  ceiling,
  decimal,
  floor,
  modulo,
  presentValue,
  roundDown,
  roundHalfDown,
  roundHalfUp,
  roundUp,
  shrunkRate,
  yearsAndMonthsDuration,
  ...parts,
];

/** Every function by its FEEL name; a name with a leading dot is written behind its argument. */
export const feelFunctions: FunctionRegistry = new Map(all.map((entry) => [entry.name, entry]));
