import { orderForReport } from '../../src/analysis/order.ts';
import { type SummariseInput, summarise } from '../../src/analysis/summarise.ts';
import { evaluateBook } from '../../src/engine/local/evaluate-book.ts';
import type { Reject } from '../../src/model/book.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import type { Column, NumericColumn, TextColumn } from '../../src/model/table.ts';
import type { Kind } from '../../src/model/value-type.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { column, compare, constant, integerType } from '../../src/plan/expressions.ts';
import { plainCsv } from '../../src/report/csv-lines.ts';
import type { RunReport } from '../../src/report/format.ts';
import type { TerminalResult } from '../../src/report/terminal/view.ts';

// A small finished run, made by formula: 120 clients with heavy-tailed revenue, 6 prospects, some unrated. It is shaped
// like the reference policy, so that the views look as they will.

const position = { file: 'rubric.yaml', line: 1, column: 1, length: 1 };
const point = 10 ** 6;

export function numbers(values: readonly number[], kind: Kind = 'number', scale = 6): NumericColumn {
  return { type: { kind, scale }, values: Float64Array.from(values) };
}

export function texts(values: readonly (string | null)[], kind: Kind = 'text'): TextColumn {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
  return { type: { kind, scale: 0 }, codes, dictionary };
}

const points = { kind: 'number', scale: 6 } as const;

function factor(name: string, label: string, weight: number) {
  return {
    name,
    label: { 'zh-CN': label },
    weight: decimal(weight, 0),
    of: column(name, points),
    method: 'bands',
    settings: null,
    missing: 'reweight',
    position,
  } as const;
}

function field(name: string, kind: Kind, scale: number, label: Rubric['title']) {
  const valueType = { kind, scale };
  return {
    name,
    type: kind,
    valueType,
    from: [name],
    required: false,
    missingMarks: [],
    currency: 'CNY',
    label,
    position,
  };
}

const rubric: Rubric = {
  id: 'corporate-lending',
  version: '2026.10',
  title: {
    en: 'Client tiering for project finance and corporate lending',
    'zh-CN': '项目融资与企业贷款客户关系分级',
  },
  currency: 'CNY',
  locale: 'zh-CN',
  portfolio: { id: 'client_id', name: 'client_name', measure: 'revenue_12m', status: 'status' },
  fields: [
    field('client_id', 'id', 0, {}),
    field('client_name', 'text', 0, {}),
    field('revenue_12m', 'money', 2, { en: 'Revenue 12m', 'zh-CN': '近12个月收入' }),
    field('segment', 'category', 0, {}),
  ],
  tables: [],
  models: [],
  derived: [],
  dimensions: [
    {
      name: 'contribution',
      label: { en: 'Contribution', 'zh-CN': '客户贡献度' },
      weight: decimal(60, 0),
      factors: [factor('loan_size', '贷款金额', 30), factor('clv', '客户生命周期价值', 70)],
      position,
    },
    {
      name: 'credit_quality',
      label: { en: 'Credit quality', 'zh-CN': '信用质量' },
      weight: decimal(40, 0),
      factors: [factor('dscr', '偿债备付率', 1)],
      position,
    },
  ],
  coverage: decimal(7, 1),
  gradeOrder: ['A', 'B', 'C', 'D'],
  grades: [
    { grade: 'D', label: { 'zh-CN': '违约' } },
    { grade: 'A', label: {} },
    { grade: 'B', label: {} },
    { grade: 'C', label: {} },
  ],
  tiers: [
    {
      tier: 'gold',
      label: { en: 'Gold', 'zh-CN': '金牌客户' },
      capacity: 10,
      service: {},
      effortHours: decimal(40, 0),
    },
    { tier: 'silver', label: { en: 'Silver', 'zh-CN': '银牌客户' }, service: {}, effortHours: decimal(12, 0) },
    { tier: 'standard', label: { en: 'Standard', 'zh-CN': '普通客户' }, service: {}, effortHours: decimal(2, 0) },
  ],
  overrides: {},
  outcomes: [],
  actions: [
    {
      name: 'pricing',
      rules: [{ do: { en: '-25 bp', 'zh-CN': '下调利率25个基点' } }, { do: { en: 'base rate', 'zh-CN': '基准利率' } }],
    },
    { name: 'review', rules: [{ do: { en: 'yearly', 'zh-CN': '年度审查' } }] },
  ],
  lists: [
    { name: 'watchlist', label: { en: 'Watchlist', 'zh-CN': '预警名单' }, when: constant(1, integerType) },
    {
      name: 'prospects',
      label: { en: 'Prospects by demand', 'zh-CN': '潜在客户融资需求' },
      when: constant(1, integerType),
    },
  ],
  breakdowns: ['segment'],
  pareto: {
    top: [1, 5, 10, 20, 50].map((percent) => decimal(percent, 0)),
    clientsFor: [50, 80, 95].map((percent) => decimal(percent, 2)),
    expect: { top: decimal(10, 0), share: decimal(70, 2) },
    abc: [decimal(80, 2), decimal(95, 2)],
  },
  checks: [
    check('rejected rows', 'rejected_share', '<= 0.01', 'fail'),
    check('unrated clients', 'unrated_share', '<= 0.05', 'warn'),
    check('single-name concentration', 'top1_share', '<= 0.1', 'warn'),
  ],
};

function check(name: string, figure: string, bound: string, breach: 'warn' | 'fail') {
  const limit = Math.round(Number(bound.slice(3)) * point);
  const rule = compare('<=', column(figure, points), constant(limit, points));
  return { name, rule, source: `${figure} ${bound}`, breach, position };
}

const clients = 126;
const rows = Array.from({ length: clients }, (_, row) => row);
const prospect = (row: number) => row % 21 === 20;
const unrated = (row: number) => row % 40 === 7;
const scoreOf = (row: number) => (unrated(row) ? Number.NaN : ((row * 37) % 101) * point - (row % 7) * 12_345);
const tierOf = (row: number) =>
  scoreOf(row) >= 90 * point ? 'gold' : scoreOf(row) >= 55 * point ? 'silver' : 'standard';
const gradeOf = (row: number) => (row % 31 === 3 ? 'D' : 'ABC'[row % 3]);
const outside = (row: number) => prospect(row) || unrated(row);
const revenueOf = (row: number) =>
  row === 50 ? -123_456 : row === 60 ? Number.NaN : Math.round(9e9 / (1 + ((row * 53) % clients)) ** 1.2);

const columns = new Map<string, Column>([
  [
    'client_id',
    texts(
      rows.map((row) => `C${String(row + 1).padStart(5, '0')}`),
      'id',
    ),
  ],
  [
    'client_name',
    texts(rows.map((row) => (row % 2 ? `华东精密机械制造第${row}有限公司` : `Harbour Works ${row} Ltd`))),
  ],
  ['revenue_12m', numbers(rows.map(revenueOf), 'money', 2)],
  [
    'segment',
    texts(
      rows.map((row) => (row % 9 === 0 ? null : ['sme', 'corporate'][row % 2])),
      'category',
    ),
  ],
  ['note', texts(rows.map((row) => (row === 0 ? '=cmd()' : row === 1 ? 'a, "b"\nc' : null)))],
  [
    '$client',
    numbers(
      rows.map((row) => (prospect(row) ? 0 : 1)),
      'flag',
      0,
    ),
  ],
  ['score', numbers(rows.map(scoreOf))],
  ['contribution', numbers(rows.map((row) => ((row * 17) % 100) * point))],
  ['credit_quality', numbers(rows.map((row) => ((row * 29) % 100) * point))],
  ...['loan_size', 'clv', 'dscr'].flatMap((name, index): [string, Column][] => [
    [name, numbers(rows.map((row) => (row % (11 + index) === 5 ? Number.NaN : row * point)))],
    [
      `points.${name}`,
      numbers(rows.map((row) => (row % (11 + index) === 5 ? Number.NaN : ((row * 3) % 5) * 25 * point))),
    ],
    [`lost.${name}`, numbers(rows.map((row) => (index + 1) * 6_300_000 + row))],
  ]),
  ['coverage', numbers(rows.map((row) => (unrated(row) ? 0.6 * point : point)))],
  ...['tier.model', 'tier'].map((name): [string, Column] => [
    name,
    texts(
      rows.map((row) => (outside(row) ? null : tierOf(row))),
      'category',
    ),
  ]),
  [
    'grade',
    texts(
      rows.map((row) => (outside(row) ? null : gradeOf(row))),
      'category',
    ),
  ],
  ['reason.1.lost', numbers(rows.map((row) => (unrated(row) ? Number.NaN : 3 * 6_300_000 + row)))],
  ['reason.2.lost', numbers(rows.map((row) => (unrated(row) || row % 2 ? Number.NaN : 2 * 6_300_000 + row)))],
  ['reason.1', texts(rows.map((row) => (unrated(row) ? null : 'dscr')))],
  ['reason.2', texts(rows.map((row) => (unrated(row) || row % 2 ? null : 'clv')))],
  [
    'action.pricing',
    numbers(
      rows.map((row) => (unrated(row) ? Number.NaN : row % 2)),
      'integer',
      0,
    ),
  ],
  [
    'action.review',
    numbers(
      rows.map(() => 0),
      'integer',
      0,
    ),
  ],
  [
    'list.watchlist',
    numbers(
      rows.map((row) => Number(row % 10 === 0)),
      'flag',
      0,
    ),
  ],
  [
    'list.prospects',
    numbers(
      rows.map((row) => Number(prospect(row))),
      'flag',
      0,
    ),
  ],
  [
    '$holds.gold',
    numbers(
      rows.map((row) => Number(!outside(row) && scoreOf(row) >= 85 * point)),
      'flag',
      0,
    ),
  ],
]);

const rejects: Reject[] = [
  {
    file: 'book.csv',
    line: 17,
    client: 'C00907',
    field: 'revenue_12m',
    value: 'n/k',
    code: 'not-a-number',
    expected: 'money',
    whole: true,
  },
  {
    file: 'book.csv',
    line: 44,
    client: 'C00911',
    field: 'client_since',
    value: '2026-02-30',
    code: 'not-a-date',
    expected: 'date',
    whole: false,
  },
  {
    file: 'book.csv',
    line: 51,
    client: 'C00912',
    field: 'client_since',
    value: '2026-13-01',
    code: 'not-a-date',
    expected: 'date',
    whole: false,
  },
  { file: 'book.csv', line: 90, client: '', code: 'duplicate-key', expected: 'one row a client', whole: true },
];

export const input: SummariseInput = {
  tool: { name: 'tierbook', version: '0.1.0' },
  rubric,
  rubricSha256: 'ab'.repeat(32),
  asOf: '2026-10-31',
  cuts: new Map(),
  plan: [
    {
      op: 'assign-tier',
      name: 'tier',
      type: { kind: 'category', scale: 0 },
      bounds: { min: 0, max: 2 },
      context: 'book',
      places: [{ tier: 'gold', holds: '$holds.gold', capacity: 10 }],
      by: 'score',
      among: '$ranked',
    },
  ],
  table: { rows: clients, columns },
  totals: {
    rows: { read: 131, clients, rejected: 3, merged: 2 },
    measure: {
      field: 'revenue_12m',
      scale: 2,
      read: 4_412_345_678_90n,
      clients: 4_400_000_000_00n,
      rejected: 12_000_000_00n,
      merged: 345_678_90n,
      unreadable: 1,
    },
  },
  findings: [
    { code: 'rounded-digits', severity: 'finding', message: 'digits of "dscr" past the sixth were rounded', count: 3 },
    {
      code: 'unlisted',
      severity: 'finding',
      message: '"industry" holds values that "industry_stability" does not list',
    },
  ],
  evaluateBook,
  evaluateRule: (rule, figures) => {
    if (rule.op !== 'compare' || rule.left.op !== 'column' || rule.right.op !== 'constant') return null;
    const figure = figures.get(rule.left.name);
    return figure === null || figure === undefined ? null : figure.units <= BigInt(rule.right.value as number);
  },
};

const { summary, abc } = await summarise(input);

columns.set('abc', abc);

export const report: RunReport = {
  rubric,
  summary,
  table: { rows: clients, columns },
  order: orderForReport((columns.get('score') as NumericColumn).values),
  rejects,
  passThrough: ['note'],
  locale: 'en',
  csv: plainCsv,
};

export const result: TerminalResult = {
  rubric,
  summary,
  rejects,
  written: {
    directory: 'runs/2026-10',
    files: ['clients.csv', 'rejects.csv', 'summary.json', 'manifest.json', 'columns'],
  },
};
