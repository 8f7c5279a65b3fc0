import { readCurrency } from './currency.ts';
import { foldText, toHalfWidth } from './width.ts';

// Units of numbers: 万, 亿, thousand, million, %, ‰ … Every one is a power of ten, so that a unit shifts the decimal point
// and nothing is ever rounded by it. 兆 is refused: it is 10^6 in one place and 10^12 in another.

/** `exponent`: the power of ten a number is multiplied by. `ratio`: whether it says per cent or the like. */
export interface Unit {
  readonly exponent: number;
  readonly ratio: boolean;
  /** The currencies the unit may be of (万美元), where it names one. */
  readonly currencies?: readonly string[];
}

const magnitudes: Readonly<Record<string, number>> = {
  百: 2,
  千: 3,
  仟: 3,
  万: 4,
  萬: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  億: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
  万亿: 12,
  k: 3,
  "'000": 3,
  '000s': 3,
  thousand: 3,
  thousands: 3,
  m: 6,
  mn: 6,
  mio: 6,
  million: 6,
  millions: 6,
  bn: 9,
  billion: 9,
  billions: 9,
  tn: 12,
  trillion: 12,
};

const ratios: Readonly<Record<string, number>> = {
  '%': -2,
  percent: -2,
  百分比: -2,
  '‰': -3,
  permille: -3,
  千分比: -3,
  bp: -4,
  bps: -4,
  基点: -4,
};

/** Whether the unit is a bare `m`: a million of money, but months or metres of anything else. */
export function isLoneM(text: string): boolean {
  return foldText(text).trim() === 'm';
}

/** What `unit:` of a money, number or integer field may say; headings may say more (`USD m`, `万美元`). */
export const magnitudeUnits: readonly string[] = [
  '元',
  '千元',
  '万元',
  '百万元',
  '千万元',
  '亿元',
  '千',
  '万',
  '百万',
  '千万',
  '亿',
  'k',
  'thousand',
  'm',
  'million',
  'bn',
  'billion',
];

/** What `unit:` of a percent field may say. */
export const ratioUnits: readonly string[] = ['percent', '%', 'permille', '‰', 'bp'];

function readMagnitude(text: string): number | undefined {
  const folded = foldText(text);
  return Object.hasOwn(magnitudes, folded) ? magnitudes[folded] : undefined;
}

/** Splits a text in half width into a magnitude and a currency, in either order; undefined where it is not wholly that. */
function splitUnit(text: string): Unit | undefined {
  const magnitude = readMagnitude(text);
  if (magnitude !== undefined) return { exponent: magnitude, ratio: false };
  const currencies = readCurrency(text);
  if (currencies !== undefined) return { exponent: 0, ratio: false, currencies };
  for (let at = 1; at < text.length; at++) {
    const head = text.slice(0, at).trim();
    const tail = text.slice(at).trim();
    const before = readMagnitude(head);
    const after = readCurrency(tail);
    if (before !== undefined && after !== undefined) return { exponent: before, ratio: false, currencies: after };
    const first = readCurrency(head);
    const second = readMagnitude(tail);
    if (first !== undefined && second !== undefined) return { exponent: second, ratio: false, currencies: first };
  }
  return undefined;
}

const longestUnit = 24;

/** Reads a unit as the tail of a cell gives it: `万元`, `USD m`, `%`; undefined where it is none. */
export function readCellUnit(text: string): Unit | undefined {
  if (text.length > longestUnit) return undefined;
  const written = toHalfWidth(text).replaceAll('’', "'").trim();
  const folded = foldText(written);
  if (Object.hasOwn(ratios, folded)) return { exponent: ratios[folded], ratio: true };
  return splitUnit(written);
}

/** Reads a unit as a field or a heading gives it: as in cells, or with `单位：`, `unit:` or `in` before it. */
export function readUnit(text: string): Unit | undefined {
  const unit = readCellUnit(text);
  if (unit !== undefined) return unit;
  const said = text.trim().replace(/^(?:单位|unit|in)(?:\s*[:：]\s*|\s+)/i, '');
  return said === text.trim() ? undefined : readCellUnit(said);
}
