import type { Section, SectionKey } from '../document.ts';
import type { DocumentScope } from '../scope.ts';
import { actionsSection } from './actions.ts';
import { dataQualitySection } from './data-quality.ts';
import { listsSection } from './lists.ts';
import { methodSection } from './method.ts';
import { migrationSection } from './migration.ts';
import { outcomesSection } from './outcomes.ts';
import { paretoSection } from './pareto.ts';
import { summarySection } from './summary.ts';
import { tierByGradeSection } from './tier-by-grade.ts';

/** By key, what makes a section; undefined where it has nothing to say. */
export const sections: Readonly<Record<SectionKey, (scope: DocumentScope) => Section | undefined>> = {
  summary: summarySection,
  clients: ({ words }) => ({ key: 'clients', title: words.sections.clients, notes: [], tables: [], charts: [] }),
  pareto: paretoSection,
  'tier-by-grade': tierByGradeSection,
  migration: migrationSection,
  outcomes: outcomesSection,
  lists: listsSection,
  actions: actionsSection,
  'data-quality': dataQualitySection,
  method: methodSection,
};
