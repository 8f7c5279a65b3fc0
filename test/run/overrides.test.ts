import { describe, expect, it } from 'vitest';
import type { OverrideLine } from '../../src/input/overrides/read-overrides.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import type { OverrideEntry } from '../../src/model/summary.ts';
import type { Column, TextColumn } from '../../src/model/table.ts';
import { parseIsoDate } from '../../src/numeric/date.ts';
import { decimal } from '../../src/numeric/decimal.ts';
import { judgeOverrides, overrideColumn, overrideFindings, settleOverrides } from '../../src/run/overrides.ts';

// The register, line by line; `test/cases/overrides` shows the same from a file.

const days = (date: string) => parseIsoDate(date) as number;

const rubric = {
  tiers: [
    { tier: 'gold', label: { en: 'Best', 'zh-CN': '金牌客户' }, service: {} },
    { tier: 'silver', label: { en: 'Gold' }, service: {} },
  ],
  overrides: { expireWithinDays: 30 },
} as unknown as Rubric;

const ids: TextColumn = { type: { kind: 'id', scale: 0 }, codes: Int32Array.of(0, 1, 2), dictionary: ['01', '1', 'x'] };

interface Given extends Partial<OverrideLine> {
  readonly from?: string;
  readonly to?: string;
}

function line({ from = '2026-10-01', to = '2026-10-31', ...more }: Given = {}): OverrideLine {
  const people = { requestedBy: 'A. Lim', approvedBy: 'B. Roth' };
  const dates = { effective: from, expires: to, effectiveDay: days(from), expiresDay: days(to) };
  return { line: 2, client: '1', tier: 'gold', reason: 'x', ...people, ...dates, faults: [], ...more };
}

const judge = (...lines: readonly OverrideLine[]) => judgeOverrides(lines, rubric, days('2026-10-31'), ids);

describe('a line is judged by what it says', () => {
  it.each<{ title: string; given: Given; expected: readonly [status: string, why?: string] }>([
    { title: 'its last day still counts', given: {}, expected: ['live'] },
    { title: 'the day after does not', given: { to: '2026-10-30' }, expected: ['expired'] },
    { title: 'its first day counts', given: { from: '2026-10-31', to: '2026-11-30' }, expected: ['live'] },
    { title: 'the day before does not', given: { from: '2026-11-01', to: '2026-11-30' }, expected: ['pending'] },
    { title: 'as long as may be', given: { from: '2026-10-31', to: '2026-11-30' }, expected: ['live'] },
    {
      title: 'a day too long',
      given: { from: '2026-10-31', to: '2026-12-01' },
      expected: ['refused', 'override-too-long'],
    },
    {
      title: 'too long before it is effective',
      given: { from: '2026-11-01', to: '2027-11-01' },
      expected: ['refused', 'override-too-long'],
    },
    {
      title: 'backwards',
      given: { from: '2026-11-02', to: '2026-11-01' },
      expected: ['refused', 'override-bad-date'],
    },
    { title: 'no such client, leading zeros count', given: { client: '001' }, expected: ['not-found'] },
    { title: 'an expired one of a client that left', given: { client: '7', to: '2026-10-02' }, expected: ['expired'] },
    { title: 'no such tier', given: { tier: 'bronze' }, expected: ['refused', 'override-unknown-tier'] },
    {
      title: 'a tier that is gone, expired',
      given: { tier: 'bronze', to: '2026-10-02' },
      expected: ['expired'],
    },
    {
      title: 'the same person in other letters',
      given: { requestedBy: 'Ａ．LIM ', approvedBy: 'a. lim' },
      expected: ['refused', 'override-same-person'],
    },
    {
      title: 'an empty cell',
      given: { reason: '', faults: [{ field: 'reason', expected: 'a value' }] },
      expected: ['refused', 'override-incomplete'],
    },
    {
      title: 'a date that is none',
      given: {
        expires: 'soon',
        expiresDay: Number.NaN,
        faults: [{ field: 'expires', found: 'soon', expected: 'a date' }],
      },
      expected: ['refused', 'override-bad-date'],
    },
    {
      title: 'other cells than the headings',
      given: { faults: [{ field: undefined, expected: '7 cells' }] },
      expected: ['refused', 'override-unreadable'],
    },
  ])('$title', ({ given, expected: [status, why] }) => {
    expect(judge(line(given))[0]).toMatchObject({ status, ...(why === undefined ? {} : { why }) });
  });

  it.each([
    { written: 'gold', expected: 'gold' },
    { written: 'GOLD', expected: 'gold' },
    { written: 'ｇｏｌｄ', expected: 'gold' },
    { written: 'Best', expected: 'gold' },
    { written: '金牌客户', expected: 'gold' },
    { written: 'silver', expected: 'silver' },
  ])('the tier $written is $expected', ({ written, expected }) => {
    expect(judge(line({ tier: written }))[0].tier).toBe(expected);
  });
});

describe('lines beside each other', () => {
  it('of one client that count on the same day are refused together', () => {
    const judged = judge(line({ line: 3, tier: 'silver' }), line(), line({ line: 4, to: '2026-10-02' }));
    expect(judged.map((own) => [own.line.line, own.status])).toEqual([
      [2, 'refused'],
      [3, 'refused'],
      [4, 'expired'],
    ]);
    expect([...overrideColumn(judged, rubric, 3).codes]).toEqual([-1, -1, -1]);
  });

  it('stand in the order of clients, then lines', () => {
    const judged = judge(line({ client: 'x' }), line({ line: 9, client: '01' }), line({ line: 3, client: '01' }));
    expect(judged.map((own) => [own.line.client, own.line.line, own.row])).toEqual([
      ['01', 3, 0],
      ['01', 9, 0],
      ['x', 2, 2],
    ]);
  });
});

describe('once the model has placed the clients', () => {
  const model: Column = {
    type: { kind: 'category', scale: 0 },
    codes: Int32Array.of(0, 1, -1),
    dictionary: ['gold', 'silver'],
  };
  const allowed: Column = { type: { kind: 'flag', scale: 0 }, values: Float64Array.of(1, 0, 1) };
  const columns = new Map<string, Column>([
    ['tier.model', model],
    ['$override.allowed', allowed],
  ]);
  const table = { rows: 3, columns };

  it.each([
    { title: 'is applied', client: '01', expected: { from: 'gold', status: 'applied' } },
    { title: 'is forbidden', client: '1', expected: { from: 'silver', status: 'refused', why: 'override-forbidden' } },
    { title: 'has no tier', client: 'x', expected: { from: null, status: 'refused', why: 'override-without-tier' } },
    { title: 'is not there', client: 'y', expected: { from: null, status: 'not-found' } },
  ])('$title', ({ client, expected }) => {
    expect(settleOverrides(judge(line({ client })), table)[0]).toMatchObject(expected);
  });

  it('and never applied where it is not known whether it is allowed', () => {
    const columns = new Map([...table.columns].filter(([name]) => name !== '$override.allowed'));
    expect(() => settleOverrides(judge(line({ client: '01' })), { ...table, columns })).toThrow('allowed was not kept');
  });

  it('more than the share that is expected is a finding, as many is none', () => {
    const applied = { status: 'applied' } as OverrideEntry;
    expect(overrideFindings([applied], 20, decimal(5, 2))).toEqual([]);
    expect(overrideFindings([applied], 0, decimal(5, 2))).toEqual([]);
    expect(overrideFindings([applied, applied], 20, decimal(5, 2))).toMatchObject([
      { code: 'override-share', found: '10 %', expected: 'at most 5 %' },
    ]);
  });
});
