import type { CellParser, CellProblem, FieldTypeRegistry } from '../../model/field-type.ts';
import type { Rates } from '../../model/rates.ts';
import type { WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import type { Column } from '../../model/table.ts';
import { maxUnits } from '../../model/value-type.ts';
import { formatDate } from '../../numeric/date.ts';
import { formatUnits } from '../../numeric/decimal.ts';
import { multiply } from '../../numeric/scaled.ts';
import { compareText } from '../../text/text-order.ts';
import { ColumnCells, judgeRange, readCellsOf } from '../cells.ts';
import type { RowCells } from '../csv/scan/row-bytes.ts';
import { readCurrency } from '../types/currency.ts';
import { toHalfWidth } from '../types/width.ts';

// Amounts of a money field in the currency that another cell of the row names, brought to the rubric's currency: amount ×
// rate is one exact product, rounded once, half away from zero, to the rubric's minor digits. `min` and `max` are held
// against what comes out. An amount in a currency without a rate, or beside no currency, is a reject.

/** What the cells of one currency are read and multiplied by; undefined where there is no rate. */
interface Currency {
  readonly code: string;
  readonly parser: CellParser;
  readonly scale: number;
  /** Undefined: the rubric's own currency. */
  readonly rate: { readonly units: number; readonly scale: number } | undefined;
  amounts: number;
}

/** The currency codes that a cell may mean: `USD`, `usd`, `US$`, `美元`. */
function codesIn(text: string, { digitsOf }: Rates): readonly string[] {
  const written = toHalfWidth(text).trim();
  const upper = /^[a-z]{3}$/i.test(written) ? written.toUpperCase() : written;
  return digitsOf(upper) === undefined ? (readCurrency(written) ?? []) : [upper];
}

/** The currencies an amount may be in, for messages. */
function listCurrencies({ currency, byCurrency, asOf }: Rates): string {
  const codes = [...new Set([currency, ...byCurrency.keys()])].sort(compareText);
  if (codes.length === 1) return `${currency}, the only currency with a rate`;
  const day = asOf === undefined ? '' : ` on or before ${formatDate(asOf)}`;
  return `a currency with a rate${day}: ${codes.join(', ')}`;
}

export class ConvertedCells extends ColumnCells {
  readonly #types: FieldTypeRegistry;
  readonly #wanted: WantedColumn;
  readonly #rates: Rates;
  readonly #currencyIndex: number;
  /** The column that names the currency, for its missing marks and its parser. */
  readonly #currencyCells: ColumnCells;
  readonly #currencyParser: CellParser;
  readonly #loses: boolean;
  /** By the text of the currency's cell; a problem where the amount cannot be brought over. */
  readonly #byText = new Map<string, Currency | CellProblem>();
  readonly #byCode = new Map<string, Currency>();
  #values: Float64Array = new Float64Array(0);
  override readonly byItself = false;

  constructor(wanted: WantedColumn, currency: WantedColumn, rates: Rates, types: FieldTypeRegistry) {
    super(wanted, types);
    this.#types = types;
    this.#wanted = wanted;
    this.#rates = rates;
    this.#currencyIndex = currency.index;
    this.#currencyCells = readCellsOf(currency, types);
    this.#currencyParser = types[currency.field.type].parser(currency.field, currency.headingUnit);
    this.#loses = rates.measure === wanted.field.name;
  }

  override startChunk(memory: Float64Array): void {
    this.#values = memory;
  }

  override get memory(): Float64Array {
    return this.#values;
  }

  override setMissing(row: number): void {
    this.#values[row] = Number.NaN;
  }

  override recall(): boolean {
    return false;
  }

  override set(row: number, text: string, cells: RowCells): CellProblem | undefined {
    this.#values[row] = Number.NaN;
    const currency = this.#currencyOf(cells.at(this.#currencyIndex)?.trim() ?? '');
    if ('expected' in currency) return currency;
    const { units, problem, finding } = currency.parser.parse(text);
    if (problem !== undefined || units === undefined) return problem;
    const own = this.#bring(units, currency);
    if (Number.isNaN(own)) return this.#outOfBounds();
    const wrong = judgeRange(own, this.field);
    if (wrong !== undefined) return wrong;
    this.#values[row] = own;
    currency.amounts++;
    this.count(finding);
    return undefined;
  }

  override put(row: number, value: number): void {
    this.#values[row] = value;
  }

  override valueAt(row: number): number {
    return this.#values[row];
  }

  override take(rows: number): Column {
    return { type: this.field.valueType, values: this.#values.subarray(0, rows) };
  }

  /** How many amounts of each currency were brought over since the last call. */
  takeConverted(): [string, number][] {
    return [...this.#byCode.values()].flatMap((currency) => {
      const { code, rate, amounts } = currency;
      currency.amounts = 0;
      return rate === undefined || amounts === 0 ? [] : [[code, amounts]];
    });
  }

  #bring(units: number, { rate, scale }: Currency): number {
    if (rate === undefined) return units;
    return multiply(units, scale, rate.units, rate.scale, this.field.valueType.scale);
  }

  #outOfBounds(): CellProblem {
    const bound = formatUnits(maxUnits, this.field.valueType.scale);
    return { code: 'out-of-bounds', expected: `from -${bound} to ${bound} in ${this.#rates.currency}` };
  }

  #currencyOf(text: string): Currency | CellProblem {
    let known = this.#byText.get(text);
    if (known === undefined) {
      known = this.#readCurrency(text);
      this.#byText.set(text, known);
    }
    return known;
  }

  #readCurrency(text: string): Currency | CellProblem {
    const missing = text === '' || this.#currencyCells.isMissing(text);
    const said = missing ? undefined : this.#currencyParser.parse(text).text;
    const lost = this.#loses ? ({ whole: true } as const) : {};
    if (said === undefined) {
      const { name } = this.#currencyCells.field;
      return { code: 'no-currency', expected: `the currency of the amount in "${name}"`, ...lost };
    }
    const codes = codesIn(said, this.#rates);
    const currency = codes.length === 1 ? this.#currencyFor(codes[0]) : undefined;
    if (currency !== undefined) return currency;
    return { code: 'no-rate', expected: `${listCurrencies(this.#rates)}, unlike "${said}"`, ...lost };
  }

  #currencyFor(code: string): Currency | undefined {
    const known = this.#byCode.get(code);
    if (known !== undefined) return known;
    const isOwn = code === this.#rates.currency;
    const rate = this.#rates.byCurrency.get(code)?.rate;
    if (!isOwn && rate === undefined) return undefined;
    const { field, headingUnit } = this.#wanted;
    // An amount keeps the digits of its own currency until it is multiplied: cents do not vanish on their way to yen.
    const scale = isOwn
      ? field.valueType.scale
      : Math.max(field.valueType.scale, this.#rates.digitsOf(code) ?? field.valueType.scale);
    const inCurrency: FieldSpec = { ...field, currency: code, valueType: { ...field.valueType, scale } };
    const currency: Currency = {
      code,
      parser: this.#types[field.type].parser(inCurrency, headingUnit),
      scale,
      rate: isOwn || rate === undefined ? undefined : { units: Number(rate.units), scale: rate.scale },
      amounts: 0,
    };
    this.#byCode.set(code, currency);
    return currency;
  }
}
