import type { MissingRule } from '../../../model/rubric.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { shortDigits } from '../../number-text.ts';
import { column, count, withBar } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, gradeName, labelOf, tierName } from '../scope.ts';

// Tables of the method: weights, rules and terms.

export function weightsTable(scope: DocumentScope): ReportTable {
  const { rubric, summary, words } = scope;
  const own = words.method;
  const factors = new Map(summary.factors.map((factor) => [factor.factor, factor]));
  return {
    key: 'weights',
    title: own.weights,
    columns: [
      column('text', 'dimension', own.dimension),
      column('text', 'factor', own.factor),
      column('number', 'weight', own.weight, 2),
      withBar(column('share', 'weight_share', own.weightShare)),
      column('text', 'missing_rule', own.missing),
      column('count', 'missing', own.missingCount),
      column('points', 'mean', own.meanPoints),
    ],
    rows: rubric.dimensions.flatMap((dimension) => {
      const figures = summary.dimensions.find(({ name }) => name === dimension.name);
      return [
        {
          cells: [
            labelOf(scope, dimension.name),
            null,
            dimension.weight,
            figures?.weightShare ?? null,
            null,
            null,
            figures?.mean ?? null,
          ],
          total: true as const,
        },
        ...dimension.factors.map((factor) => {
          const found = factors.get(factor.name);
          return {
            cells: [
              null,
              labelOf(scope, factor.name),
              factor.weight,
              found?.weightShare ?? null,
              missingText(scope, factor.missing),
              count(found?.missing ?? 0),
              found?.points?.mean ?? null,
            ],
          };
        }),
      ];
    }),
  };
}

function missingText({ words }: DocumentScope, rule: MissingRule): string {
  const own = words.method;
  if (rule === 'reweight') return own.missingReweight;
  return rule === 'unrated' ? own.missingUnrated : own.missingPoints(shortDigits(decimal(rule.points, 6)));
}

export function tierTables(scope: DocumentScope): ReportTable[] {
  void gradeName;
  void tierName;
  void scope;
  return [];
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
