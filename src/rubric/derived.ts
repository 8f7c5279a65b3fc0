import type { Expr } from '../model/expression.ts';
import type { LocatedScalar } from '../model/located.ts';
import type { Derived } from '../model/rubric.ts';
import type { Check } from './checking.ts';
import { checkLookup, type LookupDraft } from './sections/lookups.ts';
import type { Named } from './shape/collections.ts';

// Features and lookups, written in any order and sorted so that each stands after everything it uses. One that uses
// itself by way of others is refused, and all members of the circle are named.

interface Definition {
  readonly kind: Derived['kind'];
  readonly key: LocatedScalar;
  readonly make: () => Expr | undefined;
  readonly source?: string;
}

function reportCircle(members: readonly string[], definitions: ReadonlyMap<string, Definition>, check: Check): void {
  const circle = [...members, members[0]].join(' → ');
  const key = definitions.get(members[0])!.key;
  const message =
    members.length === 1
      ? `"${members[0]}" is made from itself`
      : `these are made from each other in a circle: ${circle}`;
  check.report('circle', key.position, message, { hint: 'one of them must be made from fields alone' });
  for (const member of members) check.names.failed.add(member);
}

/** Types all features and lookups; the result is in the order of dependence. */
export function checkDerived(
  features: readonly Named<LocatedScalar>[],
  lookups: readonly Named<LookupDraft>[],
  check: Check,
): Derived[] {
  const definitions = new Map<string, Definition>();
  for (const one of features) {
    if (!check.names.claim(one.key, 'a feature')) continue;
    definitions.set(one.name, {
      kind: 'feature',
      key: one.key,
      make: () => check.formulas.compile(one.value, 'features', 'any'),
      source: one.value.text,
    });
  }
  for (const one of lookups) {
    if (!check.names.claim(one.key, 'a lookup')) continue;
    definitions.set(one.name, { kind: 'lookup', key: one.key, make: () => checkLookup(one, check) });
  }
  const derived: Derived[] = [];
  const done = new Set<string>();
  const underway: string[] = [];
  const resolve = (name: string): void => {
    const definition = definitions.get(name);
    if (definition === undefined || done.has(name)) return;
    const since = underway.indexOf(name);
    if (since >= 0) {
      reportCircle(underway.slice(since), definitions, check);
      return;
    }
    underway.push(name);
    const expr = definition.make();
    underway.pop();
    done.add(name);
    if (expr === undefined || check.names.failed.has(name)) {
      check.names.failed.add(name);
      return;
    }
    const { type, bounds, context } = expr;
    check.names.values.set(name, { type, bounds, context });
    const { kind, source, key } = definition;
    const written = source === undefined ? {} : { source };
    derived.push({ name, kind, expr, ...written, label: {}, position: key.position });
  };
  check.formulas.resolve = resolve;
  for (const name of definitions.keys()) resolve(name);
  return derived;
}
