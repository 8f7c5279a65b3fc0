import { pointScale } from '../../../model/value-type.ts';
import { decimal } from '../../../numeric/decimal.ts';
import { groupCount, shortDigits } from '../../number-text.ts';
import type { Section } from '../document.ts';
import { type DocumentScope, shareText } from '../scope.ts';
import { definitionsTable, weightsTable } from './method-tables.ts';
import { ruleTables } from './rule-tables.ts';
import { scoringTable } from './scoring-table.ts';

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
      ...policyNotes(scope),
      own.exact,
      own.identity(`${rubric.id}@${rubric.version}`, summary.rubric.sha256),
    ],
    tables: [weightsTable(scope), ...scoringTable(scope), ...ruleTables(scope), definitionsTable(scope)],
    charts: [],
  };
}

/** When a client leaves its tier, and which tiers may be given by hand. */
function policyNotes({ rubric, words }: DocumentScope): string[] {
  const own = words.method;
  const { stability, overrides } = rubric;
  const demote = stability?.demote;
  const notes: string[] = [];
  if (demote !== undefined) {
    notes.push(own.stability(shortDigits(decimal(demote.buffer, pointScale)), groupCount(demote.after)));
  }
  if (stability?.source !== undefined) notes.push(own.atOnce(stability.source));
  if (overrides.source !== undefined) notes.push(own.overridesAllow(overrides.source));
  if (overrides.expireWithinDays !== undefined) notes.push(own.overridesExpire(groupCount(overrides.expireWithinDays)));
  return notes;
}
