import type { Expr } from '../model/expression.ts';
import type { LocatedScalar } from '../model/located.ts';
import type { UnaryTest } from '../plan/unary-test.ts';
import type { Report } from './feel/scope.ts';
import { positionWithin } from './positions.ts';

// Parts of the language that are checked and then refused as `not-yet`: names of the previous run, and list functions
// over all clients. Each is told once, where it stands first.

export type Planned = Expr | UnaryTest;

/** Names of the previous run; they have the context `previous` or compare with it. */
const previousNames: readonly string[] = [
  ...['previous_tier', 'previous_grade', 'previous_score', 'opening_tier', 'opening_grade', 'grade_worsened'],
];

/** Every node of an expression, whatever its form. */
function* nodesOf(part: unknown): Generator<Expr> {
  if (typeof part !== 'object' || part === null) return;
  if ('op' in part) yield part as Expr;
  for (const inner of Array.isArray(part) ? part : Object.values(part)) yield* nodesOf(inner);
}

/** Where a word stands in a formula first, outside texts. */
function wordAt(text: LocatedScalar, word: string): [from: number, to: number] {
  for (const match of text.text.matchAll(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*/gu)) {
    if (match[0] === word) return [match.index, match.index + word.length];
  }
  return [0, text.text.length];
}

export class PlannedUses {
  readonly #report: Report;
  readonly #told = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** Reports what a formula uses and no engine runs yet. */
  note(text: LocatedScalar, touched: ReadonlySet<string>, compiled: Planned | undefined): void {
    for (const name of previousNames) if (touched.has(name)) this.#tell(text, name, name);
    for (const node of nodesOf(compiled)) {
      if (node.op === 'aggregate' && node.table === undefined) {
        this.#tell(text, node.name, `${node.name} over all clients`);
      }
    }
  }

  #tell(text: LocatedScalar, word: string, what: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.#report('not-yet', positionWithin(text, ...wordAt(text, word)), `not yet: ${what}`);
  }
}
