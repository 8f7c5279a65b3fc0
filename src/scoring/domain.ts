import type { Bounds, ValueType } from '../model/value-type.ts';
import { textKinds } from '../model/value-type.ts';
import { formatDate } from '../numeric/date.ts';
import { formatShort } from '../numeric/decimal.ts';
import { flagBounds } from '../plan/expressions.ts';
import type { UnaryTest } from '../plan/unary-test.ts';
import { mergeSpans, type Span, spanOf } from './spans.ts';

// The values a scored subject can take, as one span of whole numbers, and how to say a part of it: units of numbers, days
// of dates, 0 and 1 of flags, places in the list of texts.

export type Covers = UnaryTest['covers'];

export interface Domain {
  readonly all: Span;
  /** What a test takes of it; null where that cannot be told. */
  takenBy(covers: Covers): Span[] | null;
  /** "60 < value <= 90". */
  describe(spans: readonly Span[]): string;
}

/** The subject's type and bounds, and what its tests cover: the texts of an open category are known only from them. */
export function domainOf(subject: { type: ValueType; bounds: Bounds }, covers: readonly Covers[]): Domain {
  if (textKinds.has(subject.type.kind)) {
    const named = covers.flatMap((cover) => (cover !== null && 'texts' in cover ? cover.texts : []));
    const { values } = subject.type;
    return textDomain(values ?? [...new Set(named)], values === undefined);
  }
  const { min, max } = subject.type.kind === 'flag' ? flagBounds : subject.bounds;
  return unitDomain(subject.type, { low: min, high: max });
}

/** Texts by their place in a list; an open list ends with a place for every other text. */
function textDomain(words: readonly string[], open: boolean): Domain {
  const places = new Map(words.map((word, place) => [word, place]));
  const nameOf = (place: number): string => (place < words.length ? JSON.stringify(words[place]) : 'any other value');
  return {
    all: { low: 0, high: open ? words.length : words.length - 1 },
    takenBy(cover) {
      if (cover === null) return null;
      if ('intervals' in cover) return cover.intervals.length === 0 ? [] : null;
      const taken = cover.texts.flatMap((text) => places.get(text) ?? []);
      return mergeSpans(taken.map((place) => ({ low: place, high: place })));
    },
    describe: (spans) =>
      spans
        .flatMap(({ low, high }) => Array.from({ length: high - low + 1 }, (_, step) => nameOf(low + step)))
        .join(', '),
  };
}

function unitDomain(type: ValueType, all: Span): Domain {
  return {
    all,
    takenBy(cover) {
      if (cover === null) return null;
      if ('texts' in cover) return cover.texts.length === 0 ? [] : null;
      return mergeSpans(cover.intervals.flatMap((interval) => spanOf(interval, type.scale, all) ?? []));
    },
    describe: (spans) => spans.map((span) => describeUnits(span, type, all)).join('; '),
  };
}

function writeUnits(units: number, { kind, scale }: ValueType): string {
  if (kind === 'flag') return units === 1 ? 'true' : 'false';
  return kind === 'date' ? formatDate(units) : formatShort(units, scale);
}

/** Ends of the domain this long are the reach of a column, not a bound that somebody wrote. */
const longestBound = 10;

function isOpenEnd(units: number, end: number, type: ValueType): boolean {
  if (units !== end) return false;
  return type.kind === 'date' ? Math.abs(units) > 3_000_000 : formatShort(units, type.scale).length > longestBound;
}

function describeUnits({ low, high }: Span, type: ValueType, all: Span): string {
  if (low === high) return writeUnits(low, type);
  const lower = isOpenEnd(low, all.low, type) ? null : edge(low, low === all.low ? low : low - 1, type);
  const upper = isOpenEnd(high, all.high, type) ? null : edge(high, high === all.high ? high : high + 1, type);
  if (lower === null && upper === null) return 'any value';
  if (lower === null) return `value ${upper!.closed ? '<=' : '<'} ${upper!.text}`;
  if (upper === null) return `value ${lower.closed ? '>=' : '>'} ${lower.text}`;
  return `${lower.text} ${lower.closed ? '<=' : '<'} value ${upper.closed ? '<=' : '<'} ${upper.text}`;
}

/** An end as the author is likely to have written it: 90 rather than 89.999999. */
function edge(inside: number, outside: number, type: ValueType): { text: string; closed: boolean } {
  const closed = writeUnits(inside, type);
  const open = writeUnits(outside, type);
  return open.length < closed.length && type.scale > 0 ? { text: open, closed: false } : { text: closed, closed: true };
}
