import type { Expr } from '../model/expression.ts';
import { figures } from '../model/figures.ts';
import type { LocatedScalar } from '../model/located.ts';
import { type Bounds, type Context, maxUnits, pointScale, unbounded, type ValueType } from '../model/value-type.ts';
import { daysOf } from '../numeric/date.ts';
import type { UnaryTest } from '../plan/unary-test.ts';
import { compileExpression, compileUnaryTests, type Want } from './feel/compile.ts';
import type { NamedValue, Report, Scope } from './feel/scope.ts';
import type { NameTable } from './names.ts';

// Formulas in their stages. A stage knows the names that were made before it; a name of a later one is refused with the
// stage that makes it. Uses are noted, so that
// unused names can be told.

/** What makes names, in the order of the run. */
export type Maker = 'client' | 'scored' | 'ranked' | 'graded' | 'tiered' | 'override' | 'outcome';

const reasons: Record<Maker, string> = {
  client: 'is known for every client',
  scored: 'is known only after the score is made',
  ranked: 'is known only after the clients are ranked',
  graded: 'is known only after the grades are given',
  tiered: 'is known only after the tiers are given',
  override: 'is known only in overrides',
  outcome: 'is known only in outcomes',
};

const stages = {
  features: ['client'],
  factors: ['client'],
  grades: ['client', 'scored', 'ranked'],
  tiers: ['client', 'scored', 'ranked', 'graded'],
  actions: ['client', 'scored', 'ranked', 'graded', 'tiered'],
  overrides: ['client', 'scored', 'ranked', 'graded', 'tiered', 'override'],
  outcomes: ['client', 'scored', 'ranked', 'graded', 'tiered', 'outcome'],
  'clients of an outcome': ['client', 'scored', 'ranked', 'graded', 'tiered', 'outcome'],
  checks: [],
} as const satisfies Record<string, readonly Maker[]>;
export type Stage = keyof typeof stages;

/** What list functions go over; rows of tables where a stage is not named. */
const lists: { readonly [S in Stage]?: NonNullable<Scope['lists']> } = {
  outcomes: 'clients',
  'clients of an outcome': 'nothing',
};

/** Problems that a name of unknown type may cause; they are held back where such a name takes part. */
const consequences: ReadonlySet<string> = new Set([
  'wrong-type',
  'wrong-arguments',
  'impossible-value',
  'bad-literal',
  'empty-interval',
]);

export const dateType: ValueType = { kind: 'date', scale: 0 };
export const dateBounds: Bounds = { min: daysOf(1, 1, 1)!, max: daysOf(9999, 12, 31)! };
export const numberType: ValueType = { kind: 'number', scale: pointScale };
const unknown: NamedValue = { type: { kind: 'null', scale: 0 }, bounds: { min: 0, max: 0 }, context: 'client' };

/** A name whose `get` is seen. */
class WatchedNames extends Map<string, NamedValue> {
  #see: ((name: string) => NamedValue | undefined) | undefined;

  watch(see: (name: string) => NamedValue | undefined): this {
    this.#see = see;
    return this;
  }

  override get(name: string): NamedValue | undefined {
    return this.has(name) ? (this.#see?.(name) ?? super.get(name)) : undefined;
  }
}

export class Formulas {
  /** Names by what makes them; those of `client` that are fields and derived values stand in the name table. */
  readonly made: Record<Maker, Map<string, NamedValue>> = {
    client: new Map(),
    scored: new Map(),
    ranked: new Map(),
    graded: new Map(),
    tiered: new Map(),
    override: new Map(),
    outcome: new Map(),
  };
  readonly tables = new Map<string, ReadonlyMap<string, NamedValue>>();
  /** Makes out a feature or lookup that is asked for before its turn. */
  resolve: (name: string) => void = () => {};
  readonly #names: NameTable;
  readonly #functions: Scope['functions'];
  readonly #moneyScale: number;
  readonly #report: Report;
  readonly #touched: Set<string>[] = [];
  readonly #announced = new Map<string, Maker>();

  constructor(names: NameTable, functions: Scope['functions'], moneyScale: number, report: Report) {
    this.#names = names;
    this.#functions = functions;
    this.#moneyScale = moneyScale;
    this.#report = report;
  }

  /** Tells a name that a later stage will make, so that using it too early is told apart from a mistyped one. */
  announce(maker: Maker, ...names: readonly string[]): void {
    for (const name of names) this.#announced.set(name, maker);
  }

  /** Adds a name that a stage makes. */
  add(maker: Maker, name: string, type: ValueType, bounds: Bounds = unbounded, context: Context = 'client'): void {
    this.made[maker].set(name, { type, bounds, context });
  }

  /** A formula to a typed expression. */
  compile(text: LocatedScalar, stage: Stage, want: Want): Expr | undefined {
    return this.#within((report) => compileExpression(text, this.scope(stage), want, report));
  }

  compileTests(text: LocatedScalar, subject: Expr, stage: Stage): UnaryTest | undefined {
    return this.#within((report) => compileUnaryTests(text, subject, this.scope(stage), report));
  }

  /** A condition over one row of a table. */
  compileRow(text: LocatedScalar, columns: ReadonlyMap<string, NamedValue>): Expr | undefined {
    const names = new Map([...columns, ['as_of', { type: dateType, bounds: dateBounds, context: 'book' } as const]]);
    const scope: Scope = { ...this.scope('features'), names, tables: new Map() };
    return this.#within((report) => compileExpression(text, scope, 'flag', report));
  }

  #within<T extends Expr | UnaryTest>(compile: (report: Report) => T | undefined): T | undefined {
    const touched = new Set<string>();
    const held: Parameters<Report>[] = [];
    this.#touched.push(touched);
    const compiled = compile((...problem) => held.push(problem));
    this.#touched.pop();
    const clouded = [...touched].some((name) => this.#names.failed.has(name));
    for (const problem of held) if (!clouded || !consequences.has(problem[0])) this.#report(...problem);
    for (const name of touched) this.#names.used.add(name);
    return clouded ? undefined : compiled;
  }

  /** Names, later names and tables of a stage. */
  scope(stage: Stage): Scope {
    const names = new WatchedNames();
    const later = new Map<string, string>();
    const known: readonly Maker[] = stages[stage];
    const place = (name: string, value: NamedValue, maker: Maker): void => {
      if (known.includes(maker)) names.set(name, value);
      else later.set(name, stage === 'checks' ? notOfBook(name) : `${name} ${reasons[maker]}`);
    };
    for (const name of this.#names.namesOf('a field', 'a feature', 'a lookup', 'a model'))
      place(name, unknown, 'client');
    for (const [name, maker] of this.#announced) if (!known.includes(maker)) place(name, unknown, maker);
    for (const [maker, values] of Object.entries(this.made)) {
      for (const [name, value] of values) place(name, value, maker as Maker);
    }
    if (stage === 'checks') for (const [name, { type }] of Object.entries(figures)) names.set(name, bookFigure(type));
    const tables = stage === 'checks' ? new Map<string, never>() : this.tables;
    for (const name of this.#names.namesOf('a table')) if (stage === 'checks') later.set(name, notOfBook(name));
    return {
      names: names.watch((name) => this.#see(name)),
      later,
      tables,
      functions: this.#functions,
      lists: lists[stage] ?? 'rows',
      moneyScale: this.#moneyScale,
    };
  }

  #see(name: string): NamedValue | undefined {
    this.#touched.at(-1)?.add(name);
    if (!this.#names.claims.has(name)) return undefined;
    this.resolve(name);
    return this.#names.values.get(name);
  }
}

const notOfBook = (name: string): string =>
  `${name} is known for single clients; checks speak of figures of the whole book`;

function bookFigure(type: ValueType): NamedValue {
  return { type, bounds: { min: -maxUnits, max: maxUnits }, context: 'book' };
}
