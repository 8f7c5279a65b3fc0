import fc from 'fast-check';

// Random well-typed formulas over the names of the FEEL fixture. With `exact` set, every number is a multiple of a power
// of two that fits its scale and stays small, so that a double holds every intermediate result and feelin, which
// computes in doubles, is an oracle for the value and not only for its neighbourhood.

export type Pick = fc.GeneratorValue;

/** A number: at most `bits` binary digits behind the point, at most `size` in value; `sure` is never missing. */
export interface NumberText {
  readonly text: string;
  readonly kind: 'integer' | 'number' | 'money';
  readonly bits: number;
  readonly size: number;
  readonly sure: boolean;
  readonly literal: boolean;
}

export interface Options {
  readonly exact: boolean;
}

/** Bits and size at which a number of scale 6, and money of scale 2, are exact in every way that is needed. */
const mostBits = { integer: 0, number: 6, money: 2 };
const mostSize = 1e8;

export class FormulaGenerator {
  readonly #pick: Pick;
  readonly #exact: boolean;

  constructor(pick: Pick, options: Options) {
    this.#pick = pick;
    this.#exact = options.exact;
  }

  #one<T>(choices: readonly T[]): T {
    return choices[this.#whole(0, choices.length - 1)];
  }

  #whole(min: number, max: number): number {
    return this.#pick(fc.integer, { min, max });
  }

  #fits(number: NumberText): boolean {
    return !this.#exact || (number.bits <= mostBits[number.kind] && number.size <= mostSize);
  }

  #literal(kind: 'integer' | 'number'): NumberText {
    const units = this.#whole(-20, 20);
    const value = kind === 'integer' ? units : units / 4;
    // A fraction that happens to be whole is an integer literal.
    const found = Number.isInteger(value) ? 'integer' : 'number';
    return { text: String(value), kind: found, bits: found === 'integer' ? 0 : 2, size: 20, sure: true, literal: true };
  }

  #leaf(kind: NumberText['kind']): NumberText {
    if (kind === 'money') {
      const name = this.#one(['revenue', 'balance']);
      return { text: name, kind, bits: 2, size: 1000, sure: false, literal: false };
    }
    const wantsLiteral = this.#whole(0, 2) === 0;
    if (wantsLiteral) return this.#literal(kind);
    const name = kind === 'integer' ? this.#one(['dpd', 'nps']) : this.#one(['dscr', 'debt_ratio']);
    const bits = kind === 'integer' ? 0 : 2;
    return { text: name, kind, bits, size: 1000, sure: name === 'nps', literal: false };
  }

  number(depth: number, kind: NumberText['kind'] = this.#one(['integer', 'number', 'money'] as const)): NumberText {
    if (depth === 0) return this.#leaf(kind);
    const made = this.#operation(depth, kind);
    return this.#fits(made) ? made : this.#leaf(kind);
  }

  #operation(depth: number, kind: NumberText['kind']): NumberText {
    const plain = kind === 'money' ? 'integer' : kind;
    const below = (wanted: NumberText['kind']) => this.number(depth - 1, wanted);
    switch (this.#whole(0, kind === 'integer' ? 9 : 7)) {
      case 0:
      case 1: {
        const [left, right] = [below(kind), below(kind)];
        return this.#join(left, this.#one(['+', '-']), right, kind);
      }
      case 2: {
        const [left, right] = [below(kind), below(plain)];
        return this.#join(left, '*', right, kind);
      }
      case 3: {
        const arg = below(kind);
        return { ...arg, text: `-(${arg.text})` };
      }
      case 4: {
        const [left, right] = [below(kind), below(kind)];
        const text = `(if ${this.flag(depth - 1)} then ${left.text} else ${right.text})`;
        return { ...this.#wider(left, right), text, kind, literal: false };
      }
      case 5: {
        const arg = below(kind);
        return { ...arg, text: `abs(${arg.text})`, literal: false };
      }
      case 6: {
        const [left, right] = [below(kind), below(kind)];
        // feelin gives null where one is missing; the rubric language skips it, so both must be there.
        if (!left.sure || !right.sure) return left;
        const text = `${this.#one(['min', 'max'])}(${left.text}, ${right.text})`;
        return { ...this.#wider(left, right), text, kind, literal: false };
      }
      case 7: {
        const arg = below(kind);
        if (kind === 'integer') return arg;
        return { ...arg, text: `${arg.text} / ${this.#one([2, 4])}`, bits: arg.bits + 2, literal: false };
      }
      case 8: {
        const arg = below('number');
        const rounding = this.#one(['floor(n)', 'ceiling(n)', 'round half up(n, 0)', 'round half down(n, 0)']);
        const more = this.#one([rounding, 'round up(n, 0)', 'round down(n, 0)', 'decimal(n, 0)']);
        return {
          ...arg,
          text: more.replace('n)', `${arg.text})`).replace('(n,', `(${arg.text},`),
          kind,
          bits: 0,
          size: arg.size + 1,
          literal: false,
        };
      }
      default: {
        if (this.#whole(0, 1) === 0) {
          const divisor = this.#one([-7, -2, 1, 3, 12]);
          const arg = below('integer');
          return { ...arg, text: `modulo(${arg.text}, ${divisor})`, size: 12, literal: false };
        }
        const text = this.#one(['(as_of - since).days', 'since.year', 'since.month', 'since.day']);
        return { text, kind, bits: 0, size: 50000, sure: false, literal: false };
      }
    }
  }

  #wider(left: NumberText, right: NumberText): Omit<NumberText, 'text' | 'kind' | 'literal'> {
    const bits = Math.max(left.bits, right.bits);
    return { bits, size: Math.max(left.size, right.size), sure: left.sure && right.sure };
  }

  #join(left: NumberText, sign: string, right: NumberText, kind: NumberText['kind']): NumberText {
    const product = sign === '*';
    return {
      text: `(${left.text} ${sign} ${right.text})`,
      kind,
      bits: product ? left.bits + right.bits : Math.max(left.bits, right.bits),
      size: product ? left.size * right.size : left.size + right.size,
      sure: left.sure && right.sure,
      literal: left.literal && right.literal,
    };
  }

  flag(depth: number): string {
    if (depth === 0) return this.#one(['consent', 'true', 'false', 'consent = true', 'consent != false']);
    const number = () => this.number(depth - 1);
    const kind = this.#one(['integer', 'number', 'money'] as const);
    const alike = () => this.number(depth - 1, kind).text;
    switch (this.#whole(0, 10)) {
      case 0:
        return `(${this.flag(depth - 1)} and ${this.flag(depth - 1)})`;
      case 1:
        return `(${this.flag(depth - 1)} or ${this.flag(depth - 1)})`;
      case 2:
        return `not(${this.flag(depth - 1)})`;
      case 3:
      case 4:
        return `(${alike()} ${this.#one(['<', '<=', '>', '>=', '=', '!='])} ${alike()})`;
      case 5:
        return `(${number().text} between ${this.#whole(-40, 0) / 4} and ${this.#whole(1, 40) / 4})`;
      case 6:
        return `(${number().text} in (${this.#tests()}))`;
      case 7:
        return `(${number().text} ${this.#one(['=', '!='])} null)`;
      case 8:
        return this.#one([
          'city = "x"',
          'city != "y"',
          'grade in ("A", "C")',
          'grade = "B"',
          'not(grade in ("A"))',
          'grade = null',
        ]);
      case 9:
        return `(${this.date()} ${this.#one(['<', '<=', '>', '>=', '=', '!='])} ${this.date()})`;
      default:
        return this.#one(['(as_of - since > duration("P30D"))', '(since in [date("2024-02-29")..date("2025-01-31")])']);
    }
  }

  date(): string {
    const months = this.#one(['P1M', 'P2M', 'P1Y', 'P1Y1M', 'P13M']);
    const shift = this.#one([`duration("P${this.#whole(0, 60)}D")`, `duration("${months}")`]);
    const from = this.#one(['since', 'as_of', 'date("2024-02-29")', '@"2025-01-31"']);
    return this.#one([from, `(${from} ${this.#one(['+', '-'])} ${shift})`]);
  }

  text(depth: number): string {
    if (depth === 0) return this.#one(['city', '"x"', '"y"', '"中"', 'grade']);
    return `(if ${this.flag(depth - 1)} then ${this.text(depth - 1)} else ${this.text(depth - 1)})`;
  }

  /** Unary tests with literal ends, for a number. */
  #tests(): string {
    return Array.from({ length: this.#whole(1, 3) }, () => this.test()).join(', ');
  }

  test(): string {
    const low = this.#whole(-20, 20) / 4;
    const high = low + this.#whole(1, 20) / 4;
    const interval = `${this.#one(['[', '(', ']'])}${low}..${high}${this.#one([']', ')', '['])}`;
    const relation = `${this.#one(['<', '<=', '>', '>='])} ${low}`;
    return this.#one([interval, relation, String(low)]);
  }

  /** What may stand in a band. */
  tests(): string {
    return this.#whole(0, 3) === 0 ? `not(${this.#tests()})` : this.#tests();
  }
}
