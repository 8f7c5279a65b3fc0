import { describe, expect, test } from 'vitest';
import { maxUnits, type ValueType } from '../../../src/model/value-type.ts';
import { parseIsoDate } from '../../../src/numeric/date.ts';
import type { Typed } from '../../../src/plan/functions/function.ts';
import { feelFunctions } from '../../../src/plan/functions/index.ts';
import { listFunctions } from '../../../src/plan/functions/list-functions.ts';

// Functions over units, as an engine calls them: [name, [units, type] …, result].

const money: ValueType = { kind: 'money', scale: 2 };
const number: ValueType = { kind: 'number', scale: 6 };
const integer: ValueType = { kind: 'integer', scale: 0 };
const date: ValueType = { kind: 'date', scale: 0 };
const months: ValueType = { kind: 'duration', scale: 0, unit: 'months' };
const days: ValueType = { kind: 'duration', scale: 0, unit: 'days' };
/** As a literal such as 0.08 stands in a formula. */
const cents: ValueType = { kind: 'number', scale: 2 };

type Argument = readonly [units: number | string, type: ValueType];

function call(name: string, args: readonly Argument[]): { units: number; type: ValueType } {
  const known = feelFunctions.get(name)!;
  const units = args.map(([value]) => (typeof value === 'string' ? parseIsoDate(value)! : value));
  const typed: Typed[] = args.map(([, type], index) => ({ type, bounds: { min: units[index], max: units[index] } }));
  const result = known.signature(typed);
  if (typeof result === 'string') throw new Error(result);
  return {
    units: known.apply(
      units,
      args.map(([, type]) => type),
      result.type,
    ),
    type: result.type,
  };
}

const cases: readonly (readonly [string, readonly Argument[], number, ValueType])[] = [
  ['abs', [[-250, money]], 250, money],
  ['abs', [[-25, cents]], 250_000, number],
  ['abs', [[0, integer]], 0, integer],
  ['floor', [[-1_500_000, number]], -2, integer],
  ['floor', [[1_999_999, number]], 1, integer],
  ['floor', [[-150, money]], -200, money],
  [
    'floor',
    [
      [1_570_000, number],
      [1, integer],
    ],
    1_500_000,
    number,
  ],
  [
    'floor',
    [
      [1234, integer],
      [-2, integer],
    ],
    1200,
    integer,
  ],
  ['ceiling', [[-1_500_000, number]], -1, integer],
  [
    'ceiling',
    [
      [1_510_000, number],
      [1, integer],
    ],
    1_600_000,
    number,
  ],
  [
    'round up',
    [
      [-2_100_000, number],
      [0, integer],
    ],
    -3,
    integer,
  ],
  [
    'round up',
    [
      [1_121_000, number],
      [2, integer],
    ],
    1_130_000,
    number,
  ],
  [
    'round down',
    [
      [-2_900_000, number],
      [0, integer],
    ],
    -2,
    integer,
  ],
  [
    'round half up',
    [
      [-2_500_000, number],
      [0, integer],
    ],
    -3,
    integer,
  ],
  [
    'round half up',
    [
      [5_125_000, number],
      [2, integer],
    ],
    5_130_000,
    number,
  ],
  [
    'round half up',
    [
      [5_124_999, number],
      [2, integer],
    ],
    5_120_000,
    number,
  ],
  [
    'round half up',
    [
      [5_125_000, number],
      [9, integer],
    ],
    5_125_000,
    number,
  ],
  [
    'round half down',
    [
      [-2_500_000, number],
      [0, integer],
    ],
    -2,
    integer,
  ],
  [
    'round half down',
    [
      [2_500_001, number],
      [0, integer],
    ],
    3,
    integer,
  ],
  [
    'decimal',
    [
      [2_500_000, number],
      [0, integer],
    ],
    2,
    integer,
  ],
  [
    'decimal',
    [
      [3_500_000, number],
      [0, integer],
    ],
    4,
    integer,
  ],
  [
    'decimal',
    [
      [-2_500_000, number],
      [0, integer],
    ],
    -2,
    integer,
  ],
  [
    'round up',
    [
      [maxUnits, integer],
      [-3, integer],
    ],
    Number.NaN,
    integer,
  ],
  [
    'round half up',
    [
      [maxUnits, integer],
      [-30, integer],
    ],
    0,
    integer,
  ],
  [
    'modulo',
    [
      [-5, integer],
      [3, integer],
    ],
    1,
    integer,
  ],
  [
    'modulo',
    [
      [5, integer],
      [-3, integer],
    ],
    -1,
    integer,
  ],
  [
    'modulo',
    [
      [6, integer],
      [-3, integer],
    ],
    0,
    integer,
  ],
  [
    'modulo',
    [
      [5_500_000, number],
      [2, integer],
    ],
    1_500_000,
    number,
  ],
  [
    'modulo',
    [
      [550, money],
      [200, money],
    ],
    150,
    money,
  ],
  [
    'modulo',
    [
      [5, integer],
      [0, integer],
    ],
    Number.NaN,
    integer,
  ],
  [
    'years and months duration',
    [
      ['2024-02-29', date],
      ['2025-02-28', date],
    ],
    11,
    months,
  ],
  [
    'years and months duration',
    [
      ['2025-02-28', date],
      ['2024-02-29', date],
    ],
    -11,
    months,
  ],
  [
    'years and months duration',
    [
      ['2026-01-31', date],
      ['2026-02-28', date],
    ],
    0,
    months,
  ],
  [
    'add months',
    [
      ['2026-01-31', date],
      [1, months],
    ],
    parseIsoDate('2026-02-28')!,
    date,
  ],
  [
    'add months',
    [
      ['2024-01-31', date],
      [1, months],
    ],
    parseIsoDate('2024-02-29')!,
    date,
  ],
  [
    'add months',
    [
      ['2026-03-31', date],
      [-4, months],
    ],
    parseIsoDate('2025-11-30')!,
    date,
  ],
  [
    'add months',
    [
      ['2026-03-15', date],
      [-15, months],
    ],
    parseIsoDate('2024-12-15')!,
    date,
  ],
  [
    'add months',
    [
      ['9999-12-15', date],
      [1, months],
    ],
    Number.NaN,
    date,
  ],
  [
    'add months',
    [
      ['0001-01-15', date],
      [-1, months],
    ],
    Number.NaN,
    date,
  ],
  ['.year', [['2026-10-31', date]], 2026, integer],
  ['.month', [['2026-10-31', date]], 10, integer],
  ['.day', [['2026-10-31', date]], 31, integer],
  ['.years', [[14, months]], 1, integer],
  ['.months', [[14, months]], 2, integer],
  ['.years', [[-14, months]], -1, integer],
  ['.months', [[-14, months]], -2, integer],
  ['.months', [[-12, months]], 0, integer],
  ['.days', [[-14, days]], -14, integer],
  // (3 + 0.5·4) / (5 + 4) and the prior alone
  [
    'shrunk_rate',
    [
      [3, integer],
      [5, integer],
      [5, { kind: 'number', scale: 1 }],
      [4, integer],
    ],
    555_556,
    number,
  ],
  [
    'shrunk_rate',
    [
      [0, integer],
      [0, integer],
      [5, { kind: 'number', scale: 1 }],
      [4, integer],
    ],
    500_000,
    number,
  ],
  [
    'shrunk_rate',
    [
      [1, integer],
      [-4, integer],
      [5, { kind: 'number', scale: 1 }],
      [4, integer],
    ],
    Number.NaN,
    number,
  ],
  // 100.00·(0.5 + 0.25) ; 1.00·0.8/1.08 ; no years ; discount of −1
  [
    'present_value',
    [
      [10_000, money],
      [50, cents],
      [0, integer],
      [2, integer],
    ],
    7_500,
    money,
  ],
  [
    'present_value',
    [
      [100, money],
      [80, cents],
      [8, cents],
      [1, integer],
    ],
    74,
    money,
  ],
  [
    'present_value',
    [
      [1, integer],
      [80, cents],
      [8, cents],
      [1, integer],
    ],
    1,
    integer,
  ],
  [
    'present_value',
    [
      [1_000_000, number],
      [80, cents],
      [8, cents],
      [1, integer],
    ],
    740_741,
    number,
  ],
  [
    'present_value',
    [
      [-100, money],
      [80, cents],
      [8, cents],
      [1, integer],
    ],
    -74,
    money,
  ],
  [
    'present_value',
    [
      [10_000, money],
      [50, cents],
      [0, integer],
      [0, integer],
    ],
    0,
    money,
  ],
  [
    'present_value',
    [
      [10_000, money],
      [50, cents],
      [-1, integer],
      [2, integer],
    ],
    Number.NaN,
    money,
  ],
  [
    'present_value',
    [
      [maxUnits, money],
      [1, integer],
      [0, integer],
      [2, integer],
    ],
    Number.NaN,
    money,
  ],
];

describe('functions', () => {
  test.each(cases)('%s %j', (name, args, units, type) => {
    const result = call(name, args);
    expect(result.units).toBe(units);
    expect(result.type).toEqual(type);
  });

  test('every function is met above', () => {
    expect([...new Set(cases.map(([name]) => name))].toSorted()).toEqual([...feelFunctions.keys()].toSorted());
  });
});

const whole = { type: integer, bounds: { min: 0, max: 10 } };
const sum = { type: money, bounds: { min: 0, max: 1000 } };
const day = { type: date, bounds: { min: 0, max: 1000 } };
const text = { type: { kind: 'text', scale: 0 }, bounds: { min: 0, max: 0 } } as const;

describe('arguments that do not fit', () => {
  test.each([
    ['abs', [day], 'abs takes a number'],
    ['floor', [text], 'floor rounds a number'],
    ['decimal', [sum, sum], 'the digits of decimal are an integer'],
    ['modulo', [day, whole], 'modulo takes two numbers'],
    ['modulo', [sum, whole], 'modulo takes two numbers, or two sums of money'],
    ['add months', [day, whole], 'add months takes a date and a duration in months'],
    ['years and months duration', [day, whole], 'years and months duration takes two dates'],
    ['.year', [whole], '.year is a part of a date'],
    ['.days', [day], '.days is a part of a duration in days'],
    [
      'shrunk_rate',
      [whole, sum, whole, whole],
      'shrunk_rate takes plain numbers: k and n, and either both prior_mean and prior_weight or neither',
    ],
    ['present_value', [day, whole, whole, whole], 'the margin of present_value is money or a number'],
    ['present_value', [sum, sum, whole, whole], 'retention and discount of present_value are numbers such as 0.8'],
    ['present_value', [sum, whole, whole, sum], 'the years of present_value are an integer'],
    [
      'present_value',
      [sum, whole, whole, { type: integer, bounds: { min: 101, max: 101 } }],
      'the years of present_value are 0 to 100',
    ],
  ] as const)('%s', (name, args, message) => {
    expect(feelFunctions.get(name)!.signature(args)).toBe(message);
  });
});

describe('list functions', () => {
  const points = { kind: 'number', scale: 6 };
  test.each([
    ['count', undefined, { type: integer, bounds: { min: 0, max: maxUnits } }],
    ['sum', sum, { type: money, bounds: { min: 0, max: maxUnits } }],
    [
      'sum',
      { type: { kind: 'percent', scale: 6 }, bounds: { min: -5, max: 0 } },
      { type: points, bounds: { min: -maxUnits, max: 0 } },
    ],
    ['sum', undefined, 'numbers'],
    ['mean', whole, { type: points, bounds: { min: 0, max: 10_000_000 } }],
    ['mean', sum, sum],
    [
      'median',
      { type: integer, bounds: { min: -maxUnits, max: maxUnits } },
      { type: points, bounds: { min: -maxUnits, max: maxUnits } },
    ],
    ['min', day, day],
    ['max', text, 'numbers, dates or durations'],
    [
      'share',
      { type: { kind: 'flag', scale: 0 }, bounds: { min: 0, max: 1 } },
      { type: points, bounds: { min: 0, max: 1_000_000 } },
    ],
    ['share', whole, 'a condition'],
  ] as const)('%s', (name, element, expected) => {
    expect(listFunctions.get(name)!.signature(element as Typed | undefined)).toEqual(expected);
  });
});

test('examples and names are well formed', () => {
  for (const [name, known] of feelFunctions) {
    expect(known.name).toBe(name);
    expect(known.required).toBeLessThanOrEqual(known.parameters.length);
    expect(known.summary).not.toMatch(/\.$/);
    expect(known.example.length).toBeGreaterThan(0);
  }
});
