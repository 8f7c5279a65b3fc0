import type { Decimal } from '../../model/decimal.ts';
import type { MissingRule } from '../../model/rubric.ts';
import type { Check } from '../checking.ts';
import { pointUnits } from '../checking.ts';
import { type Draft, object, optional } from '../shape/object.ts';
import { type Amount, points, share, text } from '../shape/scalars.ts';
import { noRows, reportValue, type Shape } from '../shape/shape.ts';

// What missing values do, for the rubric, a dimension or a factor; the nearest that says something wins.

type RuleWord = 'reweight' | 'unrated' | 'zero';
type RuleDraft = RuleWord | Amount;

const words: readonly RuleWord[] = ['reweight', 'zero', 'unrated'];

const rule: Shape<RuleDraft> = {
  type: 'reweight | zero | unrated | POINTS',
  read(value, reading, what) {
    const written = text('rule').read(value, reading, what);
    const known = words.find((word) => word === written?.text);
    if (written === undefined || known !== undefined) return known;
    if (typeof written.value === 'number') return points().read(written, reading, what);
    return reportValue(written, reading, what, 'reweight, zero, unrated or a number of points');
  },
  schema: () => ({ anyOf: [{ enum: words }, { type: 'number' }] }),
  rows: noRows,
};

const ruleEntries = {
  rule: optional(
    rule,
    'reweight: the factor leaves the mean; zero or POINTS: it counts as these points; unrated: the client gets no score',
    'reweight',
    'reweight',
  ),
} as const;
const entries = {
  ...ruleEntries,
  coverage: optional(
    share(),
    'Least share of the weight that must be present; under it a client is unrated (in the rubric or a dimension)',
    '70%',
    '70% for the rubric',
  ),
} as const;

export const missingShape = object('missing', entries);
/** A factor is one weight, so it has no coverage of its own. */
export const factorMissingShape = object('the "missing" of a factor', ruleEntries);
type MissingDraft = Draft<typeof ruleEntries>;

export const defaultCoverage: Decimal = { units: 70n, scale: 2 };

/** The rule that holds where `draft` may say one and `inherited` holds otherwise. */
export function missingRule(draft: MissingDraft | undefined, inherited: MissingRule, check: Check): MissingRule {
  const given = draft?.rule;
  if (given === undefined) return inherited;
  if (given === 'zero') return { points: 0 };
  if (typeof given === 'string') return given;
  const units = pointUnits(given, check.report);
  return units === undefined ? inherited : { points: units };
}
