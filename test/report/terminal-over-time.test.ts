import { beforeAll, describe, expect, test } from 'vitest';
import { locales } from '../../src/model/locale.ts';
import type { Summary } from '../../src/model/summary.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import type { TerminalResult } from '../../src/report/terminal/view.ts';
import { displayWidth } from '../../src/text/display-width.ts';
import { bookOf, type Client, monthsRubric } from '../analysis/months.ts';
import { followUp, type Month } from '../analysis/two-books.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';

// What the view says of runs one after another: three months of forty clients whose figures drift.

const clientsOf = (month: number): Client[] =>
  Array.from({ length: 40 }, (_, row) => row)
    .filter((row) => row % 17 !== month * 3 && (row < 36 || month > 0))
    .map((row) => ({
      id: `C${String(row).padStart(3, '0')}`,
      given: (row * 37 + month * 11) % 101,
      csat: (row * 7 + month) % 11,
      loan: 1000 + row,
      npl: row % 9 === month ? 90 : 0,
      dpd: row % 13 === month ? 120 : 0,
      cost: 30 - month * 2 + (row % 5),
      revenue: 5000 - row * 100,
      segment: row % 2 ? 'sme' : 'corporate',
    }));

const entry = {
  from: 'silver',
  to: 'gold',
  reason: 'a strategic client',
  requestedBy: 'R1',
  approvedBy: 'R2',
  effective: '2026-10-01',
  expires: '2027-01-31',
  line: 2,
};
const overrides: NonNullable<Summary['overrides']> = [
  { ...entry, client: 'C003', status: 'applied' },
  { ...entry, client: 'C004', status: 'expired' },
  { ...entry, client: 'C005', status: 'refused', why: 'override-same-person', approvedBy: 'R1' },
  { ...entry, client: 'C900', status: 'not-found' },
];

let months: Month[];
beforeAll(async () => {
  const rubric = await rubricOf(monthsRubric);
  months = [];
  for (const month of [0, 1, 2]) {
    months.push(followUp(await runOn(rubric, [bookOf(clientsOf(month))]), months.at(-1)));
  }
});

/** As a run with a previous one summarises it. */
function resultOf(month: number): TerminalResult {
  const { report, migration } = months[month];
  const before = new Map((months[month - 1]?.report.summary.resources ?? []).map((tier) => [tier.tier, tier]));
  const resources = report.summary.resources.map((tier) => {
    const previous = before.get(tier.tier);
    return previous === undefined ? tier : { ...tier, previous };
  });
  const capacity: Summary['capacity'] = [
    {
      tier: 'gold',
      capacity: 8,
      asked: 11,
      placed: 8,
      overflow: 3,
      held: 1,
      overridden: 1,
      missed: ['C001', 'C002', 'C003'].map((client) => ({ client, score: decimal(81_500_000, 6), tier: 'silver' })),
      lastScore: decimal(82_000_000, 6),
    },
  ];
  return {
    rubric: report.rubric,
    summary: {
      ...report.summary,
      resources,
      ...(migration === null ? {} : { migration, overrides, capacity }),
    },
    rejects: [],
    written: null,
  };
}

describe.each(locales)('in %s', (locale) => {
  test.each([0, 1, 2])('month %i at 80 columns', async (month) => {
    const text = renderTerminal(resultOf(month), { width: 80, colour: false, locale });
    await expect(text).toMatchFileSnapshot(`golden/month-${month}.${locale}.txt`);
  });

  test.each([40, 60, 80, 120])('no line is wider than %i columns', (width) => {
    for (const month of [0, 1, 2]) {
      const text = renderTerminal(resultOf(month), { width, colour: false, locale });
      expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
      expect(text).not.toMatch(/NaN|null|undefined/);
    }
  });

  test('a first run says nothing of moves', () => {
    const text = renderTerminal(resultOf(0), { width: 80, colour: false, locale });
    expect(text).not.toMatch(/PSI|EXIT|opening|期初/);
  });
});
