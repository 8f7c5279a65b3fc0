import type { Pairing, PreviousRun } from '../model/previous.ts';
import { type Column, isText } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import { integerType, pointsType } from '../plan/expressions.ts';

// What this book's clients were in the previous run: columns that a plan is run over, missing throughout without one.

const tierType: ValueType = { kind: 'category', scale: 0 };

/** By name, the recorded column that it is. The final tier opens the period; the model's tier is the state that is held. */
const sources: Readonly<Record<string, { readonly of: string; readonly type: ValueType }>> = {
  previous_tier: { of: 'tier', type: tierType },
  opening_tier: { of: 'tier', type: tierType },
  previous_grade: { of: 'grade', type: tierType },
  opening_grade: { of: 'grade', type: tierType },
  previous_score: { of: 'score', type: pointsType },
  'previous.model': { of: 'tier.model', type: tierType },
  'previous.periods': { of: 'tier.periods', type: integerType },
};

/** Those of the columns that `wanted` names, for `rows` clients; `before` is the previous run with the pairing to it. */
export function previousColumns(
  wanted: ReadonlySet<string>,
  rows: number,
  before?: { readonly run: PreviousRun; readonly pairing: Pairing },
): Map<string, Column> {
  const names = Object.keys(sources).filter((name) => wanted.has(name));
  return new Map(
    names.map((name) => {
      const { of, type } = sources[name];
      const recorded = before?.run.table.columns.get(of);
      const places = before?.pairing.before ?? new Int32Array(rows).fill(-1);
      return [name, gather(recorded, type, places)];
    }),
  );
}

function gather(recorded: Column | undefined, type: ValueType, places: Int32Array): Column {
  if (type.kind === 'category') {
    if (recorded === undefined || !isText(recorded)) {
      return { type, codes: new Int32Array(places.length).fill(-1), dictionary: [] };
    }
    const { codes, dictionary } = recorded;
    return { type, codes: places.map((place) => (place < 0 ? -1 : codes[place])), dictionary };
  }
  const values = new Float64Array(places.length).fill(Number.NaN);
  if (recorded === undefined || isText(recorded)) return { type, values };
  for (let row = 0; row < places.length; row++) if (places[row] >= 0) values[row] = recorded.values[places[row]];
  return { type, values };
}

/** A heading of the book with one of these names would be taken for the run's own. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...Object.keys(sources),
  'to_tier',
  'migration.move',
  'migration.cause',
  'effect.own',
  'effect.book',
  'effect.rubric',
  'former.last_seen',
  'former.tier',
]);
