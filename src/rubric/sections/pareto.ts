import type { Decimal } from '../../model/decimal.ts';
import type { ParetoSettings } from '../../model/rubric.ts';
import type { Check } from '../checking.ts';
import { listOf } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { type Amount, compareDecimals, percentage, share } from '../shape/scalars.ts';

// Shares of the measure held by the largest clients, and ABC classes by cumulative share.

const percents = (...values: number[]): Decimal[] => values.map((value) => ({ units: BigInt(value), scale: 0 }));
const shares = (...values: number[]): Decimal[] => values.map((value) => ({ units: BigInt(value), scale: 2 }));

const defaultPareto: ParetoSettings = {
  top: percents(1, 5, 10, 20, 50),
  clientsFor: shares(50, 80, 95),
  abc: shares(80, 95),
};

const expectEntries = {
  top: required(percentage(), 'Percentage of clients; one of "top"', '10'),
  share: required(share(), 'Share of the measure that they are expected to hold', '70%'),
} as const;

const entries = {
  top: optional(
    listOf(percentage()),
    'Percentages of clients whose share is printed',
    '[1, 5, 10, 20, 50]',
    '[1, 5, 10, 20, 50]',
  ),
  clients_for: optional(
    listOf(share()),
    'Shares of the measure for which the number of clients is printed',
    '[50%, 80%, 95%]',
    '[50%, 80%, 95%]',
  ),
  expect: optional(
    object('expect', expectEntries),
    'An expectation to print beside what was observed',
    '{top: 10, share: 70%}',
  ),
  abc: optional(
    listOf(share()),
    'Ascending bounds of the cumulative share between the classes A, B, C …',
    '[80%, 95%]',
    '[80%, 95%]',
  ),
} as const;

export const paretoShape = object('pareto', entries);
type ParetoDraft = Draft<typeof entries>;

/** Sorted, each once. */
function ascending(amounts: readonly Amount[] | undefined, byDefault: readonly Decimal[]): readonly Decimal[] {
  if (amounts === undefined) return byDefault;
  const sorted = amounts.map((one) => one.value).sort(compareDecimals);
  return sorted.filter((value, index) => index === 0 || compareDecimals(value, sorted[index - 1]) !== 0);
}

function checkAbc(abc: readonly Amount[], { report }: Check): void {
  for (const [index, { value, at }] of abc.entries()) {
    const inside = value.units > 0n && value.units < 10n ** BigInt(value.scale);
    if (inside && (index === 0 || compareDecimals(abc[index - 1].value, value) < 0)) continue;
    const message = `the bounds of "abc" rise and lie between 0% and 100%, unlike "${at.text}"`;
    report('invalid-value', at.position, message, { found: at.text, expected: '[80%, 95%]' });
  }
}

export function checkPareto(draft: ParetoDraft | undefined, check: Check): ParetoSettings {
  if (draft === undefined) return defaultPareto;
  const top = ascending(draft.top, defaultPareto.top);
  checkAbc(draft.abc ?? [], check);
  for (const { value, at } of draft.clients_for ?? []) {
    if (value.units === 0n) check.report('invalid-value', at.position, 'a share in "clients_for" must be above 0%');
  }
  const expected = draft.expect?.top;
  if (
    draft.expect !== undefined &&
    expected !== undefined &&
    !top.some((one) => compareDecimals(one, expected.value) === 0)
  ) {
    const message = `"expect" speaks of the top ${expected.at.text}, which is not among "top"`;
    check.report('expect-not-in-top', placeOf(draft.expect, 'top'), message, { hint: 'add it to "top"' });
  }
  const share = draft.expect?.share;
  return {
    top,
    clientsFor: ascending(draft.clients_for, defaultPareto.clientsFor),
    abc: draft.abc?.map((one) => one.value) ?? defaultPareto.abc,
    ...(expected && share ? { expect: { top: expected.value, share: share.value } } : {}),
  };
}
