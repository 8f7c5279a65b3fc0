// Lines of a file as bytes of UTF-8, cell by cell, without a string in between: a large book has tens of millions of
// number cells. Numbers are units of a scale, written with all its digits as formatUnits writes them (test/report proves
// both equal); texts are taken as they are, so the caller has quoted them where they must be.

const pieceSize = 2 ** 18;
/** Digits of 2^53, a point, a sign, and the zeros of the largest scale. */
const longestNumber = 64;
const [zero, point, minus] = [48, 46, 45];

const encoder = new TextEncoder();

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

export class ByteLines {
  #bytes = new Uint8Array(pieceSize + 2 ** 16);
  #length = 0;
  /** Digits of one number, the last one at the end. */
  readonly #digits = new Uint8Array(longestNumber);

  /** Whether enough has come together to be written. */
  get full(): boolean {
    return this.#length >= pieceSize;
  }

  /** What was written since the last take. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  bytes(values: Uint8Array): void {
    if (this.#length + values.length > this.#bytes.length) this.#reserve(values.length);
    // Most cells are short: copying them here is faster than asking for it.
    const [target, at] = [this.#bytes, this.#length];
    if (values.length > 64) target.set(values, at);
    else for (let index = 0; index < values.length; index++) target[at + index] = values[index];
    this.#length += values.length;
  }

  text(value: string): void {
    const { length } = value;
    if (this.#length + 3 * length > this.#bytes.length) this.#reserve(3 * length);
    const [target, at] = [this.#bytes, this.#length];
    for (let index = 0; index < length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 127) {
        this.#length += encoder.encodeInto(value, target.subarray(at)).written;
        return;
      }
      target[at + index] = unit;
    }
    this.#length += length;
  }

  /** Whole units within ±(2^53 − 1), not missing. */
  number(units: number, scale: number): void {
    if (this.#length + longestNumber > this.#bytes.length) this.#reserve(longestNumber);
    const digits = this.#digits;
    let from = digits.length;
    let rest = Math.abs(units);
    let written = 0;
    // Below 2^53 a tenth is never rounded up to the next whole number, so the floor is exact.
    for (; rest >= 2 ** 31; written++) {
      const tenth = Math.floor(rest / 10);
      if (written === scale && scale > 0) digits[--from] = point;
      digits[--from] = zero + (rest - tenth * 10);
      rest = tenth;
    }
    let small = rest | 0;
    do {
      const tenth = (small / 10) | 0;
      if (written === scale && scale > 0) digits[--from] = point;
      digits[--from] = zero + (small - tenth * 10);
      small = tenth;
      written++;
    } while (small > 0 || written <= scale);
    if (units < 0) digits[--from] = minus;
    const [target, at] = [this.#bytes, this.#length - from];
    for (let index = from; index < digits.length; index++) target[at + index] = digits[index];
    this.#length += digits.length - from;
  }

  #reserve(more: number): void {
    const grown = new Uint8Array(2 * (this.#bytes.length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
