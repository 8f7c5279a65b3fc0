import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInUnit, summariseEvents } from '../../src/models/events.ts';

const none = Number.NaN;

describe('summariseEvents', () => {
  it.each([
    { title: 'one event', days: [10], values: [5], expected: [0, 0, 90, 0, none, 1] },
    {
      title: 'the first event has no part in the mean',
      days: [10, 24],
      values: [5, 8],
      expected: [1, 14, 90, 1, 8, 0],
    },
    {
      title: 'two events on the first day are one opening',
      days: [10, 10],
      values: [5, 8],
      expected: [0, 0, 90, 0, none, 1],
    },
    {
      title: 'a day is one repeat with the sum of its values',
      days: [30, 10, 30, 20],
      values: [3, 9, 4, 1],
      expected: [2, 20, 90, 2, 4, 0],
    },
    {
      title: 'on the as-of date counts, after it does not',
      days: [10, 100, 101],
      values: [1, 2, 4],
      expected: [1, 90, 90, 1, 2, 0],
    },
    { title: 'only after the as-of date', days: [101], values: [1], expected: [none, none, none, none, none, 0] },
    { title: 'no event', days: [], values: [], expected: [none, none, none, none, none, 0] },
    { title: 'a missing date is no event', days: [none, 10], values: [1, 2], expected: [0, 0, 90, 0, none, 1] },
    { title: 'a missing value is an event', days: [10, 20, 30], values: [1, none, 6], expected: [2, 20, 90, 1, 6, 0] },
    { title: 'before 1970', days: [-50, -20], values: [1, 2], expected: [1, 30, 150, 1, 2, 0] },
    { title: 'a sum past 2^53', days: [1, 2, 3], values: [1, 2 ** 53 - 1, 1], expected: [2, 2, 99, 2, none, 0] },
  ])('$title', ({ days, values, expected }) => {
    const events = {
      offsets: Uint32Array.of(0, days.length),
      days: Float64Array.from(days),
      values: Float64Array.from(values),
    };
    const { frequency, recency, age, valuedFrequency, meanValue, oneEvent } = summariseEvents(events, 100, 'days');
    const found = [frequency, recency, age, valuedFrequency, meanValue, oneEvent].map(([value]) => value);
    expect(found).toEqual(expected);
  });

  it('counts what it leaves out, and keeps clients apart', () => {
    const events = { offsets: Uint32Array.of(0, 2, 2, 5), days: Float64Array.of(10, 200, none, 150, 40) };
    const summary = summariseEvents(events, 100, 'days');
    expect([summary.eventsAfterAsOf, summary.eventsWithoutDate]).toEqual([2, 1]);
    expect([...summary.age]).toEqual([90, none, 60]);
    expect([...summary.oneEvent]).toEqual([1, 0, 1]);
    expect([...summary.meanValue]).toEqual([none, none, none]);
  });

  it.each([
    { unit: 'days', recency: 213, age: 272 },
    { unit: 'weeks', recency: 213 / 7, age: 272 / 7 },
    { unit: 'months', recency: 213 / 30.4375, age: 272 / 30.4375 },
    { unit: 'years', recency: 213 / 365.25, age: 272 / 365.25 },
  ] as const)('tells time in $unit', ({ unit, recency, age }) => {
    const summary = summariseEvents({ offsets: Uint32Array.of(0, 2), days: Float64Array.of(0, 213) }, 272, unit);
    expect([summary.recency[0], summary.age[0]]).toEqual([recency, age]);
    expect(daysInUnit[unit] * age).toBeCloseTo(272, 9);
  });

  it('does not depend on the order of the rows', () => {
    const event = fc.record({
      day: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(none)),
      value: fc.oneof(fc.integer({ min: -9, max: 1e6 }), fc.constant(none)),
    });
    const pair = fc
      .array(event, { maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(pair, ([rows, shuffled]) => {
        const of = (list: typeof rows) => {
          const days = Float64Array.from(list, ({ day }) => day);
          const values = Float64Array.from(list, ({ value }) => value);
          return summariseEvents({ offsets: Uint32Array.of(0, list.length), days, values }, 10, 'weeks');
        };
        expect(of(shuffled)).toEqual(of(rows));
      }),
    );
  });
});
