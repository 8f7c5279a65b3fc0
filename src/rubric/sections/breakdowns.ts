import type { LocatedScalar } from '../../model/located.ts';
import type { Kind } from '../../model/value-type.ts';
import { type Check, reportTwice } from '../checking.ts';
import { listOf } from '../shape/collections.ts';
import { text } from '../shape/scalars.ts';
import { checkColumn } from './portfolio.ts';

// Categories to break tiers and the measure down by.

export const breakdownsShape = listOf(text('field, feature or lookup'));

const kinds: ReadonlySet<Kind> = new Set(['category']);
const of = ['a field', 'a feature', 'a lookup'];

export function checkBreakdowns(names: readonly LocatedScalar[], check: Check): string[] {
  reportTwice(names, 'the breakdown', check.report);
  return names.map((name) => checkColumn(name, { what: 'a breakdown', kinds, kindName: 'a category', of }, check));
}
