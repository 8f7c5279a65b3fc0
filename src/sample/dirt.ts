import type { Locale } from '../model/locale.ts';
import type { SampleRow } from './cells.ts';
import { contactColumns, loanColumns, type SampleColumn, sampleColumns } from './columns.ts';
import type { Random } from './random.ts';

// What real books have in them: the odd cell that somebody typed, rows exported twice, one client that two systems
// disagree about. Few enough that the reference check (at most 1 % of rows rejected) holds for 200 clients and more.

const position = new Map(sampleColumns.map((column, index) => [column.name, index]));

function withCell(
  row: SampleRow,
  name: string,
  change: (text: string) => string,
  columns: readonly SampleColumn[] = sampleColumns,
): SampleRow {
  const at = columns.findIndex((column) => column.name === name);
  return row.map((cell, index) => (index === at ? change(cell) : cell));
}

function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}

function fullWidth(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** "1234567.89" as 123.5万. */
function inTenThousands(amount: string): string {
  return `${(Math.round(Number(amount.slice(0, -3)) / 1000) / 10).toFixed(1)}万`;
}

function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

type Slip = readonly [column: string, change: (text: string) => string];

/** One client each. The first three cannot be used and are listed by the run; the others can be read or mean missing. */
const slips: readonly Slip[] = [
  ['client_since', () => '2021-02-30'],
  ['max_dpd_12m', () => '-3'],
  ['csat', () => '?'],
  ['revenue_12m', () => '(1,200.00)'],
  ['loan_amount', grouped],
  ['contacts_12m', fullWidth],
  ['dscr', () => '-'],
  ['interest_cover', () => '--'],
  ['region', () => ''],
  ['industry', () => ''],
  ['client_name', (name) => ` ${name} `],
];

/** What only people who write in the locale do. */
const localSlips: Readonly<Record<Locale, readonly Slip[]>> = {
  en: [
    ['cost_to_serve_12m', (amount) => '$' + grouped(amount)],
    ['collateral_value', () => 'N/A'],
  ],
  'zh-CN': [
    ['cost_to_serve_12m', inTenThousands],
    ['collateral_value', () => '无'],
    ['client_since', chineseDate],
  ],
};

/** Spoils a cell in some rows and doubles three; the row of the client `except` stays as it is. */
export function soil(rows: readonly SampleRow[], except: string, random: Random, locale: Locale): SampleRow[] {
  const id = position.get('client_id')!;
  const isClient = (row: SampleRow): boolean => row[id].startsWith('C') && row[id] !== except;
  const isPlain = (row: SampleRow): boolean =>
    isClient(row) &&
    row[position.get('interest_cover')!] !== '' &&
    row[position.get('dscr')!] !== '' &&
    // Less than seven digits before the point: not one of those that carry the book.
    row[position.get('revenue_12m')!].length <= 9;
  const plain = random.shuffle(rows.flatMap((row, index) => (isPlain(row) ? [index] : [])));
  const soiled = [...rows];
  for (const [index, [name, change]] of [...slips, ...localSlips[locale]].entries()) {
    if (index < plain.length) soiled[plain[index]] = withCell(soiled[plain[index]], name, change);
  }
  const twice = random.shuffle(rows.flatMap((row, index) => (isClient(row) ? [index] : []))).slice(0, 3);
  return soiled.flatMap((row, index) => (twice.includes(index) ? [row, row] : [row]));
}

/** The same client as another system has it: other balance, other contacts. Both rows will be rejected. */
export function contradict(row: SampleRow): SampleRow {
  const otherBalance = withCell(row, 'loan_balance', (amount) =>
    amount.replace(/\d(?=\.)/, (digit) => String(9 - Number(digit))),
  );
  return withCell(otherBalance, 'contacts_12m', (count) => String(Number(count) + 2));
}

/** Gone from the book years ago, and still in the other systems. */
const forgotten = '000042';

/** One row each; the first cannot be used at all, and of the second of the loans not the amount. */
const loanSlips: readonly Slip[] = [
  ['start_date', () => '2025-02-30'],
  ['amount', (amount) => '-' + amount],
  ['amount', grouped],
  ['renewed', () => ''],
];
const localLoanSlips: Readonly<Record<Locale, readonly Slip[]>> = {
  en: [['amount', (amount) => '$' + amount]],
  'zh-CN': [
    ['amount', inTenThousands],
    ['start_date', chineseDate],
  ],
};
const contactSlips: readonly Slip[] = [
  ['contact_date', () => '2026-06-31'],
  ['contact_date', (date) => date.replaceAll('-', '/')],
  ['kind', () => ''],
];

function soilTable(
  rows: readonly SampleRow[],
  columns: readonly SampleColumn[],
  slips: readonly Slip[],
  isPlain: (row: SampleRow) => boolean,
  random: Random,
): SampleRow[] {
  const soiled = [...rows];
  const plain = random.shuffle(rows.flatMap((row, index) => (isPlain(row) ? [index] : [])));
  for (const [index, [name, change]] of slips.entries()) {
    soiled[plain[index]] = withCell(soiled[plain[index]], name, change, columns);
  }
  const stray = rows[plain[slips.length]].map((cell) => cell.replace(/^([CLP])\d{6}/, `$1${forgotten}`));
  return [stray, ...soiled];
}

/** Spoils a cell in some loans that are repaid, and puts one in front whose client nobody knows. */
export function soilLoans(rows: readonly SampleRow[], random: Random, locale: Locale): SampleRow[] {
  const renewed = loanColumns.findIndex((column) => column.name === 'renewed');
  const amount = loanColumns.findIndex((column) => column.name === 'amount');
  const isPlain = (row: SampleRow): boolean => row[renewed] !== '' && row[amount] !== '';
  return soilTable(rows, loanColumns, [...loanSlips, ...localLoanSlips[locale]], isPlain, random);
}

/** As `soilLoans`, in the log of contacts. */
export function soilContacts(rows: readonly SampleRow[], random: Random): SampleRow[] {
  return soilTable(rows, contactColumns, contactSlips, () => true, random);
}
