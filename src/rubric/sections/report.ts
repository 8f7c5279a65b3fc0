import type { ReportSettings } from '../../model/rubric.ts';
import { type Check, reportTwice } from '../checking.ts';
import { listOf } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf } from '../shape/object.ts';
import { integer, word } from '../shape/scalars.ts';

// What reports for people show: which sections in which order, and how many clients of a list. Figures do not change by it.

/** The keys of the sections; the document has a builder for each. */
export const reportSheets = [
  'summary',
  'clients',
  'pareto',
  'tier-by-grade',
  'migration',
  'outcomes',
  'lists',
  'actions',
  'data-quality',
  'method',
] as const;

const mostClients = 1000;

const entries = {
  sheets: optional(
    listOf(word(() => reportSheets)),
    'Sections of workbook and page, in their order',
    '[summary, pareto, tier-by-grade, method]',
    'all',
  ),
  top: optional(integer(1), `Clients shown of a list, at most ${mostClients}`, '50', '20'),
} as const;

export const reportShape = object('report', entries);

export function checkReport(draft: Draft<typeof entries>, check: Check): ReportSettings {
  const { sheets, top } = draft;
  if (sheets !== undefined) {
    reportTwice(sheets, 'the section', check.report);
    if (sheets.length === 0) {
      check.report('invalid-value', placeOf(draft, 'sheets'), '"sheets" names no section', {
        expected: `some of ${reportSheets.join(', ')}`,
      });
    }
  }
  if (top !== undefined && top > mostClients) {
    const message = `a report shows at most ${mostClients} clients of a list`;
    check.report('invalid-value', placeOf(draft, 'top'), message, {
      found: String(top),
      expected: `1 to ${mostClients}`,
    });
  }
  return {
    ...(sheets === undefined ? {} : { sheets: sheets.map(({ text }) => text) }),
    ...(top === undefined ? {} : { top }),
  };
}
