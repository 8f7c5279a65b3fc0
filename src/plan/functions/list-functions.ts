import {
  type Bounds,
  maxUnits,
  numericKinds,
  pointScale,
  textKinds,
  unbounded,
  type ValueType,
} from '../../model/value-type.ts';
import { rescale } from '../../numeric/scaled.ts';
import type { Typed } from './function.ts';

// List functions: one value of many, over a client's rows of a table or over the clients of the book. Missing values are
// skipped; over nothing `count` and `sum` give 0, the rest is missing. Engines know them by name, as `aggregate` nodes.

export interface ListFunction {
  readonly name: string;
  readonly parameter: string;
  readonly summary: string;
  readonly example: string;
  /** Type and bounds of the result, or what the list must hold; undefined stands for a list of whole rows. */
  signature(element: Typed | undefined): Typed | string;
  /** Where the values are those of rows of a table and `signature` does not know them. */
  ofRows?(element: Typed): Typed | undefined;
}

const shareType: ValueType = { kind: 'number', scale: pointScale };
const countType: ValueType = { kind: 'integer', scale: 0 };

function isNumeric(element: Typed | undefined): element is Typed {
  return element !== undefined && numericKinds.has(element.type.kind);
}

function isOrdered(element: Typed | undefined): element is Typed {
  const kind = element?.type.kind;
  return isNumeric(element) || kind === 'date' || kind === 'duration';
}

/** Money stays money; every other mean has six digits. */
function meanOf(element: Typed | undefined): Typed | string {
  if (!isNumeric(element)) return 'numbers';
  if (element.type.kind === 'money') return element;
  const shift = (units: number, clipped: number) => {
    const moved = rescale(units, element.type.scale, pointScale);
    return Number.isNaN(moved) ? Math.sign(units) * maxUnits || clipped : moved;
  };
  const bounds: Bounds = { min: shift(element.bounds.min, -maxUnits), max: shift(element.bounds.max, maxUnits) };
  return { type: shareType, bounds };
}

function sumOf(element: Typed | undefined): Typed | string {
  if (!isNumeric(element)) return 'numbers';
  const type = element.type.kind === 'percent' ? shareType : element.type;
  return {
    type,
    bounds: { min: element.bounds.min >= 0 ? 0 : unbounded.min, max: element.bounds.max <= 0 ? 0 : unbounded.max },
  };
}

/** The first or last text in byte order: how a name or region is brought along where the clients are keys of a table. */
function textOf(element: Typed): Typed | undefined {
  return textKinds.has(element.type.kind) ? element : undefined;
}

function extremeOf(element: Typed | undefined): Typed | string {
  return isOrdered(element) ? element : 'numbers, dates or durations';
}

const all: readonly ListFunction[] = [
  {
    name: 'count',
    parameter: 'list',
    summary: 'how many rows, or how many values that are not missing',
    example: 'count(loans[renewed = true])',
    signature: () => ({ type: countType, bounds: { min: 0, max: maxUnits } }),
  },
  {
    name: 'sum',
    parameter: 'list',
    summary: 'the exact total; 0 over nothing',
    example: 'sum(loans.amount)',
    signature: sumOf,
  },
  { name: 'mean', parameter: 'list', summary: 'the arithmetic mean', example: 'mean(loans.amount)', signature: meanOf },
  {
    name: 'median',
    parameter: 'list',
    summary: 'the middle value, or the mean of the middle two',
    example: 'median(approval_days)',
    signature: meanOf,
  },
  {
    name: 'min',
    parameter: 'list',
    summary: 'the least value of a list, or of several values written out; of a text of rows the first in byte order',
    example: 'min(loans.start_date)',
    signature: extremeOf,
    ofRows: textOf,
  },
  {
    name: 'max',
    parameter: 'list',
    summary: 'the greatest value of a list, or of several values written out; of a text of rows the last in byte order',
    example: 'max(annual_margin, 0)',
    signature: extremeOf,
    ofRows: textOf,
  },
  {
    name: 'share',
    parameter: 'condition',
    summary: 'the share, 0..1, for which the condition holds, among those for which it is not missing',
    example: 'share(nps >= 9)',
    signature: (element) =>
      element?.type.kind === 'flag' ? { type: shareType, bounds: { min: 0, max: 10 ** pointScale } } : 'a condition',
  },
];

export const listFunctions: ReadonlyMap<string, ListFunction> = new Map(all.map((entry) => [entry.name, entry]));
