import { findNearest, type Span, type Trial } from '../../analysis/counterfactual.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { Counterfactuals, SingleChange, WouldBe } from '../../model/explanation.ts';
import type { Rubric } from '../../model/rubric.ts';
import { type Column, isText, textAt } from '../../model/table.ts';
import { pointScale, textKinds, type ValueType } from '../../model/value-type.ts';
import { decimal } from '../../numeric/decimal.ts';
import { columnsOf, fullPoints, pointsType } from '../../plan/expressions.ts';
import type { ComputeStep } from '../../plan/step.ts';
import { scoredColumn } from '../../scoring/scored-column.ts';
import { columnAt, explainColumn, explainValue, textOf, unitsAt } from './client-scope.ts';
import { boundsOf, candidateTexts, middleOf, probesOf, type SearchScope } from './probes.ts';

// The smallest single change of each factor with which a client reaches the next better tier, everything else as it is: found
// by putting variants of the client into its book, then held against the whole book scored again with that one value.

/** The column that a factor is about, and the factors that share it. */
interface Subject {
  readonly column: string;
  readonly factors: string[];
}

export function searchChanges(scope: SearchScope): Counterfactuals {
  const { rubric } = scope;
  const none = { target: null, neededScore: null, missingPoints: null, changes: [] };
  if (rubric.tiers.length === 0) return { status: 'no-tiers', ...none };
  if (unitsAt(scope, '$client') !== 1) return { status: 'prospect', ...none };
  const present = placeOf(rubric, textOf(scope, 'tier.model'));
  if (present === 0) return { status: 'best-tier', ...none };
  const target = present - 1;
  const needed = findScore(scope, target);
  const { tier, label } = rubric.tiers[target];
  const score = unitsAt(scope, 'score');
  return {
    status: 'searched',
    target: { tier, label },
    neededScore: needed === null ? null : decimal(needed, pointScale),
    missingPoints: needed === null ? null : decimal(needed - score, pointScale),
    changes: subjectsOf(scope).map((subject) => searchChange(scope, subject, target)),
  };
}

function placeOf({ tiers }: Rubric, tier: string | null): number {
  const place = tiers.findIndex((one) => one.tier === tier);
  return place < 0 ? tiers.length : place;
}

/** What each factor is `of`; where a formula gives the points, the one column that it reads, else what it gives. */
function subjectsOf(scope: SearchScope): Subject[] {
  const { rubric } = scope;
  const subjects = new Map<string, Subject>();
  for (const { name, of } of rubric.dimensions.flatMap((dimension) => dimension.factors)) {
    const column = of === undefined ? pointsSubject(scope, name) : scoredColumn(name, of).name;
    const known = subjects.get(column);
    if (known === undefined) subjects.set(column, { column, factors: [name] });
    else known.factors.push(name);
  }
  return [...subjects.values()];
}

function pointsSubject({ plan, row, parameters }: SearchScope, factor: string): string {
  const names = [`of.${factor}`, `$points.${factor}`, `points.${factor}`];
  const step = plan.find((one): one is ComputeStep => one.op === 'compute' && names.includes(one.name));
  if (step === undefined) throw new Error(`no step gives the points of ${factor}`);
  const reads = [...columnsOf(step.expr)].filter((name) => !parameters.has(name));
  const isOne = reads.length === 1 && !reads[0].startsWith('$') && row.columns.has(reads[0]);
  return isOne ? reads[0] : step.name;
}

/** The least score from the present one on with which the tier is reached; null where none is. */
function findScore(scope: SearchScope, target: number): number | null {
  const score = unitsAt(scope, 'score');
  if (Number.isNaN(score)) return null;
  const probes = probesOf(scope, 'score', pointsType);
  const span: Span = { from: score, min: score, max: Math.max(fullPoints, score), probes };
  return searchNumbers(scope, 'score', pointsType, span, target).value;
}

function searchChange(scope: SearchScope, { column, factors }: Subject, target: number): SingleChange {
  const type = typeOf(scope, column);
  const about = { factors, column: explainColumn(scope, column) };
  if (textKinds.has(type.kind)) return { ...about, ...searchTexts(scope, column, type, target) };
  const now = unitsAt(scope, column);
  const { value, nearest, best } = searchNumbers(scope, column, type, spanOf(scope, column, type, now), target);
  if (value === null) {
    return {
      ...about,
      reaches: null,
      difference: null,
      also: [],
      nearest: false,
      best: furthest(scope, wouldBe(scope, column, type, best)),
    };
  }
  return {
    ...about,
    reaches: wouldBe(scope, column, type, value),
    difference: Number.isNaN(now) || !hasDifference(type) ? null : differenceOf(value, now, type),
    also: [],
    nearest,
    best: null,
  };
}

/** As the plan has it: a recorded column does not know what else a category may be. */
function typeOf({ plan, ...scope }: SearchScope, column: string): ValueType {
  return plan.find((step) => step.name === column)?.type ?? columnAt({ plan, ...scope }, column).type;
}

function hasDifference({ kind }: ValueType): boolean {
  return kind !== 'flag';
}

function differenceOf(value: number, now: number, { kind, scale }: ValueType): Decimal {
  return { units: BigInt(value) - BigInt(now), scale: kind === 'date' ? 0 : scale };
}

/** From the present value, or where it is missing from the one in the middle of the book. */
function spanOf(scope: SearchScope, column: string, type: ValueType, now: number): Span {
  const { min, max } = boundsOf(scope, column, type);
  const probes = probesOf(scope, column, type);
  const from = Math.min(max, Math.max(min, Number.isNaN(now) ? middleOf(scope, column) : now));
  return { from, min, max, probes };
}

interface NumbersFound {
  /** null where none reaches the tier. */
  readonly value: number | null;
  readonly nearest: boolean;
  readonly best: number;
}

function searchNumbers(scope: SearchScope, column: string, type: ValueType, span: Span, target: number): NumbersFound {
  const { client, book, smallBook } = scope;
  const placed = findNearest(span, target, (values) =>
    trialsOf(scope, client.place(column, numbers(type, values), values.length, ['tier.model', 'score']), values.length),
  );
  const again = (value: number) => scoreAgain(scope, column, numbers(type, [value]));
  const reaches = (value: number) => again(value).place <= target;
  const { found, best } = placed;
  const isSmall = book.rows <= smallBook;
  const checked = found === undefined ? reaches(best.value) === false : reaches(found.value);
  if (checked && found === undefined) return { value: null, nearest: false, best: best.value };
  if (checked && found !== undefined) {
    const isNearest = found.nearer === found.value || (isSmall && !reaches(found.nearer));
    if (isNearest || !isSmall) return { value: found.value, nearest: isNearest, best: best.value };
  }
  // What the change does to others bears on this client: then every try is the whole book.
  const probes = [best.value, ...(found === undefined ? [] : [found.value, found.nearer])];
  if (!isSmall) return { ...searchOutward(span.from, found?.value ?? best.value, span, reaches), best: best.value };
  const whole = findNearest({ ...span, probes }, target, (values) => values.map(again), 1);
  if (whole.found === undefined) return { value: null, nearest: false, best: whole.best.value };
  const { value, nearer } = whole.found;
  return { value, nearest: nearer === value || !reaches(nearer), best: whole.best.value };
}

/** Parts of the way that are gone further where the value found does not do. */
const further = [0, 1e-6, 1e-4, 1e-2, 0.1, 1];

/** In a large book a few values from the found one outward; the first that does, which need not be the nearest. */
function searchOutward(
  from: number,
  value: number,
  { min, max }: Span,
  reaches: (value: number) => boolean,
): Pick<NumbersFound, 'value' | 'nearest'> {
  const way = value - from;
  for (const part of further) {
    const tried = Math.min(max, Math.max(min, value + Math.sign(way) * Math.ceil(Math.abs(way) * part)));
    if (reaches(tried)) return { value: tried, nearest: false };
  }
  return { value: null, nearest: false };
}

type TextsFound = Pick<SingleChange, 'reaches' | 'difference' | 'also' | 'nearest' | 'best'>;

/** So many texts are each tried by scoring a small book again. */
const fewTexts = 100;

/** Of the texts that reach the tier the one with the least score: it asks for least. */
function searchTexts(scope: SearchScope, column: string, type: ValueType, target: number): TextsFound {
  const { client, book, smallBook } = scope;
  const texts = candidateTexts(scope, column, type);
  if (texts.length === 0) return { reaches: null, difference: null, also: [], nearest: false, best: null };
  const again = (text: string) => scoreAgain(scope, column, textColumn(type, [text]));
  const place = () => client.place(column, textColumn(type, texts), texts.length, ['tier.model', 'score']);
  const isFew = book.rows <= smallBook && texts.length <= fewTexts;
  const found = isFew ? texts.map(again) : trialsOf(scope, place(), texts.length);
  const trials = found.map((trial, at) => ({ ...trial, text: texts[at] }));
  const sorted = trials.toSorted((a, b) => orderScores(a.score, b.score));
  const sure = sorted.filter(({ text, place }) => place <= target && again(text).place <= target);
  if (sure.length === 0) {
    const best = sorted.toSorted((a, b) => a.place - b.place || orderScores(b.score, a.score))[0];
    return {
      reaches: null,
      difference: null,
      also: [],
      nearest: false,
      best: furthest(scope, wouldBe(scope, column, type, best.text)),
    };
  }
  const [{ text }, ...others] = sure;
  return {
    reaches: wouldBe(scope, column, type, text),
    difference: null,
    also: others.map((other) => other.text),
    nearest: true,
    best: null,
  };
}

/** Ascending, missing first. */
function orderScores(a: number, b: number): number {
  const [x, y] = [a, b].map((score) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score));
  return x < y ? -1 : x > y ? 1 : 0;
}

function numbers(type: ValueType, values: readonly number[]): Column {
  return { type, values: Float64Array.from(values) };
}

function textColumn(type: ValueType, texts: readonly string[]): Column {
  return { type, codes: Int32Array.from(texts.keys()), dictionary: texts };
}

function trialsOf({ rubric }: SearchScope, columns: ReadonlyMap<string, Column>, rows: number): Trial[] {
  const [tier, score] = ['tier.model', 'score'].map((name) => columns.get(name));
  if (tier === undefined || !isText(tier) || score === undefined || isText(score)) throw new Error('no tier was tried');
  return Array.from({ length: rows }, (_, row) => ({
    place: placeOf(rubric, textAt(tier, row)),
    score: score.values[row],
  }));
}

function scoreAgain(scope: SearchScope, column: string, value: Column): Trial {
  return trialsOf(scope, rescored(scope, column, value), 1)[0];
}

/** The client after the whole book was scored again; what was asked for last is known. */
function rescored({ client, row, again }: SearchScope, column: string, value: Column): ReadonlyMap<string, Column> {
  const key = JSON.stringify([column, isText(value) ? textAt(value, 0) : value.values[0]]);
  const known = again.get(key);
  if (known !== undefined) return known;
  const wanted = ['tier.model', 'score', ...(row.columns.has('grade') ? ['grade'] : [])];
  const found = client.rescore(column, value, wanted);
  again.set(key, found);
  return found;
}

/** null where it comes no further than the client is. */
function furthest(scope: SearchScope, found: WouldBe): WouldBe | null {
  const score = unitsAt(scope, 'score');
  const isHigher = found.score !== null && (Number.isNaN(score) || found.score.units > BigInt(score));
  const present = placeOf(scope.rubric, textOf(scope, 'tier.model'));
  return isHigher || placeOf(scope.rubric, found.tier) < present ? found : null;
}

/** What the whole book, scored again with one value, says of the client. */
function wouldBe(scope: SearchScope, column: string, type: ValueType, value: number | string): WouldBe {
  const given = typeof value === 'string' ? textColumn(type, [value]) : numbers(type, [value]);
  const found = { ...scope, row: { rows: 1, columns: rescored(scope, column, given) } };
  const score = unitsAt(found, 'score');
  return {
    value: explainValue(value, type),
    tier: textOf(found, 'tier.model'),
    grade: textOf(found, 'grade'),
    score: Number.isNaN(score) ? null : decimal(score, pointScale),
  };
}
