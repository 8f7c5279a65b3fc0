import { clientsOf } from '../../src/input/clients/merge-clients.ts';
import { readBook } from '../../src/input/read-book.ts';
import { fieldTypes } from '../../src/input/types/index.ts';
import type { ByteSource } from '../../src/model/reader.ts';
import type { Rubric } from '../../src/model/rubric.ts';
import { isText, type NumericColumn, textAt } from '../../src/model/table.ts';
import { writeClients } from '../../src/report/clients-csv.ts';
import type { RunReport } from '../../src/report/format.ts';
import { writeSummary } from '../../src/report/summary-json.ts';
import { checkRubric } from '../../src/rubric/check.ts';
import { loadRubric } from '../../src/rubric/extends.ts';
import { registries } from '../../src/run/rubric-file.ts';
import { type ScoreOptions, scoreBook } from '../../src/run/score-book.ts';

// The whole pipeline in memory, from texts to what a run writes.

export async function rubricOf(text: string): Promise<Rubric> {
  const loaded = await loadRubric('rubric.yaml', async () => text);
  if (loaded.source === undefined) throw new Error(loaded.problems.map((problem) => problem.message).join('; '));
  const { rubric, problems } = checkRubric(loaded.source, registries, loaded.files);
  if (rubric === undefined) throw new Error(`${problems.map((problem) => problem.message).join('; ')}\n${text}`);
  return rubric;
}

/** Scores a book that is given as one text a part. */
export async function runOn(
  rubric: Rubric,
  parts: readonly string[],
  also: Pick<ScoreOptions, 'stand'> = {},
): Promise<RunReport> {
  const sources = parts.map((text, index) => sourceOf(`part-${index}.csv`, text));
  const raw = await readBook(sources, rubric.fields, rubric.portfolio.id, { passThrough: false }, fieldTypes);
  const book = await clientsOf(raw, rubric.portfolio.id, rubric.portfolio.measure);
  const csv = { bom: false, crlf: false };
  const options = { rubricSha256: '0'.repeat(64), asOf: 20_757, locale: rubric.locale, csv, ...also };
  return await scoreBook(book, rubric, options);
}

function sourceOf(name: string, text: string): ByteSource {
  return {
    name,
    async *bytes() {
      yield new TextEncoder().encode(text);
    },
  };
}

/** What must not depend on the order of rows or on parts. */
export async function writtenBy(report: RunReport): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of writeClients(report)) pieces.push(Buffer.from(piece));
  return `${Buffer.concat(pieces).toString('utf8')}\n${writeSummary(report.summary)}`;
}

/** Values of a column by client, NaN and null as null. */
export function byClient(report: RunReport, name: string): Map<string, number | string | null> {
  const { columns, rows } = report.table;
  const ids = columns.get(report.rubric.portfolio.id);
  const column = columns.get(name);
  if (ids === undefined || !isText(ids) || column === undefined) throw new Error(`no column ${name}`);
  const values = new Map<string, number | string | null>();
  for (let row = 0; row < rows; row++) {
    const value = isText(column) ? textAt(column, row) : column.values[row];
    values.set(textAt(ids, row) as string, Number.isNaN(value) ? null : value);
  }
  return values;
}

export function unitsOf(report: RunReport, name: string): Float64Array {
  return (report.table.columns.get(name) as NumericColumn).values;
}
