import type { Cause, MigrationCell, MigrationSummary, StabilityIndex } from '../model/summary.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatDate } from '../numeric/date.ts';
import { decimal } from '../numeric/decimal.ts';
import { ExactSum } from '../numeric/sum.ts';
import { compareText } from '../text/text-order.ts';
import { measureStability } from './stability-index.ts';
import { distinctTexts, groupByName, meanOf, sumAmong, tallyMeasure } from './tally.ts';
import {
  type BothBooks,
  leavingStates,
  openingStates,
  type TrackedStates,
  trackGrades,
  trackTiers,
} from './tracked-states.ts';

// Who moved between two books, and why. Rows of the matrix with EXIT add up to the previous book, columns with NEW to this
// one. The measure is that of the previous book (opening), of new clients the present one.

export function summariseMigration(books: BothBooks): MigrationSummary {
  const { run, pairing, sameRubric } = books.previous;
  const tiers = trackTiers(books);
  const grades = trackGrades(books);
  const opening = openingMeasure(books);
  const { columns } = books.table;
  const isNew = openingStates(tiers, pairing).map((state, row) => (state < 0 && tiers.now[row] >= 0 ? 0 : -1));
  const left = tallyMeasure(
    leavingStates(tiers, pairing).map((state) => Math.min(state, 0)),
    1,
    books.opening.values,
  );
  const moves = groupByName(columns.get('migration.move'), moveNames, books.measured.isClient);
  const moved = tallyMeasure(moves, moveNames.length + 1, opening);
  const [up, down, stayed] = moveNames.map((_, move) => ({
    clients: moved.clients[move],
    measure: decimal(moved.measure[move], books.opening.scale),
  }));
  return {
    from: {
      asOf: formatDate(run.asOf),
      rubric: { id: run.rubric.id, version: run.rubric.version, sha256: run.rubricFiles[0] },
      manifestSha256: run.manifestSha256,
      sameRubric,
    },
    matrix: cellsOf(tiers, books),
    grades: cellsOf(grades, books),
    new: newClients(isNew, books),
    exit: { clients: left.clients[0], measure: decimal(left.measure[0], books.opening.scale) },
    up,
    down,
    stayed,
    causes: causesOf(books, opening),
    psi: stabilityOf(tiers),
    gradePsi: stabilityOf(grades),
  };
}

const moveNames = ['up', 'down', 'stayed'];
const causeNames = ['own', 'book', 'rubric', 'stability', 'override'] as const satisfies readonly Cause[];

/** By row of this book, the measure that the client had in the previous one. */
function openingMeasure({ opening, measured, previous: { pairing } }: BothBooks): Float64Array {
  return measured.values.map((_, row) => {
    const was = pairing.before[row];
    return was < 0 || opening.isClient[was] === 0 ? Number.NaN : opening.values[was];
  });
}

/** Every state of the previous rubric against every one of this, empty cells included; others only where there is a client. */
function cellsOf({ names, before, now, knownBefore, knownNow }: TrackedStates, books: BothBooks): MigrationCell[] {
  const { opening, measured, previous } = books;
  const { pairing } = previous;
  const width = names.length + 1;
  const outside = names.length;
  const from = tallyMeasure(
    before.map((state, row) => {
      const is = pairing.now[row];
      return state < 0 ? -1 : state * width + (is < 0 || now[is] < 0 ? outside : now[is]);
    }),
    width * width,
    opening.values,
  );
  const entered = tallyMeasure(
    now.map((state, row) => {
      const was = pairing.before[row];
      return state < 0 || (was >= 0 && before[was] >= 0) ? -1 : state;
    }),
    width,
    measured.values,
  );
  const cells: MigrationCell[] = [];
  const present = names.map((_, state) => ({
    from: from.clients.subarray(state * width, (state + 1) * width).some((clients) => clients > 0),
    to: entered.clients[state] > 0 || names.some((_, was) => from.clients[was * width + state] > 0),
  }));
  names.forEach((name, was) => {
    if (!knownBefore.has(name) && !present[was].from) return;
    names.forEach((to, is) => {
      if (!knownNow.has(to) && !present[is].to) return;
      const cell = was * width + is;
      cells.push({
        from: name,
        to,
        clients: from.clients[cell],
        measure: decimal(from.measure[cell], opening.scale),
      });
    });
    const cell = was * width + outside;
    if (from.clients[cell] === 0) return;
    cells.push({
      from: name,
      to: 'EXIT',
      clients: from.clients[cell],
      measure: decimal(from.measure[cell], opening.scale),
    });
  });
  names.forEach((to, is) => {
    if (entered.clients[is] === 0) return;
    cells.push({
      from: 'NEW',
      to,
      clients: entered.clients[is],
      measure: decimal(entered.measure[is], measured.scale),
    });
  });
  return cells;
}

/** `isNew` is 0 for new clients, −1 for all others. */
function newClients(isNew: Int32Array, { table, rubric, measured }: BothBooks): MigrationSummary['new'] {
  const all = tallyMeasure(isNew, 1, measured.values);
  const among = Uint8Array.from(isNew, (group) => group + 1);
  const returned = groupByName(table.columns.get('migration.cause'), ['returned'], among);
  return {
    clients: all.clients[0],
    measure: decimal(all.measure[0], measured.scale),
    returned: returned.reduce((count, group) => (group === 0 ? count + 1 : count), 0),
    by: Object.fromEntries(
      rubric.breakdowns.map((field) => [
        field,
        byValue(table.columns.get(field), among, measured.values, measured.scale),
      ]),
    ),
  };
}

/** Values by measure, largest first, then by text; missing comes last. */
function byValue(
  column: Column | undefined,
  among: Uint8Array,
  values: Float64Array,
  scale: number,
): MigrationSummary['new']['by'][string] {
  if (column === undefined || !isText(column)) return [];
  const texts = distinctTexts(column);
  const { clients, measure } = tallyMeasure(groupByName(column, texts, among), texts.length + 1, values);
  const rows = [...texts, null].map((value, group) => ({ value, clients: clients[group], units: measure[group] }));
  const present = rows.filter((row) => row.clients > 0);
  present.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
    return a.units === b.units ? compareText(a.value, b.value) : a.units > b.units ? -1 : 1;
  });
  return present.map(({ value, clients: count, units }) => ({
    value,
    clients: count,
    measure: decimal(units, scale),
  }));
}

function causesOf({ table, measured, opening: { scale } }: BothBooks, opening: Float64Array) {
  const causes = groupByName(table.columns.get('migration.cause'), causeNames, measured.isClient);
  const moves = groupByName(table.columns.get('migration.move'), moveNames, measured.isClient);
  return causeNames.map((cause, index) => {
    let up = 0;
    let down = 0;
    const sum = new ExactSum();
    for (let row = 0; row < causes.length; row++) {
      if (causes[row] !== index) continue;
      if (moves[row] === 0) up++;
      else down++;
      sum.add(opening[row]);
    }
    const effect = table.columns.get(`effect.${cause}`);
    const total = effect && !isText(effect) ? sumAmong(effect.values, measured.isClient) : { sum: 0n, count: 0 };
    return {
      cause,
      up,
      down,
      measure: decimal(sum.total, scale),
      meanEffect: meanOf(total.sum, total.count, pointScale),
    };
  });
}

/** Over the clients that have a state in each of the books. */
function stabilityOf({ names, before, now }: TrackedStates): StabilityIndex {
  const count = (states: Int32Array) => {
    const counts = new Float64Array(names.length - 1);
    for (const state of states) if (state >= 0 && state < counts.length) counts[state]++;
    return counts;
  };
  return measureStability(count(before), count(now));
}
