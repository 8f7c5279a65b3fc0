import type { LocatedScalar } from '../../model/located.ts';
import { mapOf } from '../shape/collections.ts';
import { feel } from '../shape/scalars.ts';

// Named formulas over fields, tables, lookups and other features, in any order.

export const featuresShape = mapOf<LocatedScalar>('FEATURE', feel('formula'));
