import { inLocale } from '../../../model/locale.ts';
import { decimal, ratio } from '../../../numeric/decimal.ts';
import { column, count, withBar } from '../columns.ts';
import type { Section } from '../document.ts';
import { type DocumentScope, labelOf } from '../scope.ts';

/** For each group of actions, how many clients each of its rules is for. */
export function actionsSection(scope: DocumentScope): Section | undefined {
  const { summary, words, locale } = scope;
  if (summary.actions.length === 0) return undefined;
  return {
    key: 'actions',
    title: words.sections.actions,
    notes: [words.actions.note],
    tables: summary.actions.map(({ group, rules }) => {
      const all = BigInt(rules.reduce((sum, rule) => sum + rule.clients, 0));
      const rows = rules.map((rule) => ({
        cells: [inLocale(rule.do, locale, ''), count(rule.clients), ratio(BigInt(rule.clients), all, 6)],
      }));
      return {
        key: group,
        title: labelOf(scope, group),
        columns: [
          column('text', 'action', words.actions.action),
          column('count', 'clients', words.columns.clients),
          withBar(column('share', 'share', words.columns.share)),
        ],
        rows: [...rows, { cells: [words.total, decimal(all, 0), ratio(all, all, 6)], total: true as const }],
      };
    }),
    charts: [],
  };
}
