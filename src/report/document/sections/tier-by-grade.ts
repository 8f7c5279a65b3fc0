import { addDecimals } from '../../add-decimals.ts';
import { groupCount } from '../../number-text.ts';
import { column } from '../columns.ts';
import type { Section } from '../document.ts';
import { matrixTable, pairKey } from '../matrix.ts';
import { type DocumentScope, gradeName, tierName } from '../scope.ts';

/** How tiers and grades fall together, in clients and in the measure. */
export function tierByGradeSection(scope: DocumentScope): Section | undefined {
  const { summary, words, measure, digits } = scope;
  const cells = summary.tierByGrade;
  if (cells.length === 0) return undefined;
  const own = words.cross;
  const tiers = [...new Set(cells.map(({ tier }) => tier))].map((key) => ({ key, name: tierName(scope, key) }));
  const grades = [...new Set(cells.map(({ grade }) => grade))].map((key) => ({ key, name: gradeName(scope, key) }));
  const counts = new Map(cells.map(({ tier, grade, clients }) => [pairKey(tier, grade), clients]));
  const sums = new Map(cells.map((cell) => [pairKey(cell.tier, cell.grade), cell.measure]));
  const sumAt = (tier: string, grade: string) => sums.get(pairKey(tier, grade)) ?? null;
  const largest = cells.reduce((most, cell) => (cell.clients > most.clients ? cell : most));
  const text = own.text(tierName(scope, largest.tier), gradeName(scope, largest.grade), groupCount(largest.clients));
  return {
    key: 'tier-by-grade',
    title: words.sections['tier-by-grade'],
    notes: [own.note],
    tables: [
      matrixTable({
        key: 'clients',
        title: own.clients,
        first: words.columns.tier,
        rows: tiers,
        columns: grades,
        counts,
        total: words.total,
      }),
      {
        key: 'measure',
        title: own.measure(measure),
        columns: [
          column('text', 'row', words.columns.tier),
          ...grades.map(({ key, name }) => column('money', key, name, digits)),
        ],
        rows: [
          ...tiers.map(({ key, name }) => ({ cells: [name, ...grades.map((grade) => sumAt(key, grade.key))] })),
          {
            cells: [words.total, ...grades.map((grade) => addDecimals(tiers.map(({ key }) => sumAt(key, grade.key))))],
            total: true,
          },
        ],
      },
    ],
    charts: [
      {
        kind: 'heat',
        title: own.chart,
        alternative: text,
        rows: tiers.map(({ name }) => name),
        columns: grades.map(({ name }) => name),
        values: tiers.map(({ key }) => grades.map((grade) => counts.get(pairKey(key, grade.key)) ?? 0)),
      },
    ],
  };
}
