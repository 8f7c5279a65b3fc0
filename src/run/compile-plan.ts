import type { Expr } from '../model/expression.ts';
import type { Rubric } from '../model/rubric.ts';
import { unbounded } from '../model/value-type.ts';
import { estimatePriors } from '../plan/estimate-priors.ts';
import { column, compare, constant, fullPoints } from '../plan/expressions.ts';
import { hoistAggregates } from '../plan/hoist-aggregates.ts';
import type { InputStep, ModelStep, Plan, Step } from '../plan/step.ts';
import { derivedSteps } from '../scoring/derived-steps.ts';
import { scoringMethods } from '../scoring/index.ts';
import { scoreSteps } from '../scoring/score-steps.ts';
import { tieringSteps } from '../tiering/index.ts';

/** Asked for by several parts of one run. */
const compiled = new WeakMap<Rubric, Plan>();

/** The whole plan of a rubric, in the order in which names become known: fields, features, points, score, grade, tier. */
export function compilePlan(rubric: Rubric): Plan {
  const plan = compiled.get(rubric) ?? compile(rubric);
  compiled.set(rubric, plan);
  return plan;
}

function compile(rubric: Rubric): Plan {
  const inputs = rubric.fields.map(
    (field): InputStep => ({
      op: 'input',
      name: field.name,
      type: field.valueType,
      bounds: { min: field.min ?? unbounded.min, max: field.max ?? unbounded.max },
      context: 'client',
    }),
  );
  const models = rubric.models.map(
    ({ name, kind, valueType, position: _, ...settings }): ModelStep => ({
      op: 'model',
      name,
      model: kind,
      type: valueType,
      bounds: unbounded,
      context: 'book',
      ...settings,
    }),
  );
  const scored = scoreSteps(rubric, scoringMethods);
  const tiered = tieringSteps(rubric, mostLost(scored));
  return hoistAggregates(
    estimatePriors([...inputs, ...models, ...derivedSteps(rubric), ...scored, ...tiered], prospectTest(rubric)),
  );
}

/** The whole weight, by a factor with the least points that there are. */
function mostLost(scored: readonly Step[]): number | undefined {
  const score = scored.find(({ op }) => op === 'weighted-score');
  return score && Math.max(0, fullPoints - score.bounds.min);
}

/** Whether a client is a prospect, where a field says so: a feature is not known while others are worked out. */
function prospectTest({ portfolio, fields }: Rubric): Expr | undefined {
  const status = fields.find((field) => field.name === portfolio.status);
  if (status === undefined) return undefined;
  return compare('=', column(status.name, status.valueType), constant('prospect', status.valueType));
}
