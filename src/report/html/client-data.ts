import { type Column, isText, listTexts, textAt } from '../../model/table.ts';
import { pointScale } from '../../model/value-type.ts';
import { rescale } from '../../numeric/scaled.ts';
import { type Choice, listChoices } from '../client-columns.ts';
import type { RunReport } from '../format.ts';
import { labelIn } from '../label-in.ts';
import { percentText } from '../number-text.ts';
import { type ClientField, isCoded, unitsAt } from './client-fields.ts';
import { textJson } from './escape.ts';

// The clients as JSON for the page's script, a column after the other and in pieces: names as they are, numbers as whole
// units, everything that repeats as a code and its dictionary. `rows` are in the order of the report.

const pieceRows = 4096;

/** What the table needs at once: `{"fields": [...], "lists": {...}}`. */
export function* writeRowData(report: RunReport, fields: readonly ClientField[], rows: Uint32Array): Generator<string> {
  yield '{"fields":[';
  for (const [index, field] of fields.entries()) {
    yield index === 0 ? '' : ',';
    yield* writeField(report, field, rows);
  }
  yield '],"lists":';
  const { rubric, locale, table } = report;
  const lists = rubric.lists.flatMap(({ name, label }) => {
    const column = table.columns.get(`list.${name}`);
    return column === undefined || isText(column)
      ? []
      : [{ values: column.values, texts: ['', labelIn(label, locale, name)] }];
  });
  yield* writeChoices(lists, rows);
  yield '}\n';
}

/** What a client's detail needs: factors with points, contribution and loss in hundredths, actions and reasons. */
export function* writeDetailData(report: RunReport, rows: Uint32Array): Generator<string> {
  const { rubric, summary, locale, table } = report;
  const dimensions = summary.dimensions.map(({ name, label, weightShare }) => ({
    name: labelIn(label, locale, name),
    weight: percentText(weightShare, locale),
  }));
  yield `{"dimensions":[${dimensions.map(({ name, weight }) => `{"name":${textJson(name)},"weight":${textJson(weight)}}`)}],"factors":[`;
  for (const [index, { factor, dimension, label, weightShare }] of summary.factors.entries()) {
    const place = rubric.dimensions.findIndex(({ name }) => name === dimension);
    yield `${index === 0 ? '' : ','}{"name":${textJson(labelIn(label, locale, factor))},"dimension":${place}`;
    yield `,"weight":${textJson(percentText(weightShare, locale))},`;
    const parts = ['points', 'contribution', 'lost'].map((part) => numbersOf(table.columns.get(`${part}.${factor}`)));
    yield* writeTuples(rows, (row) => parts.map((values) => hundredths(values?.[row] ?? Number.NaN)).join());
    yield '}';
  }
  yield '],"actions":';
  yield* writeChoices(listChoices(report, 'actions'), rows);
  yield ',"reasons":{';
  const reasons = [1, 2, 3, 4].map((place) => table.columns.get(`reason.${place}`));
  const places = new Map(summary.factors.map(({ factor }, index) => [factor, index]));
  yield* writeTuples(rows, (row) =>
    reasons
      .map((column) => (column !== undefined && isText(column) ? textAt(column, row) : null))
      .flatMap((name) => (name === null ? [] : [places.get(name) ?? -1]))
      .join(),
  );
  yield '}}\n';
}

function* writeField({ rubric }: RunReport, field: ClientField, rows: Uint32Array): Generator<string> {
  const { column, nameOf, kind, digits, scale } = field;
  yield `{"key":${textJson(field.key)},"title":${textJson(field.title)},"kind":"${kind}","digits":${digits},"scale":${scale},`;
  if (!isText(column)) {
    yield '"values":[';
    yield* writePieces(rows, (row) => {
      const units = unitsAt(field, row);
      return Number.isNaN(units) ? 'null' : String(units);
    });
    yield ']}';
    return;
  }
  if (!isCoded(field)) {
    yield '"texts":[';
    yield* writePieces(rows, (row) => {
      const text = textAt(column, row);
      return text === null ? 'null' : textJson(text);
    });
    yield ']}';
    return;
  }
  const { names, codes } = orderNames(field.key, rubric, listTexts(column.dictionary));
  yield `"names":[${names.map((name) => textJson(nameOf(name)))}],"codes":[`;
  yield* writePieces(rows, (row) => String(column.codes[row] < 0 ? -1 : codes[column.codes[row]]));
  yield ']}';
}

/** Tiers and grades in the order of the rubric, best first, then what only the data has; codes of the dictionary to places there. */
function orderNames(key: string, { tiers, gradeOrder }: RunReport['rubric'], dictionary: readonly string[]) {
  const first = key.endsWith('tier') ? tiers.map(({ tier }) => tier) : key === 'grade' ? gradeOrder : [];
  const names = [...new Set([...first, ...dictionary])];
  const places = new Map(names.map((name, place) => [name, place]));
  return { names, codes: dictionary.map((name) => places.get(name) as number) };
}

/** Which of several texts apply: `{"texts": [...], "codes": [...], "tuples": [[text, …], …]}`. */
function* writeChoices(choices: readonly Choice[], rows: Uint32Array): Generator<string> {
  const texts = choices.flatMap((choice) => choice.texts);
  const starts = choices.map((_, index) => choices.slice(0, index).reduce((sum, one) => sum + one.texts.length, 0));
  yield `{"texts":[${texts.map(textJson)}],`;
  yield* writeTuples(rows, (row) =>
    choices
      .flatMap(({ values, texts: own }, index) =>
        (own[values[row]] ?? '') === '' ? [] : [starts[index] + values[row]],
      )
      .join(),
  );
  yield '}';
}

/** `"codes": [...], "tuples": [[…], …]` of what `tupleOf` gives for each row, numbers joined by commas. */
function* writeTuples(rows: Uint32Array, tupleOf: (row: number) => string): Generator<string> {
  const codes = new Map<string, number>();
  yield '"codes":[';
  yield* writePieces(rows, (row) => {
    const tuple = tupleOf(row);
    let code = codes.get(tuple);
    if (code === undefined) {
      code = codes.size;
      codes.set(tuple, code);
    }
    return String(code);
  });
  yield '],"tuples":[';
  const tuples = [...codes.keys()];
  for (let start = 0; start < tuples.length; start += pieceRows) {
    const piece = tuples.slice(start, start + pieceRows).map((tuple) => `[${tuple}]`);
    yield (start === 0 ? '' : ',') + piece.join();
  }
  yield ']';
}

function* writePieces(rows: Uint32Array, cellOf: (row: number) => string): Generator<string> {
  for (let start = 0; start < rows.length; start += pieceRows) {
    yield (start === 0 ? '' : ',') + Array.from(rows.subarray(start, start + pieceRows), cellOf).join();
  }
}

function hundredths(points: number): string {
  return Number.isNaN(points) ? 'null' : String(rescale(points, pointScale, 2));
}

function numbersOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}
