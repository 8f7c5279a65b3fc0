import type { Decimal } from '../../../model/decimal.ts';
import type { Factor, Written } from '../../../model/rubric.ts';
import { pointScale } from '../../../model/value-type.ts';
import { decimal, parseDecimal } from '../../../numeric/decimal.ts';
import { column } from '../columns.ts';
import type { ReportCell, ReportTable } from '../document.ts';
import { type DocumentScope, factorName, labelOf } from '../scope.ts';
import { edgesOf, lowerEdge, numberText, testText } from '../test-text.ts';

// How each factor turns a value into points, line by line, from the setting as it stands in the rubric. A method that this
// page does not know is shown with its setting as written.

interface Line {
  readonly value: string;
  readonly points: ReportCell;
  /** Where the line begins in this book, for percentiles and quantiles. */
  readonly begins: Decimal | null;
}

export function scoringTable(scope: DocumentScope): ReportTable[] {
  const { rubric, words } = scope;
  const own = words.method;
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const rows = factors.flatMap((factor) =>
    [...methodLines(scope, factor), ...gateLines(scope, factor)].map(({ value, points, begins }, index) => ({
      cells: [index === 0 ? factorName(scope, factor.name) : null, value, points, begins],
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      key: 'scoring',
      title: own.scoring,
      note: own.scoringNote,
      columns: [
        column('text', 'factor', own.factor),
        column('text', 'value', own.valueOrRank),
        column('number', 'points', own.points100, 2),
        column('number', 'begins', own.cut, 2),
      ],
      rows,
    },
  ];
}

function methodLines(scope: DocumentScope, factor: Factor): Line[] {
  const { written, method } = factor;
  if (written === undefined) return [];
  const { setting } = written;
  if (setting instanceof Map) {
    if (method === 'bands' || method === 'percentile') return bandLines(scope, factor, setting);
    if (method === 'quantiles') return binLines(scope, factor, setting);
    if (method === 'scale') {
      return [...setting].map(([knot, points]) => ({ value: numberText(knot), points: cellOf(points), begins: null }));
    }
  }
  return [{ value: labelOf(scope, textOf(setting)), points: null, begins: null }];
}

function bandLines(scope: DocumentScope, factor: Factor, bands: ReadonlyMap<string, Written>): Line[] {
  const { words } = scope;
  const beginning = factor.method === 'percentile' ? beginnings(scope, factor, [...bands.keys()]) : new Map();
  return [...bands].map(([test, points]) => {
    const text = factor.method === 'percentile' ? words.method.percentileOf(testText(test)) : testText(test);
    const value = test === 'else' ? words.method.otherwise : text;
    return { value, points: cellOf(points), begins: beginning.get(test) ?? null };
  });
}

/** By band, the value of this book at its lower end. */
function beginnings({ summary }: DocumentScope, { name }: Factor, tests: readonly string[]): Map<string, Decimal> {
  const cuts = summary.factors.find(({ factor }) => factor === name)?.cuts ?? [];
  const edges = [...new Set(tests.flatMap(edgesOf))].toSorted((a, b) => Number(a) - Number(b));
  const found = new Map<string, Decimal>();
  if (cuts.length !== edges.length) return found;
  for (const test of tests) {
    const edge = lowerEdge(test);
    if (edge !== undefined) found.set(test, cuts[edges.indexOf(edge)]);
  }
  return found;
}

/** Bins, smallest first; without points of their own they spread evenly from 0 to 100, as the method does. */
function binLines(scope: DocumentScope, { name, settings }: Factor, setting: ReadonlyMap<string, Written>): Line[] {
  const { words, summary } = scope;
  const cuts = summary.factors.find(({ factor }) => factor === name)?.cuts ?? [];
  const given = setting.get('cuts');
  const listed = Array.isArray(given) ? given.map(textOf) : undefined;
  const { points = [] } = settings as { readonly points?: readonly number[] };
  return points.map((units, index) => {
    const from = index === 0 ? undefined : listed?.[index - 1];
    const to = listed?.[index];
    const edges = [
      ...(from === undefined ? [] : [`≥ ${numberText(from)}`]),
      ...(to === undefined ? [] : [`< ${numberText(to)}`]),
    ];
    return {
      value: listed === undefined ? words.method.bin(String(index + 1), String(points.length)) : edges.join(', '),
      points: decimal(units, pointScale),
      begins: listed === undefined && index > 0 ? (cuts[index - 1] ?? null) : null,
    };
  });
}

function gateLines({ words }: DocumentScope, { floor, cap, written }: Factor): Line[] {
  const line = (value: string, units: number): Line => ({ value, points: decimal(units, pointScale), begins: null });
  return [
    ...(floor === undefined ? [] : [line(words.method.floor(written?.floor ?? ''), floor.points)]),
    ...(cap === undefined ? [] : [line(words.method.cap(written?.cap ?? ''), cap.points)]),
  ];
}

function cellOf(points: Written): ReportCell {
  const text = textOf(points);
  return parseDecimal(text) ?? text;
}

function textOf(written: Written): string {
  if (typeof written === 'string') return written;
  if (written instanceof Map) return [...written].map(([key, value]) => `${key}: ${textOf(value)}`).join(', ');
  return (written as readonly Written[]).map(textOf).join(', ');
}
