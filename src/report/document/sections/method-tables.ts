import type { Dimension, Factor, MissingRule } from '../../../model/rubric.ts';
import { pointScale } from '../../../model/value-type.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { shortDigits } from '../../number-text.ts';
import { column, count, withBar } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, factorName, labelOf } from '../scope.ts';

/** Dimensions and their factors: weights as given and as a share of the score, what is scored, and what is missing. */
export function weightsTable(scope: DocumentScope): ReportTable {
  const { rubric, words } = scope;
  const own = words.method;
  return {
    key: 'weights',
    title: own.weights,
    columns: [
      column('text', 'dimension', own.dimension),
      column('text', 'factor', own.factor),
      column('number', 'weight', own.weight, 2),
      withBar(column('share', 'weight_share', own.weightShare)),
      column('text', 'of', own.of),
      column('text', 'method', own.method),
      column('text', 'missing_rule', own.missing),
      column('count', 'missing', own.missingCount),
      column('points', 'mean', own.meanPoints),
    ],
    rows: rubric.dimensions.flatMap((dimension) => [
      { cells: dimensionCells(scope, dimension), total: true as const },
      ...dimension.factors.map((factor) => ({ cells: factorCells(scope, factor) })),
    ]),
  };
}

function dimensionCells({ summary, dimensionLabels }: DocumentScope, { name, weight }: Dimension) {
  const figures = summary.dimensions.find((one) => one.name === name);
  const label = dimensionLabels.get(name) ?? name;
  return [label, null, weight, figures?.weightShare ?? null, null, null, null, null, figures?.mean ?? null];
}

function factorCells(scope: DocumentScope, factor: Factor) {
  const figures = scope.summary.factors.find((one) => one.factor === factor.name);
  const of = factor.written?.of;
  return [
    null,
    factorName(scope, factor.name),
    factor.weight,
    figures?.weightShare ?? null,
    of === undefined ? null : labelOf(scope, of),
    methodText(scope, factor),
    missingText(scope, factor.missing),
    figures === undefined ? null : count(figures.missing),
    figures?.points?.mean ?? null,
  ];
}

function methodText({ words }: DocumentScope, { method, written }: Factor): string {
  const names: Readonly<Record<string, string>> = words.method.methods;
  const given = method === 'quantiles' && written?.setting instanceof Map && written.setting.has('cuts');
  return names[given ? 'cuts' : method] ?? method;
}

function missingText({ words }: DocumentScope, rule: MissingRule): string {
  const own = words.method;
  if (rule === 'reweight') return own.missingReweight;
  return rule === 'unrated' ? own.missingUnrated : own.missingPoints(shortDigits(decimal(rule.points, pointScale)));
}

export function definitionsTable({ words }: DocumentScope): ReportTable {
  const own = words.method;
  return {
    key: 'definitions',
    title: own.definitions,
    columns: [column('text', 'term', own.term), column('text', 'definition', own.definition)],
    rows: words.terms.map(([term, definition]) => ({ cells: [term, definition] })),
  };
}
