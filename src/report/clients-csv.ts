import { inLocale } from '../model/locale.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { rescale } from '../numeric/scaled.ts';
import { ByteLines, encodeText } from './byte-lines.ts';
import { cellWriter, emptyCell, textCell, type WriteCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { labelIn } from './label-in.ts';

// clients.csv: a line per client, best score first. Reasons, actions and lists are joined by "; ": `DSCR -6.30` is a
// factor and the weighted points it cost, `pricing: base rate` an action group and what it says. The last columns before
// those passed through belong to runs with a previous one and are empty until there is one.

interface OutputColumn {
  readonly heading: string;
  readonly write: WriteCell;
}

const mostReasons = 4;
const comma = 44;
const separator = encodeText('; ');

export function* writeClients(report: RunReport): Generator<Uint8Array> {
  const columns = outputColumns(report);
  const out = new ByteLines();
  const end = encodeText(report.csv.crlf ? '\r\n' : '\n');
  if (report.csv.bom) out.text('\ufeff');
  out.text(columns.map(({ heading }) => textCell(heading)).join(','));
  out.bytes(end);
  const writers = columns.map(({ write }) => write);
  for (const row of report.order) {
    for (let index = 0; index < writers.length; index++) {
      if (index > 0) out.byte(comma);
      writers[index](row, out);
    }
    out.bytes(end);
    if (out.full) yield out.take();
  }
  yield out.take();
}

function outputColumns(report: RunReport): OutputColumn[] {
  const { rubric, table } = report;
  const { portfolio, dimensions } = rubric;
  const own = (heading: string, name: string = heading): OutputColumn => ({
    heading,
    write: cellWriter(table.columns.get(name)),
  });
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const columns: OutputColumn[] = [
    own('id', portfolio.id),
    portfolio.name === undefined ? { heading: 'name', write: emptyCell } : own('name', portfolio.name),
    own('measure', portfolio.measure),
    own('tier'),
    // Overrides come with a previous run; until then the model's tier is the tier.
    own('model_tier', 'tier'),
    ...['grade', 'score', 'rank', 'top_percent', 'cumulative_share', 'abc'].map((name) => own(name)),
    ...dimensions.map(({ name }) => own(name)),
    ...factors.map(({ name }) => own(`points.${name}`)),
    own('coverage'),
    { heading: 'reasons', write: reasonWriter(report) },
    { heading: 'actions', write: actionWriter(report) },
    { heading: 'lists', write: listWriter(report) },
    // By no column of the table: a field of the book may have one of these names.
    ...['previous_tier', 'move', 'cause'].map((heading) => ({ heading, write: emptyCell })),
  ];
  const taken = new Set(columns.map(({ heading }) => heading));
  for (const name of report.passThrough) {
    const heading = taken.has(name) ? `book.${name}` : name;
    taken.add(heading);
    columns.push(own(heading, name));
  }
  return columns;
}

interface Reason {
  readonly codes: Int32Array;
  /** A factor's label with the space behind it, and the points it cost, by code. */
  readonly parts: readonly { readonly label: string; readonly bytes: Uint8Array; readonly lost: Float64Array }[];
}

function reasonWriter({ rubric, table, locale }: RunReport): WriteCell {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, `${labelIn(label, locale, name)} `]));
  const reasons = Array.from({ length: mostReasons }, (_, place) => table.columns.get(`reason.${place + 1}`))
    .filter((column) => column !== undefined && isText(column))
    .map(({ codes, dictionary }): Reason => {
      const parts = dictionary.map((name) => {
        const label = labels.get(name) ?? `${name} `;
        return { label, bytes: encodeText(label), lost: numbersOf(table.columns, `lost.${name}`) };
      });
      return { codes, parts };
    });
  // Numbers need no care: where no label does, no cell does.
  const harmless = reasons.every(({ parts }) => parts.every(({ label }) => textCell(label) === label));
  return harmless ? harmlessReasons(reasons) : quotedReasons(reasons);
}

function harmlessReasons(reasons: readonly Reason[]): WriteCell {
  return (row, out) => {
    for (let place = 0; place < reasons.length; place++) {
      const { codes, parts } = reasons[place];
      if (codes[row] < 0) break;
      const { bytes, lost } = parts[codes[row]];
      if (place > 0) out.bytes(separator);
      out.bytes(bytes);
      out.number(hundredths(-lost[row]), 2);
    }
  };
}

function quotedReasons(reasons: readonly Reason[]): WriteCell {
  return (row, out) => {
    const texts: string[] = [];
    for (const { codes, parts } of reasons) {
      if (codes[row] < 0) break;
      const { label, lost } = parts[codes[row]];
      texts.push(label + formatUnits(hundredths(-lost[row]), 2));
    }
    out.text(textCell(texts.join('; ')));
  };
}

/** −630 of −6.3 points. */
function hundredths(points: number): number {
  return rescale(points, pointScale, 2);
}

function numbersOf(columns: ReadonlyMap<string, Column>, name: string): Float64Array {
  const values = unitsOf(columns.get(name));
  if (values === undefined) throw new Error(`a reason needs the column ${name}`);
  return values;
}

function unitsOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}

/** A column of small whole numbers and the text that each stands for; '' is none. */
interface Choice {
  readonly values: Float64Array;
  readonly texts: readonly string[];
}

function actionWriter({ rubric, table, locale }: RunReport): WriteCell {
  const choices = rubric.actions.flatMap(({ name, rules }): Choice[] => {
    const values = unitsOf(table.columns.get(`action.${name}`));
    return values === undefined
      ? []
      : [{ values, texts: rules.map((rule) => `${name}: ${inLocale(rule.do, locale, '')}`) }];
  });
  return joinWriter(choices);
}

function listWriter({ rubric, table }: RunReport): WriteCell {
  const choices = rubric.lists.flatMap(({ name }): Choice[] => {
    const values = unitsOf(table.columns.get(`list.${name}`));
    return values === undefined ? [] : [{ values, texts: ['', name] }];
  });
  return joinWriter(choices);
}

/** The texts that a row has, joined. Rows share few combinations, so a cell is made once for each. */
function joinWriter(choices: readonly Choice[]): WriteCell {
  if (choices.length === 0) return emptyCell;
  const joined = (row: number) => {
    const texts = choices.map(({ values, texts: names }) => names[values[row]] ?? '');
    return encodeText(textCell(texts.filter((text) => text !== '').join('; ')));
  };
  const combinations = choices.reduce((product, { texts }) => product * (texts.length + 1), 1);
  if (combinations > 2 ** 50) return (row, out) => out.bytes(joined(row));
  const kept = new Map<number, Uint8Array>();
  return (row, out) => {
    let key = 0;
    for (const { values, texts } of choices) {
      key = key * (texts.length + 1) + (Number.isNaN(values[row]) ? 0 : values[row] + 1);
    }
    let cell = kept.get(key);
    if (cell === undefined) {
      cell = joined(row);
      if (kept.size < 2 ** 16) kept.set(key, cell);
    }
    out.bytes(cell);
  };
}
