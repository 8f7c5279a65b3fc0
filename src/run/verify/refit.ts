import type { Decimal } from '../../model/decimal.ts';
import type { ModelSummary } from '../../model/fitted-model.ts';
import type { Problem } from '../../model/problem.ts';
import type { VerifiedFit } from '../../model/verification.ts';
import { formatShort } from '../../numeric/decimal.ts';
import type { ExactJson, ExactObject } from '../../numeric/exact-json.ts';
import type { ModelInput, ModelRegistry, ModelResult, PredictiveModel } from '../../plan/predictive-model.ts';
import type { ModelStep } from '../../plan/step.ts';

// Fits of a run that is made again: the recorded parameters are taken, so that everything built on them comes out to the byte,
// and the fit is made anew beside that and held against the record. A search in floating point may end a digit apart on
// another machine, hence a tolerance; counts must be the same.

/** Of the larger of the two, with two units of the last digit. */
const tolerance = 1e-4;
const lastDigits = 2e-6;

export class Refits {
  readonly fits: VerifiedFit[] = [];
  readonly problems: Problem[] = [];
  readonly #recorded: ReadonlyMap<string, ModelSummary>;

  constructor(models: readonly ExactObject[]) {
    this.#recorded = new Map(models.map((model) => [model.model as string, withCounts(model)]));
  }

  readonly models = (known: ModelRegistry): ModelRegistry =>
    Object.fromEntries(
      Object.entries(known).map(([keyword, model]): [string, PredictiveModel] => [
        keyword,
        { ...model, run: (step, input) => this.#run(model, step, input) },
      ]),
    );

  #run(model: PredictiveModel, step: ModelStep, input: ModelInput): ModelResult {
    const name = step.name.replace(/^\$/, '');
    const recorded = this.#recorded.get(name);
    const fitted = model.run(step, input);
    // Parameters that the rubric gives, and models that fit nothing, come out to the byte by themselves.
    if (recorded === undefined || step.fixed !== undefined || recorded.parameters === null) return fitted;
    const differing = differences(recorded, fitted.summary);
    this.fits.push({ model: name, agrees: differing.length === 0 });
    for (const [path, found, expected] of differing) {
      const message = `a fit of the model "${name}" made anew does not come to the recorded one: ${path}`;
      this.problems.push({ code: 'refit-differs', severity: 'error', message, found, expected });
    }
    const { model: _, ...summary } = recorded;
    return { ...model.run({ ...step, fixed: recorded.parameters }, input), summary };
  }
}

function differences(recorded: ModelSummary, anew: Omit<ModelSummary, 'model'>): [string, string, string][] {
  const [before, now] = [recorded, anew].map((summary) => new Map(flatten(summary)));
  now.set('model', before.get('model') ?? null);
  const paths = [...new Set([...before.keys(), ...now.keys()])];
  return paths.flatMap((path): [string, string, string][] => {
    const [own, other] = [before.get(path), now.get(path)];
    return isNear(own, other) ? [] : [[path, shown(own), shown(other)]];
  });
}

type Leaf = string | number | boolean | null | Decimal;

function flatten(value: object, above = ''): [string, Leaf][] {
  return Object.entries(value).flatMap(([key, part]): [string, Leaf][] => {
    const path = above === '' ? key : `${above}.${key}`;
    return typeof part === 'object' && part !== null && !isDecimal(part) ? flatten(part, path) : [[path, part as Leaf]];
  });
}

function isNear(a: Leaf | undefined, b: Leaf | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return a === b;
  if (!isDecimal(a) || !isDecimal(b)) return a === b;
  const [own, other] = [toNumber(a), toNumber(b)];
  return Math.abs(own - other) <= tolerance * Math.max(Math.abs(own), Math.abs(other)) + lastDigits;
}

function shown(leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'nothing';
  return leaf !== null && isDecimal(leaf) ? formatShort(leaf.units, leaf.scale) : String(leaf);
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value && typeof value.units === 'bigint';
}

function toNumber({ units, scale }: Decimal): number {
  return Number(units) / 10 ** scale;
}

/** Clients and the like are counts; every other number of a model is a decimal. */
function withCounts(model: ExactObject): ModelSummary {
  const counts = ['clients', 'repeaters', 'leftOut', 'oneEvent'];
  const plain = (key: string, value: ExactJson | undefined): unknown =>
    counts.includes(key) && isDecimal(value) ? Number(value.units) : value;
  return Object.fromEntries(
    Object.entries(model).map(([key, value]) => [key, plain(key, value)]),
  ) as unknown as ModelSummary;
}
