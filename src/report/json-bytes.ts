import type { Decimal } from '../model/decimal.ts';
import { formatUnits } from '../numeric/decimal.ts';

// Plain values to the bytes of JSON: exact decimals as number literals with all digits of their scale, null for n/a, keys in the
// order of the model, two spaces a level; lists and objects of scalars on one line where they fit. Absent keys are left out.
// Bytes from the start, in pieces: a summary broken down by many values is so long that texts put together level by level
// took most of the time that all of it took.

export type JsonValue = null | boolean | number | string | Decimal | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Characters of a line. */
const lineWidth = 120;

/** A piece is ended once it has so many bytes. */
const pieceBytes = 2 ** 18;

/** Texts that are kept as they are written: keys, and what is said again and again. */
const mostQuoted = 2 ** 12;

const [newline, space, comma, colon, point, minus, zero] = [10, 32, 44, 58, 46, 45, 48];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

export class JsonBytes {
  readonly #pieces: Buffer[] = [];
  #bytes = Buffer.allocUnsafe(512);
  #at = 0;
  /** Bytes of the piece that are no character of their own. */
  #wide = 0;
  readonly #quoted = new Map<string, string>();

  /** Puts a value whose first line stands where it is put, and whose further ones are indented by so many spaces. */
  put(value: JsonValue, indent: number): void {
    if (isScalar(value)) this.#putScalar(value);
    else if (!holdsScalars(value) || !this.#putLine(value, indent)) this.#putLines(value, indent);
  }

  /** Puts the same, and gives up the pieces that are full, of the value and down to so many levels within. */
  *putInTurn(value: JsonValue, indent: number, levels: number): Generator<Buffer> {
    if (levels === 0 || isScalar(value) || holdsScalars(value)) this.put(value, indent);
    else {
      const inner = indent + 2;
      const keys = isList(value) ? undefined : Object.keys(value).filter((key) => value[key] !== undefined);
      const parts = isList(value) ? value : Object.values(value).filter((part) => part !== undefined);
      this.#putSign(keys === undefined ? openList : openObject);
      for (let index = 0; index < parts.length; index++) {
        this.#startLine(index, inner);
        if (keys !== undefined) this.#putKey(keys[index]);
        yield* this.putInTurn(parts[index], inner, levels - 1);
      }
      this.#close(value, indent);
    }
    yield* this.#pieces.splice(0);
  }

  endLine(): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = newline;
  }

  /** All that was put. */
  finish(): Buffer[] {
    this.#endPiece();
    return this.#pieces;
  }

  /** Lists and objects of scalars on one line; false, and nothing put, where it would be too long. */
  #putLine(value: readonly JsonValue[] | JsonObject, indent: number): boolean {
    const at = this.#at;
    const wide = this.#wide;
    const most = lineWidth - indent + at - wide;
    if (isList(value)) {
      this.#putSign(openList);
      for (let index = 0; index < value.length; index++) {
        if (index > 0) this.#putSigns(comma, space);
        this.#putScalar(value[index] as Scalar);
        if (this.#at - this.#wide > most) break;
      }
      this.#putSign(closeList);
      if (value.length === 0) return true;
    } else {
      let count = 0;
      this.#putSign(openObject);
      for (const key in value) {
        const part = value[key] as Scalar | undefined;
        if (part === undefined) continue;
        if (count++ > 0) this.#putSign(comma);
        this.#putSign(space);
        this.#putKey(key);
        this.#putScalar(part);
        if (this.#at - this.#wide > most) break;
      }
      if (count > 0) this.#putSign(space);
      this.#putSign(closeObject);
      if (count === 0) return true;
    }
    if (this.#at - this.#wide <= most) return true;
    this.#at = at;
    this.#wide = wide;
    return false;
  }

  #putLines(value: readonly JsonValue[] | JsonObject, indent: number): void {
    const inner = indent + 2;
    let count = 0;
    if (isList(value)) {
      this.#putSign(openList);
      for (const part of value) {
        this.#startLine(count++, inner);
        this.put(part, inner);
      }
    } else {
      this.#putSign(openObject);
      for (const key in value) {
        const part = value[key];
        if (part === undefined) continue;
        this.#startLine(count++, inner);
        this.#putKey(key);
        this.put(part, inner);
      }
    }
    this.#close(value, indent);
  }

  #close(value: readonly JsonValue[] | JsonObject, indent: number): void {
    this.#putSign(newline);
    this.#putSpaces(indent);
    this.#putSign(isList(value) ? closeList : closeObject);
  }

  #startLine(count: number, indent: number): void {
    if (count > 0) this.#putSign(comma);
    if (this.#at >= pieceBytes) this.#endPiece();
    this.#putSign(newline);
    this.#putSpaces(indent);
  }

  #endPiece(): void {
    this.#pieces.push(this.#bytes.subarray(0, this.#at));
    this.#bytes = Buffer.allocUnsafe(this.#at);
    this.#at = 0;
    this.#wide = 0;
  }

  #putScalar(value: Scalar): void {
    if (typeof value === 'number') this.#putNumber(value);
    else if (typeof value === 'string') this.#putText(this.#quote(value));
    else if (value === null) this.#putText('null');
    else if (typeof value === 'boolean') this.#putText(value ? 'true' : 'false');
    else this.#putDecimal(value.units, value.scale);
  }

  #putKey(key: string): void {
    this.#putText(this.#quote(key));
    this.#putSigns(colon, space);
  }

  #quote(text: string): string {
    const known = this.#quoted.get(text);
    if (known !== undefined) return known;
    const quoted = JSON.stringify(text);
    if (this.#quoted.size < mostQuoted) this.#quoted.set(text, quoted);
    return quoted;
  }

  #putNumber(value: number): void {
    if (!Number.isFinite(value)) throw new Error('a summary holds a number that is none');
    if (value >= 0 && value < digitsAtOnce && Number.isInteger(value)) this.#putDigits(value, 1);
    else this.#putText(JSON.stringify(value));
  }

  #putDecimal(units: bigint, scale: number): void {
    const number = Number(units);
    const size = Math.abs(number);
    const one = powers[scale];
    let whole = Math.floor(size / one);
    let rest = size - whole * one;
    if (rest < 0) {
      // The quotient was rounded up.
      whole--;
      rest += one;
    }
    if (!(Number.isSafeInteger(number) && whole < digitsAtOnce)) {
      this.#putText(formatUnits(units, scale));
      return;
    }
    if (number < 0) this.#putSign(minus);
    this.#putDigits(whole, 1);
    if (scale === 0) return;
    this.#putSign(point);
    this.#putDigits(rest, scale);
  }

  /** A whole number below 10⁹ in as many digits as it has, and `least` at any rate. */
  #putDigits(value: number, least: number): void {
    let size = least;
    while (size < powers.length && value >= powers[size]) size++;
    this.#reserve(size);
    const bytes = this.#bytes;
    const at = this.#at;
    let left = value | 0;
    for (let to = at + size - 1; to >= at; to--) {
      const tens = (left / 10) | 0;
      bytes[to] = zero + left - tens * 10;
      left = tens;
    }
    this.#at = at + size;
  }

  #putText(text: string): void {
    // A UTF-16 code unit is at most three bytes.
    this.#reserve(3 * text.length);
    const bytes = this.#bytes;
    const at = this.#at;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        const size = bytes.write(text, at, 'utf8');
        this.#wide += size - text.length;
        this.#at = at + size;
        return;
      }
      bytes[at + index] = code;
    }
    this.#at = at + text.length;
  }

  #putSpaces(count: number): void {
    this.#reserve(count);
    for (let index = 0; index < count; index++) this.#bytes[this.#at++] = space;
  }

  #putSign(sign: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = sign;
  }

  #putSigns(first: number, second: number): void {
    this.#putSign(first);
    this.#putSign(second);
  }

  #reserve(more: number): void {
    const needed = this.#at + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * needed);
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

type Scalar = null | boolean | number | string | Decimal;

/** Powers of ten up to 10⁹. */
const powers = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);
const digitsAtOnce = powers[9];

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function holdsScalars(value: JsonObject | readonly JsonValue[]): boolean {
  if (isList(value)) return value.every(isScalar);
  for (const key in value) {
    const part = value[key];
    if (part !== undefined && !isScalar(part)) return false;
  }
  return true;
}

function isScalar(value: JsonValue): value is Scalar {
  return value === null || typeof value !== 'object' || typeof (value as Decimal).units === 'bigint';
}
