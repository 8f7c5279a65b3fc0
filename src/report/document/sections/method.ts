import type { Section } from '../document.ts';
import type { DocumentScope } from '../scope.ts';
import { shareText } from '../scope.ts';
import { definitionsTable, tierTables, weightsTable } from './method-tables.ts';

/** The rubric in words: what is scored and how, what the tiers ask for, and what the terms mean. */
export function methodSection(scope: DocumentScope): Section {
  const { rubric, summary, words, measure } = scope;
  const own = words.method;
  return {
    key: 'method',
    title: words.sections.method,
    notes: [
      own.points,
      own.coverage(shareText(scope, rubric.coverage, 0)),
      own.measure(measure),
      own.exact,
      own.identity(`${rubric.id}@${rubric.version}`, summary.rubric.sha256),
    ],
    tables: [weightsTable(scope), ...tierTables(scope), definitionsTable(scope)],
    charts: [],
  };
}
