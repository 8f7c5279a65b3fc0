import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NumeralRules, readNumeral } from '../../../src/input/types/numeral.ts';
import { formatUnits } from '../../../src/numeric/decimal.ts';

const rules: NumeralRules = {
  scale: 2,
  exponent: 0,
  decimalComma: false,
  currency: 'CNY',
  amount: true,
  ratio: false,
  whole: false,
  expected: 'a number',
};

const units = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.constantFrom(0, 1, -1, 99, 100, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
);

function group(text: string, separator: string): string {
  const [whole, fraction] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

const widen = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** Every accepted way to write the number of units of scale 2. */
const spellings: Record<string, (size: string, negative: boolean, units: number) => string> = {
  plain: (size, negative) => (negative ? `-${size}` : size),
  'trailing minus': (size, negative) => (negative ? `${size}-` : size),
  brackets: (size, negative) => (negative ? `(${size})` : size),
  'accounting brackets': (size, negative) => (negative ? `¥(${group(size, ',')})` : `¥${group(size, ',')}`),
  'plus sign': (size, negative) => (negative ? `-${size}` : `+${size}`),
  'comma groups': (size, negative) => (negative ? '-' : '') + group(size, ','),
  'space groups': (size, negative) => (negative ? '-' : '') + group(size, ' '),
  'thin space groups': (size, negative) => (negative ? '-' : '') + group(size, '\u2009'),
  'no-break space groups': (size, negative) => (negative ? '-' : '') + group(size, '\u00a0'),
  'apostrophe groups': (size, negative) => (negative ? '-' : '') + group(size, "'"),
  'currency before': (size, negative) => `${negative ? '-' : ''}￥${size}`,
  'currency before the sign': (size, negative) => `RMB ${negative ? '-' : ''}${size}`,
  'currency code behind': (size, negative) => `${negative ? '-' : ''}${size} CNY`,
  'currency word behind': (size, negative) => `${negative ? '-' : ''}${size}元`,
  'full width': (size, negative) => widen((negative ? '-' : '') + group(size, ',')),
  'minus sign': (size, negative) => (negative ? `−${size}` : size),
  scientific: (_size, _negative, value) => `${value}E-02`,
  'scientific, shifted': (_size, _negative, value) => `${formatUnits(value, 9)}e+7`,
  'in 万': (_size, _negative, value) => `${formatUnits(value, 6)}万`,
  'in 亿元': (_size, _negative, value) => `${formatUnits(value, 10)} 亿元`,
  'in millions': (_size, _negative, value) => `CNY ${formatUnits(value, 8)} million`,
  'more zeros': (size, negative) => `${negative ? '-' : ''}${size}0000000`,
};

describe('readNumeral', () => {
  for (const [title, spell] of Object.entries(spellings)) {
    it(`reads any units written ${title} back exactly`, () => {
      fc.assert(
        fc.property(units, (value) => {
          const size = formatUnits(Math.abs(value), 2);
          const read = readNumeral(spell(size, value < 0, value), rules);
          expect(read.units).toBe(value);
          expect(read.finding).toBeUndefined();
        }),
      );
    });
  }

  it('reads a decimal comma with any grouping back exactly', () => {
    fc.assert(
      fc.property(units, fc.constantFrom('', '.', ' ', "'", '\u202f'), (value, separator) => {
        const text = group(formatUnits(Math.abs(value), 2), '_')
          .replace('.', ',')
          .replaceAll('_', separator);
        expect(readNumeral(value < 0 ? `-${text}` : text, { ...rules, decimalComma: true }).units).toBe(value);
      }),
    );
  });

  it('multiplies bare cells by the unit of the field, exactly', () => {
    fc.assert(
      fc.property(units, fc.constantFrom(2, 3, 4, 6, 8), (value, exponent) => {
        const text = formatUnits(value, 2 + exponent);
        expect(readNumeral(text, { ...rules, exponent }).units).toBe(value);
        expect(readNumeral(`${text} `.trimEnd() + 'E+00', { ...rules, exponent }).units).toBe(value);
      }),
    );
  });

  it('rounds digits past the scale half away from zero, on the fast path as on the exact one', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), fc.integer({ min: 3, max: 14 }), (value, digits) => {
        const text = formatUnits(value, digits);
        const divisor = 10n ** BigInt(digits - 2);
        const size = value < 0n ? -value : value;
        const rounded = Number((2n * size + divisor) / (2n * divisor));
        const expected = value < 0n ? 0 - rounded : rounded;
        for (const written of [text, `${text}E0`]) {
          const read = readNumeral(written, rules);
          expect(read.units).toBe(expected);
          expect(read.finding).toBe(size % divisor === 0n ? undefined : 'rounded');
        }
      }),
    );
  });

  it('refuses what lies past the bounds and names the bound', () => {
    fc.assert(
      fc.property(fc.bigInt(2n ** 53n, 10n ** 30n), fc.boolean(), (size, negative) => {
        const read = readNumeral(formatUnits(negative ? -size : size, 2), rules);
        expect(read.problem?.code).toBe('out-of-bounds');
        expect(read.problem?.expected).toContain('90071992547409.91');
      }),
    );
  });

  it('takes the fast path only where the strict grammar says the same', () => {
    const character = fc.constantFrom(...'0123456789,,,.-');
    const groups = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.array(fc.stringMatching(/^\d{1,4}$/), { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^(\.\d{1,4})?$/),
      )
      .map(([sign, parts, fraction]) => sign + parts.join(',') + fraction);
    const texts = fc.oneof(fc.string({ unit: character, minLength: 1, maxLength: 20 }), groups);
    fc.assert(
      fc.property(
        texts.filter((text) => /[\d.,]$/.test(text)),
        fc.boolean(),
        fc.boolean(),
        (text, whole, decimalComma) => {
          const field = { ...rules, whole, decimalComma };
          // A currency behind it leaves the fast path and changes nothing else.
          const { bare: _fast, ...read } = readNumeral(text, field);
          const { bare: _exact, ...exact } = readNumeral(`${text}元`, field);
          expect(read).toEqual(exact);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never throws, whatever the text', () => {
    const alphabet = fc.constantFrom(..."0123456789.,+-()eE%‰万亿元¥$ \u00a0'’kmbn−１，");
    fc.assert(
      fc.property(fc.string({ unit: alphabet, minLength: 1, maxLength: 24 }), (text) => {
        const { units: value, problem } = readNumeral(text, rules);
        expect(problem === undefined ? Number.isSafeInteger(value) && !Object.is(value, -0) : value === undefined).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
