import { inLocale } from '../../model/locale.ts';
import type { RunReport } from '../format.ts';
import { groupCount } from '../number-text.ts';
import { type ReportDocument, sectionKeys } from './document.ts';
import { listFigures } from './figures.ts';
import { dateText, makeScope } from './scope.ts';
import { sections } from './sections/index.ts';

// From the result of a run to what a report says of it, in the language of the report.

export function buildDocument(report: RunReport): ReportDocument {
  const scope = makeScope(report);
  const { rubric, summary, locale, words } = scope;
  const run = `${rubric.id}@${rubric.version}`;
  const date = dateText(scope, summary.asOf);
  const clients = words.clientCount(groupCount(summary.book.clients - summary.book.prospects));
  const wanted = rubric.report?.sheets;
  const keys = wanted === undefined ? sectionKeys : sectionKeys.filter((key) => wanted.includes(key));
  const order = wanted === undefined ? keys : keys.toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b));
  return {
    locale,
    title: inLocale(rubric.title, locale, rubric.id),
    subtitle: [words.asOf(date), run, clients].join(' · '),
    run: `${run} · ${words.asOf(date)}`,
    figures: listFigures(scope),
    sections: order.map((key) => sections[key](scope)).filter((section) => section !== undefined),
  };
}
