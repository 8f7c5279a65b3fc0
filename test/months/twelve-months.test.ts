import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWholeSummary } from '../../src/input/whole-summary.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import type { Summary } from '../../src/model/summary.ts';
import { type NumericColumn, type TextColumn, textAt } from '../../src/model/table.ts';
import { type OpenedRun, openRun } from '../../src/run/previous-run.ts';
import { type Ran, tierbook } from '../run/tierbook.ts';
import { type Expected, makeYear, type Year } from './twelve-months.ts';

// A year of runs, each on top of the one before, through the command line: every move and every cause that is reported must be
// the one that the generator put in, and no other.

const host = (cwd: string) => ({
  cwd,
  now: () => new Date(0),
  stdin: (async function* () {})(),
  progress: { phase: () => {} },
});

type Line = Readonly<Record<string, string>>;

interface Move extends Expected {
  readonly client: string;
}

interface DiffJson {
  readonly causes: { readonly known: string; readonly why?: string };
  readonly moves: readonly {
    readonly client: string;
    readonly move: Expected['move'];
    readonly cause: Expected['cause'] | null;
    readonly tier: { readonly before: string | null; readonly now: string | null };
    readonly effects: Readonly<Record<string, number | null>>;
  }[];
}

describe.each([1, 2])('twelve months from seed %i', (seed) => {
  const folder = mkdtempSync(join(tmpdir(), 'tierbook-months-'));
  const year: Year = makeYear(seed);
  const count = year.months.length;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const later = numbers.slice(1);
  const runs: OpenedRun[] = [];
  const summaries: Summary[] = [];

  async function run(index: number, out: string, previous: string | undefined, at: string): Promise<void> {
    const { asOf, rubric, book } = year.months[index];
    writeFileSync(join(folder, 'rubric.yaml'), rubric);
    writeFileSync(join(folder, 'book.csv'), book);
    const given = ['run', 'rubric.yaml', 'book.csv', '--as-of', asOf, '--overrides', 'overrides.csv', '--threads', '1'];
    const before = previous === undefined ? [] : ['--previous', previous];
    const { status, stderr } = await tierbook(folder, [...given, ...before, '--out', out, '--quiet'], at);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }

  const nameOf = (index: number) => `runs/${year.months[index].asOf}`;
  const summaryOf = (name: string): Summary => {
    const summary = readWholeSummary(readFileSync(join(folder, name, 'summary.json'), 'utf8'));
    if (summary === undefined) throw new Error(`no summary in ${name}`);
    return summary;
  };
  const clientsOf = (name: string): Line[] => {
    const [headings, ...lines] = readFileSync(join(folder, name, 'clients.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    const names = headings.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
  };
  const command = (...argv: string[]): Promise<Ran> => tierbook(folder, argv);
  const expectedOf = (index: number): Move[] =>
    [...year.months[index].expected].map(([client, expected]) => ({ client, ...expected })).sort(byClient);

  beforeAll(async () => {
    writeFileSync(join(folder, 'overrides.csv'), year.overrides);
    for (const index of numbers) {
      await run(index, nameOf(index), index === 0 ? undefined : nameOf(index - 1), '2027-01-01T00:00:00Z');
      runs.push(await openRun(nameOf(index), host(folder), 'read'));
      summaries.push(summaryOf(nameOf(index)));
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('every kind of move is put in', () => {
    const kinds = new Set(numbers.flatMap(expectedOf).map(({ move, cause }) => `${move} ${cause}`.trim()));
    expect([...kinds].sort()).toEqual(
      [
        ...['EXIT', 'NEW', 'NEW returned', 'down book', 'down override', 'down own', 'down rubric', 'down stability'],
        ...['up book', 'up override', 'up own', 'up rubric'],
      ].sort(),
    );
  });

  it.each(later)('month %i after the first: clients.csv tells the moves and causes that were put in', (index) => {
    const told = clientsOf(nameOf(index)).filter(({ move }) => move !== 'stayed' && move !== '');
    const moves = told.map(({ id, move, cause }) => ({ client: id, move, cause })).sort(byClient);
    expect(moves).toEqual(expectedOf(index).filter(({ move }) => move !== 'EXIT'));
  });

  it.each(later)('month %i: the summary counts them', (index) => {
    const { migration, book } = summaries[index];
    const all = expectedOf(index);
    const numberOf = (move: string) => all.filter((one) => one.move === move).length;
    expect([migration?.up, migration?.down, migration?.new, migration?.exit].map((one) => one?.clients)).toEqual(
      ['up', 'down', 'NEW', 'EXIT'].map(numberOf),
    );
    expect(migration?.new.returned).toBe(all.filter(({ cause }) => cause === 'returned').length);
    const stayed = book.clients - book.prospects - numberOf('up') - numberOf('down') - numberOf('NEW');
    expect(migration?.stayed.clients).toBe(stayed);
    for (const { cause, up, down } of migration?.causes ?? []) {
      const own = all.filter((one) => one.cause === cause);
      expect([cause, up, down]).toEqual([
        cause,
        ...['up', 'down'].map((way) => own.filter((one) => one.move === way).length),
      ]);
    }
  });

  it.each(later)('month %i: rows of the matrix add up to the book before, columns to this one', (index) => {
    for (const key of ['matrix', 'grades'] as const) {
      const cells = summaries[index].migration?.[key] ?? [];
      const groups = (summary: Summary) =>
        key === 'matrix'
          ? summary.tiers.map(({ tier, clients, measure }) => [tier, clients, measure.units])
          : summary.grades.map(({ grade, clients, measure }) => [grade, clients, measure.units]);
      const add = (side: 'from' | 'to', name: string) => {
        const own = cells.filter((cell) => cell[side] === name);
        return [
          own.reduce((sum, { clients }) => sum + clients, 0),
          own.reduce((sum, { measure }) => sum + measure.units, 0n),
        ];
      };
      expect(groups(summaries[index - 1]).map(([name]) => [name, ...add('from', name as string)])).toEqual(
        groups(summaries[index - 1]),
      );
      const now = groups(summaries[index]);
      expect(now.map(([name]) => [name, add('to', name as string)[0]])).toEqual(now.map(([name, own]) => [name, own]));
    }
  });

  it.each(later)('month %i: effects add up to the change of score exactly', (index) => {
    const { table } = runs[index];
    const numbersIn = (name: string) => (table.columns.get(name) as NumericColumn).values;
    const [score, before] = [numbersIn('score'), scoresBefore(runs[index - 1], runs[index])];
    const effects = ['own', 'book', 'rubric'].map((name) => numbersIn(`effect.${name}`));
    let compared = 0;
    for (let row = 0; row < table.rows; row++) {
      const change = score[row] - before[row];
      if (Number.isNaN(change)) expect(effects.every((values) => Number.isNaN(values[row]))).toBe(true);
      else {
        compared++;
        expect(effects.reduce((sum, values) => sum + values[row], 0)).toBe(change);
      }
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('the same day and inputs again move nobody and advance no counter', async () => {
    let counting = 0;
    for (const index of numbers) {
      await run(index, `again/${index}`, nameOf(index), '2027-01-02T00:00:00Z');
      const { migration, tiers } = summaryOf(`again/${index}`);
      const moved = [migration?.up, migration?.down, migration?.new, migration?.exit].map((one) => one?.clients);
      expect(moved).toEqual([0, 0, 0, 0]);
      expect(tiers).toEqual(summaries[index].tiers);
      const again = await openRun(`again/${index}`, host(folder), 'read');
      for (const name of ['tier.periods', 'tier.held', 'score'] as const) {
        const [before, now] = [runs[index], again].map(({ table }) => table.columns.get(name) as NumericColumn);
        expect(now.values).toEqual(before.values);
        if (name === 'tier.periods') counting += before.values.filter((periods) => periods > 0).length;
      }
      expect(new Set(clientsOf(`again/${index}`).map(({ cause }) => cause))).toEqual(new Set(['']));
    }
    expect(counting).toBeGreaterThan(0);
  }, 60_000);

  it('diff tells the same, from the record and worked out from two records that do not know each other', async () => {
    for (const index of later) {
      const [before, now] = [nameOf(index - 1), nameOf(index)];
      // The month before once more, at another time: by its hash it is not the run that this one was made on top of.
      await run(index - 1, `twin/${index - 1}`, index === 1 ? undefined : nameOf(index - 2), '2027-01-03T00:00:00Z');
      const recorded = diffOf(await command('diff', before, now, '--json'));
      const computed = diffOf(await command('diff', `twin/${index - 1}`, now, '--json'));
      expect([recorded.causes.known, computed.causes]).toEqual(['recorded', { known: 'computed' }]);
      const moves = recorded.moves.map(({ client, move, cause }) => ({ client, move, cause: cause ?? '' }));
      expect(moves.sort(byClient)).toEqual(expectedOf(index));
      expect(computed.moves).toEqual(recorded.moves);
      const tiers = tiersBy(runs[index - 1]);
      for (const { client, move, tier } of recorded.moves) {
        expect(tier.before).toBe(move === 'NEW' ? null : (tiers.get(client) ?? null));
      }
    }
  }, 60_000);

  it('diff over the whole year tells who is where, whatever happened between', async () => {
    const { moves, causes } = diffOf(await command('diff', nameOf(count - 1), nameOf(0), '--json'));
    expect(causes).toEqual({ known: 'computed' });
    const [first, last] = [tiersBy(runs[0]), tiersBy(runs[count - 1])];
    for (const { client, tier } of moves) {
      expect([tier.before, tier.now]).toEqual([first.get(client) ?? null, last.get(client) ?? null]);
    }
    const named = new Set(moves.map(({ client }) => client));
    for (const [client, tier] of first) expect(named.has(client)).toBe(last.get(client) !== tier);
  });

  it('trend puts the months side by side', async () => {
    const { stdout, status } = await command('trend', 'runs', '--json');
    expect(status).toBe(0);
    const trend = JSON.parse(stdout) as {
      runs: {
        run: string;
        rubricChanged: boolean;
        clients: number;
        stability: unknown;
        tiers: unknown;
        overrides: number;
      }[];
    };
    expect(trend.runs.map(({ run: name }) => name)).toEqual(numbers.map(nameOf));
    expect(numbers.filter((index) => trend.runs[index].rubricChanged)).toEqual([6, 9]);
    expect(trend.runs.map(({ overrides }) => overrides)).toEqual([0, 0, 0, 2, 2, 3, 1, 1, 0, 0, 0, 0]);
    for (const index of numbers) {
      const written = JSON.parse(readFileSync(join(folder, nameOf(index), 'summary.json'), 'utf8'));
      expect(trend.runs[index].stability).toEqual(written.migration?.psi ?? null);
      expect(trend.runs[index].clients).toBe(written.book.clients - written.book.prospects);
      const kept = (tiers: { effortHours: unknown; meanScore: unknown }[]) =>
        tiers.map(({ effortHours: _, meanScore: __, ...tier }) => tier);
      expect(trend.runs[index].tiers).toEqual(kept(written.tiers));
    }
  });

  it('outcomes by opening tier have a value in the second month and a prior one from the third', () => {
    const lineOf = (index: number, name: string, tier: string) =>
      summaries[index].outcomes.find((outcome) => outcome.name === name)?.lines.find((line) => line.tier === tier);
    for (const name of ['satisfaction', 'retention']) {
      for (const tier of ['gold', 'silver', 'bronze', 'all']) {
        expect([0, 1, 2].map((index) => lineOf(index, name, tier)?.opening?.value !== undefined)).toEqual([
          false,
          true,
          true,
        ]);
        expect([0, 1].map((index) => lineOf(index, name, tier)?.prior ?? null)).toEqual([null, null]);
        for (const index of numbers.slice(2)) {
          expect(lineOf(index, name, tier)?.prior).toEqual(lineOf(index - 1, name, tier)?.opening);
        }
      }
    }
    // Retention is what the generator says: of those who were there, who has not left.
    for (const index of later) {
      const left = expectedOf(index).filter(({ move }) => move === 'EXIT').length;
      const opened = summaries[index - 1].book.clients - summaries[index - 1].book.prospects;
      const value = lineOf(index, 'retention', 'all')?.opening?.value as Decimal;
      expect(Number(value.units) / 10 ** value.scale).toBeCloseTo((opened - left) / opened, 5);
    }
  });
});

function byClient(a: { readonly client: string }, b: { readonly client: string }): number {
  return a.client < b.client ? -1 : 1;
}

function diffOf({ status, stdout, stderr }: Ran): DiffJson {
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as DiffJson;
}

function idsOf({ rubric, table }: OpenedRun): string[] {
  const ids = table.columns.get(rubric.portfolio.id) as TextColumn;
  return Array.from({ length: table.rows }, (_, row) => textAt(ids, row) as string);
}

/** Scores of the run before, by row of this one, of who was a client in both. */
function scoresBefore(before: OpenedRun, now: OpenedRun): number[] {
  const scores = (before.table.columns.get('score') as NumericColumn).values;
  const isClient = ({ table }: OpenedRun) => (table.columns.get('$client') as NumericColumn).values;
  const rows = new Map(idsOf(before).map((id, row) => [id, row]));
  return idsOf(now).map((id, row) => {
    const was = rows.get(id);
    return was === undefined || isClient(before)[was] !== 1 || isClient(now)[row] !== 1 ? Number.NaN : scores[was];
  });
}

/** Final tiers of the clients of a run. */
function tiersBy(run: OpenedRun): Map<string, string | null> {
  const tier = run.table.columns.get('tier') as TextColumn;
  const { values } = run.table.columns.get('$client') as NumericColumn;
  return new Map(idsOf(run).flatMap((id, row) => (values[row] === 1 ? [[id, textAt(tier, row)] as const] : [])));
}
