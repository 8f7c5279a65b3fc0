import { maxUnits } from '../model/value-type.ts';

// Frequency, recency, age and mean value of every client from the dates of its events. Events on one day are one event: the
// models count occasions, and events must be separate borrowings. The first day opens the relationship and is no repeat, and its value stays out of the mean, as in
// Fader & Hardie's CDNOW summary. Events after the as-of date, and without a date, are left out and counted.

/** Rows of client i are offsets[i] up to, but without, offsets[i + 1], in any order. */
export interface EventColumns {
  readonly offsets: Uint32Array;
  /** Days since 1970-01-01, NaN where missing. */
  readonly days: Float64Array;
  /** Whole units of the value of an event, NaN where missing. */
  readonly values?: Float64Array;
}

/** Days in a unit of time. A month is a twelfth of 365.25 days: the models' clock runs evenly, calendar months do not. */
export const daysInUnit = { days: 1, weeks: 7, months: 30.4375, years: 365.25 } as const;
export type TimeUnit = keyof typeof daysInUnit;

export interface EventSummary {
  /** Days with an event after the first, NaN for a client without events. */
  readonly frequency: Float64Array;
  /** From the first day to the last, in the unit; 0 for a client with one event day. */
  readonly recency: Float64Array;
  /** From the first day to the as-of date, in the unit. */
  readonly age: Float64Array;
  /** Repeat days that have a value: the frequency of Gamma-Gamma. */
  readonly valuedFrequency: Float64Array;
  /** The mean of what these days came to, in units of the values; NaN without one, or where the sum passes 2^53. Not rounded. */
  readonly meanValue: Float64Array;
  /** 1 for a client with one event day: all that is said of it comes from the other clients. */
  readonly oneEvent: Uint8Array;
  readonly eventsAfterAsOf: number;
  readonly eventsWithoutDate: number;
}

/** Summarises the events up to and on `asOf`, days since 1970-01-01. */
export function summariseEvents(events: EventColumns, asOf: number, unit: TimeUnit): EventSummary {
  const { offsets, days, values } = events;
  const clients = offsets.length - 1;
  const missing = () => new Float64Array(clients).fill(Number.NaN);
  const summary = {
    frequency: missing(),
    recency: missing(),
    age: missing(),
    valuedFrequency: missing(),
    meanValue: missing(),
    oneEvent: new Uint8Array(clients),
  };
  let eventsAfterAsOf = 0;
  let eventsWithoutDate = 0;
  const length = daysInUnit[unit];
  for (let client = 0; client < clients; client++) {
    const first = offsets[client];
    const until = offsets[client + 1];
    let opened = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let row = first; row < until; row++) {
      const day = days[row];
      if (Number.isNaN(day)) eventsWithoutDate++;
      else if (day > asOf) eventsAfterAsOf++;
      else {
        opened = Math.min(opened, day);
        last = Math.max(last, day);
      }
    }
    if (opened > last) continue;
    const repeats = (row: number) => days[row] > opened && days[row] <= asOf;
    summary.frequency[client] = countDays(days, first, until, repeats);
    summary.recency[client] = (last - opened) / length;
    summary.age[client] = (asOf - opened) / length;
    summary.oneEvent[client] = last === opened ? 1 : 0;
    if (values === undefined) continue;
    const valued = (row: number) => repeats(row) && !Number.isNaN(values[row]);
    const valuedDays = countDays(days, first, until, valued);
    let sum = 0;
    for (let row = first; row < until; row++) if (valued(row)) sum += values[row];
    summary.valuedFrequency[client] = valuedDays;
    if (valuedDays > 0 && Math.abs(sum) <= maxUnits) summary.meanValue[client] = sum / valuedDays;
  }
  return { ...summary, eventsAfterAsOf, eventsWithoutDate };
}

/** Distinct days among the rows from `first` up to `until` that `takes` accepts. */
function countDays(days: Float64Array, first: number, until: number, takes: (row: number) => boolean): number {
  const taken = new Float64Array(until - first);
  let count = 0;
  for (let row = first; row < until; row++) if (takes(row)) taken[count++] = days[row];
  if (count < 2) return count;
  const sorted = taken.subarray(0, count).sort();
  let distinct = 1;
  for (let index = 1; index < count; index++) if (sorted[index] !== sorted[index - 1]) distinct++;
  return distinct;
}
