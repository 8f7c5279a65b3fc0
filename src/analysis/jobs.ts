import type { ParetoSettings } from '../model/rubric.ts';
import type { ParetoSummary } from '../model/summary.ts';
import { type Crew, createJob } from '../parallel/crew.ts';
import { inSharedMemory } from '../parallel/packed-column.ts';
import { type AbcClasses, assignAbc } from './abc.ts';
import { type CapacityValues, countPlaces, type PlaceCounts } from './capacity.ts';
import { type CellTally, type Places, tallyCells } from './cells.ts';
import { type FactorFigures, type FactorValues, measureFactor } from './factors.ts';
import { type ActionValues, countActions, type ListTally, tallyList } from './lists.ts';
import { drawLorenz } from './lorenz.ts';
import { type Measured, measureClients } from './measured.ts';
import { type Ranking, rankBy } from './pareto.ts';
import { measureSpread, type Spread } from './spread.ts';

// The parts of the summary that go over the whole book. Each is a job, since they are independent of each other; what they
// are given are arrays of the columns, what they give back is as large as the summary but for the ranked measure and the classes.

export interface GivenMeasure {
  readonly values: Float64Array;
  readonly scale: number;
  readonly isClient: Uint8Array;
  readonly pareto: ParetoSettings;
}

export interface RankedMeasure {
  readonly measured: Measured;
  readonly abc: AbcClasses;
  readonly ranking: Ranking;
  readonly lorenz: ParetoSummary['lorenz'];
}

export const rankJob = createJob('rank', rank);

export function rank({ values, scale, isClient, pareto }: GivenMeasure): RankedMeasure {
  const measured = measureClients(values, scale, isClient);
  return {
    measured,
    abc: assignAbc(measured, pareto.abc),
    ranking: rankBy(pareto, measured),
    lorenz: drawLorenz(measured.descending, measured.positiveTotal),
  };
}

export interface GivenTallies {
  readonly among: Uint8Array;
  readonly asked: readonly { readonly first: Places; readonly second: Places; readonly values: Float64Array }[];
}

export const tallyJob = createJob('tally', tally);

export function tally({ among, asked }: GivenTallies): CellTally[] {
  return asked.map(({ first, second, values }) => tallyCells(among, first, second, values));
}

export interface GivenSpreads {
  readonly isClient: Uint8Array;
  /** Clients that have a score: what dimensions are taken over. */
  readonly isRated: Uint8Array;
  readonly measure: Float64Array;
  readonly dimensions: readonly Float64Array[];
  readonly factors: readonly FactorValues[];
  readonly lists: readonly Float64Array[];
  readonly actions: readonly ActionValues[];
}

export interface Spreads {
  readonly dimensions: readonly Spread[];
  readonly factors: readonly FactorFigures[];
  readonly lists: readonly ListTally[];
  readonly actions: readonly Int32Array[];
}

export const spreadJob = createJob('spread', spread);

export function spread({ isClient, isRated, measure, dimensions, factors, lists, actions }: GivenSpreads): Spreads {
  return {
    dimensions: dimensions.map((points) => measureSpread(points, isRated)),
    factors: factors.map((factor) => measureFactor(factor, isClient)),
    lists: lists.map((flags) => tallyList(flags, measure)),
    actions: actions.map(countActions),
  };
}

export const placesJob = createJob('places', places);

export function places(values: CapacityValues): PlaceCounts[] {
  return countPlaces(values);
}

/** What a job is given, with all its arrays in shared memory where other threads may do it. */
export function shareWith<Given>({ size }: Crew, given: Given): Given {
  return size > 1 ? shareAll(given) : given;
}

function shareAll<Given>(given: Given): Given {
  if (given instanceof Float64Array || given instanceof Int32Array || given instanceof Uint8Array) {
    return inSharedMemory(given) as Given;
  }
  if (Array.isArray(given)) return given.map(shareAll) as Given;
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, part]) => [name, shareAll(part)])) as Given;
}
