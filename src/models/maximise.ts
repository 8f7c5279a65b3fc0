import direct from 'ml-direct';
import { factorise, gradientAt, hessianAt, type Objective, solve } from './derivatives.ts';

// Maximum likelihood in log-parameters: DIRECT searches a wide box over a sample of the clients, Newton's method with
// damping climbs from there over the sample and then over all, and the end is judged by the derivatives found there.
// Deterministic: no random start. Refuses a maximum that runs off to 0 or infinity, or where the information is singular.

export interface Likelihood {
  /** Mean log-likelihood per client of all clients, less any penalty. */
  readonly whole: Objective;
  /** The same over a sample that is quick to go through. */
  readonly sample: Objective;
  /** How many clients the mean is over. */
  readonly clients: number;
  /** Of the log-parameters, for messages. */
  readonly names: readonly string[];
}

export type Maximum =
  | {
      readonly point: readonly number[];
      /** Standard errors of the log-parameters, from the inverse of the observed information. */
      readonly errors: readonly number[];
      readonly iterations: number;
    }
  | { readonly point: null; readonly iterations: number; readonly message: string };

/** The search looks from 1/1000 to 1000; an estimate may lie between 1/10 000 and 10 000, in the scale of the model. */
const searched = Math.log(1e3);
const allowed = Math.log(1e4);
const searchRounds = 25;
const mostSteps = 100;
/** Steps in log-parameters: shorter than `near` they are taken unasked, shorter than `still` they end the climb. */
const near = 1e-3;
const still = 1e-7;
/** What may be left of the way to the maximum, in standard errors, and of the slope. */
const errorsLeft = 1e-3;
const slopeLeft = 1e-6;

export function maximise({ whole, sample, clients, names }: Likelihood): Maximum {
  const dimensions = names.map(() => searched);
  const cost = (point: readonly number[]): number => {
    const value = -sample(point);
    return Number.isFinite(value) ? value : 1e300;
  };
  const box = dimensions.map((edge) => -edge);
  const [start] = direct((point) => cost(Array.from(point)), box, dimensions, { iterations: searchRounds }).optima;
  const first = climb(sample, Array.from(start));
  const last = climb(whole, inside(first.point) ? first.point : Array.from(start));
  const iterations = first.steps + last.steps;
  const lost = last.point.findIndex((value) => !(Math.abs(value) <= allowed));
  if (lost >= 0) {
    const where = last.point[lost] > 0 ? 'without bound' : 'towards 0';
    return { point: null, iterations, message: `the likelihood has no maximum: ${names[lost]} runs ${where}` };
  }
  return judge(whole, last.point, clients, iterations);
}

function inside(point: readonly number[]): boolean {
  return point.every((value) => Math.abs(value) <= allowed);
}

/** Whether the point is a maximum is asked of the function itself, not of the method that led there. */
function judge(whole: Objective, point: readonly number[], clients: number, iterations: number): Maximum {
  const slope = gradientAt(whole, point);
  const factor = factorise(negated(hessianAt(whole, point)));
  if (factor === null) {
    return { point: null, iterations, message: 'the likelihood is flat: the parameters cannot be told apart' };
  }
  const step = solve(factor, slope);
  const distance = Math.sqrt(clients * step.reduce((sum, value, at) => sum + value * slope[at], 0));
  const steepest = Math.max(...slope.map(Math.abs));
  if (!(distance <= errorsLeft && steepest <= slopeLeft)) {
    return { point: null, iterations, message: 'the fit did not settle: the slope of the likelihood is not 0' };
  }
  const errors = point.map((_, at) => {
    const unit = point.map((__, index) => (index === at ? 1 : 0));
    return Math.sqrt(solve(factor, unit)[at] / clients);
  });
  return { point, errors, iterations };
}

/** Newton's method; a step is shortened until it rises, and turned towards the slope where the surface is not concave. */
function climb(objective: Objective, start: readonly number[]): { point: readonly number[]; steps: number } {
  let point = start;
  let curvature: Curvature | null = null;
  let previous = Number.POSITIVE_INFINITY;
  for (let steps = 1; steps <= mostSteps; steps++) {
    const slope = gradientAt(objective, point);
    curvature ??= curvatureAt(objective, point);
    const step = solve(curvature.factor, slope);
    const length = Math.max(...step.map(Math.abs));
    if (!curvature.damped && length < near) {
      // So near the maximum the values differ by less than their own rounding: the derivatives know better, the second ones
      // no longer change, and a step that does not shrink any more is rounding itself.
      if (length > previous / 2) return { point, steps };
      point = point.map((x, at) => x + step[at]);
      if (length < still) return { point, steps };
      previous = length;
      continue;
    }
    const next = rise(objective, point, step, Math.min(1, 2 / length));
    if (next === null) return { point, steps };
    point = next;
    curvature = null;
    if (!inside(point)) return { point, steps };
  }
  return { point, steps: mostSteps };
}

interface Curvature {
  /** Of the information, with as much added to its diagonal as makes it positive definite. */
  readonly factor: readonly (readonly number[])[];
  readonly damped: boolean;
}

function curvatureAt(objective: Objective, point: readonly number[]): Curvature {
  const information = negated(hessianAt(objective, point));
  for (let damping = 0; damping < 1e6; damping = damping === 0 ? 1e-6 : damping * 10) {
    const factor = factorise(information.map((row, i) => row.map((x, j) => (i === j ? x + damping : x))));
    if (factor !== null) return { factor, damped: damping > 0 };
  }
  return { factor: point.map((_, i) => point.map((__, j) => (i === j ? 1 : 0))), damped: true };
}

function rise(objective: Objective, from: readonly number[], step: readonly number[], first: number) {
  const value = objective(from);
  for (let share = first; share > 1e-10; share /= 2) {
    const point = from.map((x, at) => x + share * step[at]);
    if (objective(point) > value) return point;
  }
  return null;
}

function negated(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row) => row.map((x) => -x));
}
