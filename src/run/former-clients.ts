import type { FormerClients, Pairing, PreviousRun } from '../model/previous.ts';
import { type Column, isText, type NumericColumn, type Table, type TextColumn, textAt } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import { compareText } from '../text/text-order.ts';
import { pairBooks } from './pair-books.ts';

// Who was a client once and is none now: carried from run to run, so that a client that comes back has its history named.

const idType: ValueType = { kind: 'id', scale: 0 };
const dateType: ValueType = { kind: 'date', scale: 0 };
const tierType: ValueType = { kind: 'category', scale: 0 };

interface Former {
  readonly id: string;
  readonly lastSeen: number;
  readonly tier: string | null;
}

/** As they are recorded. */
export function formerTable({ ids, lastSeen, tiers }: FormerClients): Table {
  const columns: [string, Column][] = [
    ['id', idsOf(ids)],
    ['last_seen', { type: dateType, values: lastSeen }],
    ['tier', categoryOf(tiers)],
  ];
  return { rows: ids.length, columns: new Map(columns) };
}

export function formerOf({ rows, columns }: Table): FormerClients {
  const [id, lastSeen, tier] = ['id', 'last_seen', 'tier'].map((name) => columns.get(name) as Column);
  const textsOf = (column: Column) => Array.from({ length: rows }, (_, row) => textAt(column as TextColumn, row));
  return { ids: textsOf(id) as string[], lastSeen: (lastSeen as NumericColumn).values, tiers: textsOf(tier) };
}

function idsOf(ids: readonly string[]): TextColumn {
  return { type: idType, codes: Int32Array.from(ids, (_, row) => row), dictionary: ids };
}

function categoryOf(texts: readonly (string | null)[]): TextColumn {
  const codes = new Map<string, number>();
  const codeOf = (text: string): number => {
    if (!codes.has(text)) codes.set(text, codes.size);
    return codes.get(text) as number;
  };
  const own = Int32Array.from(texts, (text) => (text === null ? -1 : codeOf(text)));
  return { type: tierType, codes: own, dictionary: [...codes.keys()] };
}

/** Former clients after this run: those of the previous one and its clients, without this book's clients. */
export function formerAfter(previous: PreviousRun, pairing: Pairing, present: Table, ids: TextColumn): FormerClients {
  const isNow = flagsOf(present);
  const wasThen = flagsOf(previous.table);
  const { former, rubric, table } = previous;
  const { now } = pairBooks(idsOf(former.ids), ids);
  const all: Former[] = [];
  for (let at = 0; at < now.length; at++) {
    if (now[at] >= 0 && isNow[now[at]] === 1) continue;
    all.push({ id: former.ids[at], lastSeen: former.lastSeen[at], tier: former.tiers[at] });
  }
  const own = table.columns.get(rubric.portfolio.id) as TextColumn;
  const tiers = table.columns.get('tier');
  for (let row = 0; row < table.rows; row++) {
    const here = pairing.now[row];
    if (wasThen[row] !== 1 || (here >= 0 && isNow[here] === 1)) continue;
    const tier = tiers !== undefined && isText(tiers) ? textAt(tiers, row) : null;
    all.push({ id: textAt(own, row) as string, lastSeen: previous.asOf, tier });
  }
  all.sort((a, b) => compareText(a.id, b.id));
  return {
    ids: all.map(({ id }) => id),
    lastSeen: Float64Array.from(all, ({ lastSeen }) => lastSeen),
    tiers: all.map(({ tier }) => tier),
  };
}

/** `former.last_seen` and `former.tier` of the clients that are back: missing for all others. */
export function historyColumns(previous: PreviousRun, present: Table, ids: TextColumn): Map<string, Column> {
  const { ids: known, lastSeen, tiers } = previous.former;
  const isNow = flagsOf(present);
  const { before } = pairBooks(idsOf(known), ids);
  const of = <T>(row: number, values: ArrayLike<T>, none: T): T =>
    before[row] >= 0 && isNow[row] === 1 ? values[before[row]] : none;
  const values = Float64Array.from(before, (_, row) => of(row, lastSeen, Number.NaN));
  const texts = Array.from(before, (_, row) => of<string | null>(row, tiers, null));
  return new Map<string, Column>([
    ['former.last_seen', { type: dateType, values }],
    ['former.tier', categoryOf(texts)],
  ]);
}

function flagsOf({ columns }: Table): Float64Array {
  return (columns.get('$client') as NumericColumn).values;
}
