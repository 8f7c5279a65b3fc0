import type { Expr } from '../../model/expression.ts';
import type { Located } from '../../model/located.ts';
import type { Factor, Gate, MissingRule, Written } from '../../model/rubric.ts';
import type { Bounds } from '../../model/value-type.ts';
import { formatShort } from '../../numeric/decimal.ts';
import { fullPoints } from '../../plan/expressions.ts';
import type { MethodScope } from '../../plan/scoring-method.ts';
import { type Check, pointUnits } from '../checking.ts';
import { checkName } from '../names.ts';
import { anything, listOf, type Named } from '../shape/collections.ts';
import { type Draft, type Entries, object, optional, placeOf, required } from '../shape/object.ts';
import { type Amount, feel, points, weight } from '../shape/scalars.ts';
import { type Reading, type Registries, reportShape } from '../shape/shape.ts';
import { localisedText } from '../shape/texts.ts';
import { factorMissingShape, missingRule } from './missing.ts';

// One factor: a weight, what is scored, one scoring method, and gates.

const gateEntries = {
  when: required(feel('condition'), 'Where the gate holds', 'clv <= 0'),
  points: required(points(), 'At least (floor) or at most (cap) these points', '0'),
} as const;
const gateShape = object('a gate', gateEntries);
type GateDraft = Draft<typeof gateEntries>;

const entries = {
  weight: required(weight(), 'Weight beside the other factors of the dimension; only ratios matter', '30'),
  of: optional(
    feel('value'),
    'What is scored: a field, a feature or a formula',
    'loan_amount',
    'required by most methods',
  ),
  floor: optional(
    gateShape,
    'At least these points where the condition holds',
    '{when: loan_class = "pass", points: 40}',
  ),
  cap: optional(gateShape, 'At most these points where the condition holds', '{when: clv <= 0, points: 0}'),
  points_range: optional(listOf(points()), 'Least and most points that the factor may give', '[-20, 120]', '[0, 100]'),
  missing: optional(
    factorMissingShape,
    'What a missing value does in this factor',
    '{rule: zero}',
    'as in the dimension',
  ),
  label: optional(
    localisedText(),
    'What reports call the factor',
    '{en: Loan size, zh-CN: 贷款金额}',
    'the name of the factor',
  ),
} as const;

/** One key a scoring method; its setting is read by the method. */
function methodEntries({ methods }: Registries): Entries {
  return Object.fromEntries(
    Object.values(methods).map(({ keyword, summary, example, schema }) => [
      keyword,
      optional(
        anything('scoring method', () => schema),
        summary.replace(/\.$/, ''),
        exampleOf(keyword, example),
      ),
    ]),
  );
}

/** The part of a factor's example that stands behind the method's key. */
function exampleOf(keyword: string, example: string): string {
  const at = example.indexOf(`${keyword}: `);
  return at < 0 ? example : example.slice(at + keyword.length + 2).replace(/\}$/, '');
}

export const factorShape = object('a factor', entries, methodEntries);
export type FactorDraft = Draft<typeof entries>;

const usualRange: Bounds = { min: 0, max: fullPoints };

function rangeOf(draft: FactorDraft, check: Check): Bounds {
  const given = draft.points_range;
  if (given === undefined) return usualRange;
  const [min, max] = given.map((end) => pointUnits(end, check.report));
  if (given.length === 2 && min !== undefined && max !== undefined && min < max) return { min, max };
  check.report('invalid-value', placeOf(draft, 'points_range'), '"points_range" is the least and the most points', {
    expected: '[-20, 120]',
  });
  return usualRange;
}

function readPoints(value: Amount, range: Bounds, check: Check): number | undefined {
  const units = pointUnits(value, check.report);
  if (units === undefined || (units >= range.min && units <= range.max)) return units;
  const [least, most] = [formatShort(range.min, 6), formatShort(range.max, 6)];
  const hint = 'widen it with "points_range" where that is meant';
  check.report('points-out-of-range', value.at.position, `${value.at.text} points are outside ${least}..${most}`, {
    hint,
  });
  return undefined;
}

function checkGate(draft: GateDraft | undefined, range: Bounds, check: Check): Gate | undefined {
  const when = draft?.when && check.formulas.compile(draft.when, 'factors', 'flag');
  const units = draft?.points && readPoints(draft.points, range, check);
  return when === undefined || units === undefined ? undefined : { when, points: units };
}

function scalarOf(at: Located, what: string, reading: Reading) {
  return at.kind === 'scalar' && at.value !== null ? at : reportShape(at, reading, what, 'a FEEL expression');
}

function methodScope(name: string, of: Expr | undefined, range: Bounds, check: Check): MethodScope {
  const { formulas, report } = check;
  const reading: Reading = { registries: check.registries, report, locale: check.locale, translated: [] };
  return {
    name,
    of,
    pointsRange: range,
    unaryTests(at, subject) {
      const text = scalarOf(at, 'a test', reading);
      return text && formulas.compileTests(text, subject, 'factors');
    },
    expression(at, want) {
      const text = scalarOf(at, 'a formula', reading);
      return text && formulas.compile(text, 'factors', want);
    },
    points(at) {
      const read = points().read(at, reading, 'this');
      return read && readPoints(read, range, check);
    },
    report,
  };
}

/** The one scoring method of a factor and what it made of its setting. */
function checkMethod(name: string, draft: FactorDraft, of: Expr | undefined, range: Bounds, check: Check) {
  const { methods } = check.registries;
  const given = [...draft.$entries.keys()].filter((key) => Object.hasOwn(methods, key));
  const all = Object.keys(methods).join(', ');
  if (given.length === 0) {
    check.report('one-of', draft.$at, `the factor "${name}" has no scoring method`, { expected: `one of ${all}` });
    return undefined;
  }
  for (const extra of given.slice(1)) {
    const message = `the factor "${name}" has two scoring methods, "${given[0]}" and "${extra}"`;
    check.report('one-of', draft.$entries.get(extra)!.key.position, message, { hint: 'keep one of the two' });
  }
  const method = methods[given[0]];
  const { key, value } = draft.$entries.get(given[0])!;
  const ofPlace = draft.$entries.get('of');
  if (method.needsOf && ofPlace === undefined) {
    check.report('missing-key', key.position, `"${given[0]}" needs "of", what is scored`, {
      expected: 'of: loan_amount',
    });
  }
  if (!method.needsOf && ofPlace !== undefined) {
    check.report('setting-unfit', ofPlace.key.position, `"${given[0]}" takes no "of": it says itself what is scored`, {
      hint: 'remove "of"',
    });
  }
  const settings = method.read(value, methodScope(name, method.needsOf ? of : undefined, range, check));
  return settings === undefined ? undefined : { method: given[0], settings, written: asWritten(value) };
}

function asWritten(at: Located): Written {
  if (at.kind === 'scalar') return at.text;
  if (at.kind === 'list') return at.items.map(asWritten);
  return new Map(at.entries.map(({ key, value }) => [key.text, asWritten(value)]));
}

function checkMissing(draft: FactorDraft, inherited: MissingRule, range: Bounds, check: Check): MissingRule {
  const rule = missingRule(draft.missing, inherited, check);
  const amountGiven = draft.missing?.rule;
  if (typeof amountGiven === 'object') readPoints(amountGiven, range, check);
  else if (typeof rule === 'object' && (rule.points < range.min || rule.points > range.max)) {
    const message = `what is missing counts as ${formatShort(rule.points, 6)} points, outside the range of the factor`;
    check.report('points-out-of-range', draft.$at, message, { hint: 'give the factor its own "missing"' });
  }
  return rule;
}

/** A checked factor, and the range of its points even where it is wrong. */
export function checkFactor({ name, key, value: draft }: Named<FactorDraft>, inherited: MissingRule, check: Check) {
  checkName(key, 'a factor', check.report);
  const range = rangeOf(draft, check);
  const of = draft.of && check.formulas.compile(draft.of, 'factors', 'any');
  const scored = checkMethod(name, draft, of, range, check);
  const floor = checkGate(draft.floor, range, check);
  const cap = checkGate(draft.cap, range, check);
  const missing = checkMissing(draft, inherited, range, check);
  if (scored === undefined) return { range, factor: undefined };
  const factor: Factor = {
    name,
    label: draft.label ?? {},
    weight: draft.weight?.value ?? { units: 1n, scale: 0 },
    ...(of === undefined ? {} : { of }),
    method: scored.method,
    settings: scored.settings,
    ...(floor === undefined ? {} : { floor }),
    ...(cap === undefined ? {} : { cap }),
    missing,
    written: {
      ...(draft.of === undefined ? {} : { of: draft.of.text }),
      setting: scored.written,
      ...(draft.floor?.when === undefined ? {} : { floor: draft.floor.when.text }),
      ...(draft.cap?.when === undefined ? {} : { cap: draft.cap.when.text }),
    },
    position: key.position,
  };
  return { range, factor };
}
