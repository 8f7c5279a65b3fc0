import { expect, it } from 'vitest';
import { readWholeSummary } from '../../src/input/whole-summary.ts';
import type { Summary } from '../../src/model/summary.ts';
import { writeSummary } from '../../src/report/summary-json.ts';
import { bookOf, monthsRubric } from '../analysis/months.ts';
import { followUp } from '../analysis/two-books.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { report } from '../report/sample.ts';

it('reads back what was written: counts as numbers, figures as exact decimals', async () => {
  expect(readWholeSummary(writeSummary(report.summary))).toEqual(report.summary);
  const rubric = await rubricOf(monthsRubric);
  const first = followUp(await runOn(rubric, [bookOf([{ id: 'a', given: 90, revenue: 7 }])]), undefined);
  const books = [
    { id: 'a', given: 10, revenue: 5, csat: 8 },
    { id: 'b', given: null, revenue: -1, status: 'prospect' },
  ];
  const { report: second, migration, outcomes } = followUp(await runOn(rubric, [bookOf(books)]), first);
  const summary = { ...second.summary, outcomes, ...(migration === undefined ? {} : { migration }) };
  expect(summary.migration?.down.clients).toBe(1);
  expect(readWholeSummary(writeSummary(summary as Summary))).toEqual(summary);
});

it.each([
  { title: 'another schema version', text: '{"schemaVersion": 2}' },
  { title: 'no JSON', text: '{"schemaVersion": 1' },
])('$title is none', ({ text }) => {
  expect(readWholeSummary(text)).toBeUndefined();
});
