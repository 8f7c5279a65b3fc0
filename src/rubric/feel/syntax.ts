// A formula as it is written, before names and types: the part of FEEL that the rubric language takes. Every node knows
// its place in the text (from, to), so that a message can underline it.

export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Operator = '+' | '-' | '*' | '/' | '**';
export type RelationSign = '<' | '<=' | '>' | '>=' | '=' | '!=';

export interface NamedArgument extends Span {
  readonly name: string;
  readonly value: Syntax;
}

type Shape =
  /** Already reported. */
  | { readonly node: 'broken' }
  | { readonly node: 'number'; readonly text: string }
  | { readonly node: 'string'; readonly value: string }
  | { readonly node: 'flag'; readonly value: boolean }
  | { readonly node: 'null' }
  /** `date(…)`, `duration(…)` or `@"…"` (form `@`). */
  | { readonly node: 'temporal'; readonly form: 'date' | 'duration' | '@'; readonly args: readonly Syntax[] }
  | { readonly node: 'name'; readonly name: string }
  /** `?`, the value that a unary test is about. */
  | { readonly node: 'subject' }
  | { readonly node: 'path'; readonly of: Syntax; readonly member: string; readonly memberAt: Span }
  | { readonly node: 'filter'; readonly of: Syntax; readonly where: Syntax }
  | {
      readonly node: 'call';
      readonly name: string;
      readonly nameAt: Span;
      readonly args: readonly Syntax[];
      readonly named: readonly NamedArgument[];
    }
  | { readonly node: 'if'; readonly when: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
  | { readonly node: 'arithmetic'; readonly operator: Operator; readonly left: Syntax; readonly right: Syntax }
  | { readonly node: 'minus'; readonly arg: Syntax }
  | { readonly node: 'compare'; readonly relation: RelationSign; readonly left: Syntax; readonly right: Syntax }
  | { readonly node: 'between'; readonly subject: Syntax; readonly low: Syntax; readonly high: Syntax }
  | { readonly node: 'in'; readonly subject: Syntax; readonly tests: readonly Test[] }
  | { readonly node: 'logic'; readonly op: 'and' | 'or'; readonly args: readonly Syntax[] }
  | {
      readonly node: 'quantified';
      readonly every: boolean;
      readonly variable: string;
      readonly list: Syntax;
      readonly condition: Syntax;
    };

export type Syntax = Span & Shape;

type TestShape =
  | { readonly test: 'relation'; readonly relation: RelationSign; readonly operand: Syntax }
  | {
      readonly test: 'interval';
      readonly low: Syntax;
      readonly high: Syntax;
      readonly lowClosed: boolean;
      readonly highClosed: boolean;
    }
  | { readonly test: 'value'; readonly value: Syntax };

/** One test of a value: `>= 90`, `[1.2..1.5)`, `"low"`. */
export type Test = Span & TestShape;

/** What stands in a band: everything (`-`), some tests, or what the tests do not take. */
export type TestsSyntax =
  | (Span & { readonly tests: 'any' })
  | (Span & { readonly tests: 'some' | 'none'; readonly of: readonly Test[] });
