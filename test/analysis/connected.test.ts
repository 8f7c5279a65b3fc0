import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureConcentration } from '../../src/analysis/concentration.ts';
import { connectClients } from '../../src/analysis/connected.ts';
import { collectMeasure } from '../../src/analysis/measured.ts';
import { countClientsFor, measureTop } from '../../src/analysis/pareto.ts';
import { type SummariseInput, summarise } from '../../src/analysis/summarise.ts';
import type { ConnectedSummary } from '../../src/model/summary.ts';
import type { Column } from '../../src/model/table.ts';
import { decimal, formatUnits } from '../../src/numeric/decimal.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import { input, numbers, result, texts } from '../report/sample.ts';

interface Client {
  readonly id: string;
  readonly group: string | null;
  readonly value: number | null;
  readonly prospect?: boolean;
}

const portfolio = { id: 'id', measure: 'value', group: 'group' };

function connect(clients: readonly Client[]) {
  const columns = new Map<string, Column>([
    ['id', texts(clients.map(({ id }) => id))],
    ['group', texts(clients.map(({ group }) => group))],
    [
      'value',
      numbers(
        clients.map(({ value }) => value ?? Number.NaN),
        'money',
        2,
      ),
    ],
    [
      '$client',
      numbers(
        clients.map(({ prospect }) => (prospect === true ? 0 : 1)),
        'flag',
        0,
      ),
    ],
  ]);
  return connectClients(portfolio, columns, collectMeasure(columns, clients.length, 'value'));
}

const shown = ({ largest }: Pick<ConnectedSummary, 'largest'>) =>
  largest.map(
    ({ group, client, clients, measure }) =>
      `${group ?? `(${client})`} ${clients} ${formatUnits(measure.units, measure.scale)}`,
  );

describe('groups of connected clients', () => {
  test.each<{ title: string; given: Client[]; groups: number; ungrouped: number; expected: string[]; total: bigint }>([
    {
      title: 'add up, and a client without a group is one of its own',
      given: [
        { id: 'a', group: 'x', value: 100 },
        { id: 'b', group: null, value: 150 },
        { id: 'c', group: 'x', value: 60 },
      ],
      groups: 2,
      ungrouped: 1,
      expected: ['x 2 1.60', '(b) 1 1.50'],
      total: 310n,
    },
    {
      title: 'net what is negative within the group',
      given: [
        { id: 'a', group: 'x', value: 100 },
        { id: 'b', group: 'x', value: -130 },
        { id: 'c', group: 'y', value: 10 },
      ],
      groups: 2,
      ungrouped: 0,
      expected: ['y 1 0.10', 'x 2 -0.30'],
      total: 10n,
    },
    {
      title: 'leave prospects out, and groups without any measure out of the ranking',
      given: [
        { id: 'a', group: 'x', value: 100 },
        { id: 'b', group: 'x', value: 900, prospect: true },
        { id: 'c', group: 'y', value: null },
        { id: 'd', group: null, value: null },
        { id: 'e', group: 'z', value: 5, prospect: true },
      ],
      groups: 3,
      ungrouped: 1,
      expected: ['x 1 1.00'],
      total: 100n,
    },
    {
      title: 'stand by name in byte order where they tie, a group before a client that is called the same',
      given: [
        { id: 'x', group: null, value: 1 },
        { id: 'b', group: '\uffee', value: 1 },
        { id: 'c', group: '\u{1f600}', value: 1 },
        { id: 'd', group: 'x', value: 1 },
        { id: 'a', group: null, value: 1 },
      ],
      groups: 5,
      ungrouped: 2,
      expected: ['(a) 1 0.01', 'x 1 0.01', '(x) 1 0.01', '\uffee 1 0.01', '\u{1f600} 1 0.01'],
      total: 5n,
    },
  ])('$title', ({ given, groups, ungrouped, expected, total }) => {
    const connected = connect(given)!;
    expect(connected).toMatchObject({ groups, ungrouped, positiveTotal: total });
    expect(shown(connected)).toEqual(expected);
  });

  test('ten of them are listed', () => {
    const clients = Array.from({ length: 12 }, (_, index) => ({ id: `c${index}`, group: `g${index}`, value: index }));
    expect(connect(clients)?.largest.map(({ group }) => group)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((index) => `g${index}`),
    );
  });

  test('are not there where the rubric names none', async () => {
    expect((await summarise(input)).summary.groups).toBeUndefined();
  });
});

/** The sample run with groups: `groupOf` gives the group of each client by its row. */
function withGroups(groupOf: (row: number, id: string) => string | null, scaleUp = 1): SummariseInput {
  const ids = Array.from({ length: input.table.rows }, (_, row) => `n${String(row).padStart(4, '0')}`);
  const measure = input.rubric.portfolio.measure;
  const values = input.table.columns.get(measure) as { values: Float64Array; type: Column['type'] };
  const columns = new Map<string, Column>([
    ...input.table.columns,
    [input.rubric.portfolio.id, texts(ids)],
    ['bloc', texts(ids.map((id, row) => groupOf(row, id)))],
    [measure, { type: values.type, values: values.values.map((value) => value * scaleUp) }],
  ]);
  const rubric = { ...input.rubric, portfolio: { ...input.rubric.portfolio, group: 'bloc' } };
  return { ...input, rubric, table: { rows: input.table.rows, columns } };
}

describe('laws of groups', () => {
  test.each([
    { title: 'its own group', groupOf: (_: number, id: string) => id },
    { title: 'in no group', groupOf: () => null },
  ])('where every client is $title, the figures by group are those by client', async ({ groupOf }) => {
    const { summary } = await summarise(withGroups(groupOf));
    const { abc: _abc, lorenz: _lorenz, ...byClient } = summary.pareto;
    expect(summary.groups?.pareto).toEqual(byClient);
    expect(summary.groups?.groups).toBe(summary.book.clients - summary.book.prospects);
    expect(summary.groups?.positiveTotal).toEqual(summary.book.positiveTotal);
  });

  test('sums past 2^53 have the same shares and indices as small ones', () => {
    const values = Array.from({ length: 40 }, (_, index) => ({
      group: `g${index % 7}`,
      value: 10 ** 15 - index * 10 ** 13,
    }));
    const small = connect(
      values.map(({ group, value }, index) => ({ id: `c${index}`, group, value: value / 10 ** 12 })),
    )!;
    const large = connect(values.map((client, index) => ({ id: `c${index}`, ...client, value: client.value * 9 })))!;
    expect(small.descending).toBeInstanceOf(Float64Array);
    expect(large.descending).not.toBeInstanceOf(Float64Array);
    expect(large.positiveTotal).toBe(small.positiveTotal * 9n * 10n ** 12n);
    expect(large.largest.map(({ share }) => share)).toEqual(small.largest.map(({ share }) => share));
  });

  test('what is computed over BigInts is what is computed over doubles', () => {
    const units = fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(units, (values) => {
        const doubles = Float64Array.from(values).sort().reverse();
        const large = Array.from(doubles, BigInt);
        const total = large.reduce((sum, value) => sum + value, 0n);
        expect(measureConcentration(large, total)).toEqual(measureConcentration(doubles, total));
        const percents = [decimal(10, 0), decimal(335, 1)];
        expect(measureTop(large, total, 2, percents)).toEqual(measureTop(doubles, total, 2, percents));
        const shares = [decimal(5, 1), decimal(95, 2)];
        expect(countClientsFor(large, total, shares)).toEqual(countClientsFor(doubles, total, shares));
      }),
    );
  });

  test('whatever the groups, they hold the measure of the clients', () => {
    const client = fc.record({
      group: fc.option(fc.constantFrom('a', 'b', 'c')),
      value: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
    });
    fc.assert(
      fc.property(fc.array(client, { maxLength: 10 }), (clients) => {
        const connected = connect(clients.map((one, index) => ({ id: `c${index}`, ...one })))!;
        const total = clients.reduce((sum, { value }) => sum + BigInt(value ?? 0), 0n);
        expect(connected.positiveTotal).toBe(total);
        expect(connected.largest.reduce((sum, { measure }) => sum + measure.units, 0n)).toBe(total);
        expect([...connected.descending].reduce((sum: bigint, units) => sum + BigInt(units), 0n)).toBe(total);
      }),
    );
  });
});

test.each([
  { locale: 'en', title: 'Groups' },
  { locale: 'zh-CN', title: '关联客户群' },
] as const)('the terminal view has a section $title of five groups', async ({ locale, title }) => {
  const { summary } = await summarise(withGroups((row) => `bloc ${row % 8}`));
  const lines = renderTerminal({ ...result, summary }, { width: 80, colour: false, locale }).split('\n');
  const from = lines.indexOf(title);
  const section = lines.slice(from, lines.indexOf('', from));
  expect(section.filter((line) => line.startsWith('  bloc '))).toHaveLength(5);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
});
