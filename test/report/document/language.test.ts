import { beforeAll, describe, expect, test } from 'vitest';
import { engineProblems } from '../../../src/engine/problems.ts';
import { inputProblems } from '../../../src/input/problems.ts';
import { type Locale, locales } from '../../../src/model/locale.ts';
import type { Problem, ProblemCatalogue } from '../../../src/model/problem.ts';
import { buildDocument } from '../../../src/report/document/build.ts';
import { describeClientColumns } from '../../../src/report/document/client-columns.ts';
import type { ReportDocument } from '../../../src/report/document/document.ts';
import { problemWords } from '../../../src/report/document/words.ts';
import type { RunReport } from '../../../src/report/format.ts';
import { writeMarkdown } from '../../../src/report/markdown/markdown.ts';
import { runProblems } from '../../../src/run/problems.ts';
import { scoringProblems } from '../../../src/scoring/problems.ts';
import { tieringProblems } from '../../../src/tiering/problems.ts';
import { monthReports } from './months.ts';

// A report speaks one language: the rubric is labelled in both, and the data are in the one asked for.

const catalogues: ProblemCatalogue = {
  ...inputProblems,
  ...engineProblems,
  ...scoringProblems,
  ...tieringProblems,
  ...runProblems,
};
const codes = Object.entries(catalogues)
  .filter(([, { severity }]) => severity === 'finding')
  .map(([code]) => code);

/** Every finding there is, about a field that has a label. */
const findings = codes.map(
  (code): Problem => ({ code, severity: 'finding', message: `the field "dpd" is not what it seems`, count: 2 }),
);

const rejects: RunReport['rejects'] = codes.map((code, index) => ({
  file: '2026.csv',
  line: index + 2,
  client: '001',
  field: 'dpd',
  code,
  expected: 'a date',
  whole: index % 2 === 0,
}));

const reports = new Map<Locale, RunReport[]>();
beforeAll(async () => {
  for (const locale of locales) {
    const months = await monthReports(locale);
    reports.set(
      locale,
      months.map((report) => ({ ...report, rejects, summary: { ...report.summary, findings } })),
    );
  }
});

/** Columns whose cells are formulas of the rubric or codes: they read the same in every language. */
const formal = new Set(['code', 'rule', 'formula', 'of']);

/** Every text of a document that is neither formula nor code. */
function textsOf(document: ReportDocument): string[] {
  const texts = [document.title, document.subtitle, document.run];
  for (const { label, note } of document.figures) texts.push(label, note);
  for (const { title, notes, tables, charts } of document.sections) {
    texts.push(title, ...notes);
    for (const table of tables) {
      texts.push(table.title ?? '', table.note ?? '', ...table.columns.map((column) => column.title));
      for (const { cells } of table.rows) {
        texts.push(
          ...cells
            .filter((cell, index) => typeof cell === 'string' && !formal.has(table.columns[index].key))
            .map(String),
        );
      }
    }
    for (const chart of charts) {
      texts.push(chart.title, chart.alternative);
      if (chart.kind === 'lorenz') texts.push(chart.axes.x, chart.axes.y, chart.series, chart.equality);
      if (chart.kind === 'bars') texts.push(...chart.categories, ...chart.series.map(({ name }) => name));
      if (chart.kind === 'heat') texts.push(...chart.rows, ...chart.columns);
      if (chart.kind === 'flows') texts.push(...chart.from, ...chart.to);
    }
  }
  return texts;
}

const chinese = /[\u2e80-\u9fff\uff00-\uffef]/;
/** Grades, classes, names of indices, of files and of the currency; formulas that stand in a sentence. */
const known = new Set([
  'A',
  'ABC',
  'B',
  'C',
  'CNY',
  'D',
  'PSI',
  'SHA',
  'a',
  'csv',
  'e',
  'json',
  'ln',
  'p',
  'rejects',
  'summary',
]);
const formulasInText = [
  'unrated_share <= 0.01',
  'dpd > 90',
  'to_tier != "gold"',
  'csat < 3',
  '2026.csv',
  '0'.repeat(64),
];

function latinWords(text: string): string[] {
  const rest = formulasInText.reduce((left, formula) => left.replaceAll(formula, ''), text);
  return (rest.match(/[A-Za-z]+/g) ?? []).filter((word) => !known.has(word));
}

describe.each([0, 1, 2])('month %i', (month) => {
  test('an English document has no Chinese', () => {
    const report = (reports.get('en') as RunReport[])[month];
    const texts = [...textsOf(buildDocument(report)), writeMarkdown(report)];
    expect(texts.filter((text) => chinese.test(text))).toEqual([]);
    expect(texts.filter((text) => /undefined|null|NaN|\[object/.test(text))).toEqual([]);
  });

  test('a Chinese document has no word in Latin letters', () => {
    const report = (reports.get('zh-CN') as RunReport[])[month];
    const texts = textsOf(buildDocument(report));
    const titles = describeClientColumns(report).map(({ title }) => title);
    expect([...texts, ...titles].flatMap((text) => latinWords(text).map((word) => `${word}: ${text}`))).toEqual([]);
  });

  test('every row has a cell for each column, and no title is empty', () => {
    const { sections } = buildDocument((reports.get('en') as RunReport[])[month]);
    for (const { columns, rows, key } of sections.flatMap(({ tables }) => tables)) {
      for (const { cells } of rows) expect(cells, key).toHaveLength(columns.length);
      expect(
        columns.filter(({ title }) => title === ''),
        key,
      ).toEqual([]);
    }
  });
});

test('a run with a previous one has all sections', () => {
  const { sections } = buildDocument((reports.get('en') as RunReport[])[2]);
  expect(sections.map(({ key }) => key)).toEqual([
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
  ]);
});

test.each(locales)('every finding has words in %s', (locale) => {
  expect(codes.filter((code) => !Object.hasOwn(problemWords[locale], code))).toEqual([]);
});
