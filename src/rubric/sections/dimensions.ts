import type { Dimension, Factor, MissingRule } from '../../model/rubric.ts';
import type { Bounds } from '../../model/value-type.ts';
import { unbounded } from '../../model/value-type.ts';
import { hull } from '../../plan/expressions.ts';
import type { Check } from '../checking.ts';
import { numberType } from '../formulas.ts';
import { mapOf, type Named } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { type Amount, weight } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';
import { checkFactor, factorShape } from './factors.ts';
import { missingRule, missingShape } from './missing.ts';

// Dimensions of factors. Weights of a level are relative; dimensions and points are names that later stages know.

const entries = {
  weight: required(weight(), 'Weight beside the other dimensions; only ratios matter', '40'),
  label: optional(
    localisedText(),
    'What reports call the dimension',
    '{en: Contribution, zh-CN: 客户贡献度}',
    'the name of the dimension',
  ),
  missing: optional(
    missingShape,
    'What missing values do in this dimension',
    '{rule: zero, coverage: 50%}',
    'as in the rubric',
  ),
  factors: required(
    mapOf('FACTOR', factorShape),
    'What is scored',
    '{size: {weight: 30, of: loan_amount, bands: {">= 100000": 100, else: 20}}}',
  ),
} as const;

export const dimensionsShape = mapOf('DIMENSION', object('a dimension', entries));
type DimensionDraft = Draft<typeof entries>;

interface Weighted {
  readonly value: { readonly weight?: Amount | undefined };
}

/** One level must not mix 40% and 0.4: their ratio would not be what is meant. */
function checkWeights(level: readonly Weighted[], check: Check): void {
  const weights = level.map(({ value }) => value.weight).filter((one) => one !== undefined);
  const plain = weights.find((one) => !one.percent);
  for (const { percent, at } of weights) {
    if (!percent || plain === undefined) continue;
    const message = `the weight "${at.text}" stands beside the plain number ${plain.at.text}`;
    check.report('invalid-value', at.position, message, {
      hint: 'write all weights of a level with "%", or none',
    });
  }
}

const weightOf = (given: Amount | undefined) => given?.value ?? { units: 1n, scale: 0 };

function checkDimension(
  { name, key, value: draft }: Named<DimensionDraft>,
  inherited: MissingRule,
  seen: Map<string, number>,
  check: Check,
) {
  const factors: Factor[] = [];
  const ranges: { bounds: Bounds }[] = [];
  const rule = missingRule(draft.missing, inherited, check);
  checkWeights(draft.factors ?? [], check);
  if (draft.factors?.length === 0) {
    check.report('missing-key', placeOf(draft, 'factors'), `the dimension "${name}" has no factor`);
  }
  for (const one of draft.factors ?? []) {
    const first = seen.get(one.name);
    if (first !== undefined) {
      const message = `the factor "${one.name}" stands in line ${first} as well; points.${one.name} would mean both`;
      check.report('name-clash', one.key.position, message, { hint: 'choose another name' });
    } else seen.set(one.name, one.key.position.line);
    const checked = checkFactor(one, rule, check);
    ranges.push({ bounds: checked.range });
    if (checked.factor !== undefined) factors.push(checked.factor);
    check.formulas.add('scored', `points.${one.name}`, numberType, checked.range);
  }
  const coverage = draft.missing?.coverage?.value;
  const dimension: Dimension = {
    name,
    label: draft.label ?? {},
    weight: weightOf(draft.weight),
    ...(coverage === undefined ? {} : { coverage }),
    factors,
    position: key.position,
  };
  return { dimension, range: ranges.length === 0 ? unbounded : hull(ranges) };
}

/** Dimensions with typed factors; their names, points, `score` and `coverage` are known to formulas afterwards. */
export function checkDimensions(
  drafts: readonly Named<DimensionDraft>[],
  rule: MissingRule,
  check: Check,
): Dimension[] {
  const seen = new Map<string, number>();
  const checked = drafts.map((draft) => ({ draft, free: check.names.claim(draft.key, 'a dimension') }));
  checkWeights(drafts, check);
  const ranges: { bounds: Bounds }[] = [];
  const dimensions = checked.map(({ draft, free }) => {
    const { dimension, range } = checkDimension(draft, rule, seen, check);
    if (free) check.formulas.add('scored', draft.name, numberType, range);
    ranges.push({ bounds: range });
    return dimension;
  });
  check.formulas.add('scored', 'score', numberType, ranges.length === 0 ? unbounded : hull(ranges));
  return dimensions;
}
