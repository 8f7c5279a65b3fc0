import type { Expr } from '../model/expression.ts';
import type { Position } from '../model/problem.ts';
import type { Bounds } from '../model/value-type.ts';
import { keyOf, limits } from './feel/narrowing.ts';
import type { Report } from './feel/scope.ts';

// Which of ordered rules can take effect, by what their conditions say of values: a rule that no value meets, and one whose
// every client an earlier rule takes. Conditions are read as far as they are parts joined by `and`; what is not a comparison
// with a constant counts only as itself, so a rule is never called out of reach that is not.

export interface ReachedRule {
  readonly when: Expr | undefined;
  readonly at: Position;
  /** Whether it takes everybody it holds for: places are not bounded. */
  readonly takesAll: boolean;
}

/** What a condition asks, all at once. */
interface Demands {
  readonly numbers: Map<string, Bounds>;
  readonly texts: Map<string, ReadonlySet<string>>;
  readonly others: Set<string>;
}

export function lintReach(rules: readonly ReachedRule[], what: string, report: Report): void {
  const before: { readonly demands: Demands; readonly rule: ReachedRule; readonly key: string }[] = [];
  for (const rule of rules) {
    if (rule.when === undefined) continue;
    const demands = demandsOf(rule.when);
    const key = keyOf(rule.when);
    const covering = before.find((one) => one.key !== key && covers(one.demands, demands));
    if ([...demands.numbers.values()].some(({ min, max }) => min > max)) {
      report('unreachable-rule', rule.at, `this ${what} is out of reach: no value meets its condition`);
    } else if (covering !== undefined) {
      const message = `this ${what} is out of reach: line ${covering.rule.at.line} takes everybody it would take`;
      report('unreachable-rule', rule.at, message, { hint: 'move it up, or change its condition' });
    }
    if (rule.takesAll) before.push({ demands, rule, key });
  }
}

function demandsOf(condition: Expr): Demands {
  const demands: Demands = { numbers: new Map(), texts: new Map(), others: new Set() };
  for (const part of condition.op === 'and' ? condition.args : [condition]) addDemand(part, demands);
  return demands;
}

function addDemand(part: Expr, demands: Demands): void {
  if (part.op === 'and') {
    for (const inner of part.args) addDemand(inner, demands);
    return;
  }
  // `!=` leaves out a point, which no bounds can say.
  const limited = part.op === 'compare' && part.relation !== '!=' ? limits(part) : undefined;
  const chosen = textsOf(part);
  if (limited !== undefined) {
    const known = demands.numbers.get(limited.key) ?? limited.bounds;
    const { min, max } = limited.bounds;
    demands.numbers.set(limited.key, { min: Math.max(known.min, min), max: Math.min(known.max, max) });
  } else if (chosen !== undefined) {
    const known = demands.texts.get(chosen.key);
    const both = [...chosen.texts].filter((text) => known === undefined || known.has(text));
    demands.texts.set(chosen.key, new Set(both));
  } else demands.others.add(keyOf(part));
}

/** `grade = "A"`, or several of these of one value joined by `or`, as `grade in ("A", "B")` compiles to. */
function textsOf(part: Expr): { key: string; texts: ReadonlySet<string> } | undefined {
  const found = (part.op === 'or' ? part.args : [part]).map((one) =>
    one.op === 'compare' && one.relation === '=' && one.right.op === 'constant' && typeof one.right.value === 'string'
      ? { key: keyOf(one.left), text: one.right.value }
      : undefined,
  );
  const [first] = found;
  if (first === undefined || found.some((one) => one?.key !== first.key)) return undefined;
  return { key: first.key, texts: new Set(found.map((one) => one?.text ?? '')) };
}

/** Whether whoever meets `later` meets `earlier`: each demand of the earlier one is among those of the later, or wider. */
function covers(earlier: Demands, later: Demands): boolean {
  const numbers = [...earlier.numbers].every(([key, { min, max }]) => {
    const own = later.numbers.get(key);
    return own !== undefined && own.min >= min && own.max <= max;
  });
  const texts = [...earlier.texts].every(([key, allowed]) => {
    const own = later.texts.get(key);
    return own !== undefined && [...own].every((text) => allowed.has(text));
  });
  return numbers && texts && [...earlier.others].every((key) => later.others.has(key));
}
