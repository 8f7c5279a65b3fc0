import { inLocale } from '../model/locale.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { decimal, formatUnits, toScale } from '../numeric/decimal.ts';
import { cellWriter, emptyCell, textCell, type WriteCell } from './csv-cells.ts';
import { joinLines } from './csv-lines.ts';
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

export function writeClients(report: RunReport): Generator<string> {
  return joinLines(listClients(report), report.csv);
}

function* listClients(report: RunReport): Generator<string> {
  const columns = outputColumns(report);
  yield columns.map(({ heading }) => textCell(heading)).join(',');
  const writers = columns.map(({ write }) => write);
  for (const row of report.order) {
    let line = writers[0](row);
    for (let index = 1; index < writers.length; index++) line += ',' + writers[index](row);
    yield line;
  }
}

function outputColumns(report: RunReport): OutputColumn[] {
  const { rubric, table } = report;
  const { portfolio, dimensions } = rubric;
  const own = (heading: string, name: string | undefined = heading): OutputColumn => ({
    heading,
    write: cellWriter(name === undefined ? undefined : table.columns.get(name)),
  });
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const columns: OutputColumn[] = [
    own('id', portfolio.id),
    {
      heading: 'name',
      write: cellWriter(portfolio.name === undefined ? undefined : table.columns.get(portfolio.name)),
    },
    own('measure', portfolio.measure),
    own('tier'),
    // Overrides come with a previous run; until then the model's tier is the tier.
    own('model_tier', table.columns.has('model_tier') ? 'model_tier' : 'tier'),
    ...['grade', 'score', 'rank', 'top_percent', 'cumulative_share', 'abc'].map((name) => own(name)),
    ...dimensions.map(({ name }) => own(name)),
    ...factors.map(({ name }) => own(`points.${name}`)),
    own('coverage'),
    { heading: 'reasons', write: reasonWriter(report) },
    { heading: 'actions', write: actionWriter(report) },
    { heading: 'lists', write: listWriter(report) },
    ...['previous_tier', 'move', 'cause'].map((name) => own(name)),
  ];
  const taken = new Set(columns.map(({ heading }) => heading));
  for (const name of report.passThrough) {
    const heading = taken.has(name) ? `book.${name}` : name;
    taken.add(heading);
    columns.push(own(heading, name));
  }
  return columns;
}

function reasonWriter({ rubric, table, locale }: RunReport): WriteCell {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, labelIn(label, locale, name)]));
  const places = Array.from({ length: mostReasons }, (_, place) => table.columns.get(`reason.${place + 1}`));
  const reasons = places
    .filter((column) => column !== undefined && isText(column))
    .map((column) => {
      const parts = column.dictionary.map((name) => ({
        label: labels.get(name) ?? name,
        lost: unitsOf(table.columns.get(`lost.${name}`)),
      }));
      return { codes: column.codes, parts };
    });
  return (row) => {
    let text = '';
    for (const { codes, parts } of reasons) {
      if (codes[row] < 0) break;
      const { label, lost } = parts[codes[row]];
      text += `${text === '' ? '' : '; '}${label} ${formatLost(lost === undefined ? Number.NaN : lost[row])}`;
    }
    return textCell(text);
  };
}

function unitsOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}

/** "-6.30" of 6.3 points lost. */
function formatLost(units: number): string {
  return Number.isNaN(units) ? '' : formatUnits(toScale(decimal(-units, pointScale), 2).units, 2);
}

function actionWriter({ rubric, table, locale }: RunReport): WriteCell {
  const groups = rubric.actions.flatMap(({ name, rules }) => {
    const values = unitsOf(table.columns.get(`action.${name}`));
    return values === undefined
      ? []
      : [{ values, texts: rules.map((rule) => `${name}: ${inLocale(rule.do, locale, '')}`) }];
  });
  return joinWriter(
    groups.map(
      ({ values, texts }) =>
        (row) =>
          texts[values[row]],
    ),
  );
}

function listWriter({ rubric, table }: RunReport): WriteCell {
  const lists = rubric.lists.flatMap(({ name }) => {
    const values = unitsOf(table.columns.get(`list.${name}`));
    return values === undefined ? [] : [{ name, values }];
  });
  return joinWriter(
    lists.map(
      ({ name, values }) =>
        (row) =>
          values[row] === 1 ? name : undefined,
    ),
  );
}

/** Texts that a row has, joined; undefined is none. Rows share few combinations, so their cells are kept. */
function joinWriter(parts: readonly ((row: number) => string | undefined)[]): WriteCell {
  if (parts.length === 0) return emptyCell;
  const kept = new Map<string, string>();
  return (row) => {
    let text = '';
    for (const part of parts) {
      const found = part(row);
      if (found !== undefined) text += text === '' ? found : '; ' + found;
    }
    let cell = kept.get(text);
    if (cell === undefined) {
      cell = textCell(text);
      if (kept.size < 4096) kept.set(text, cell);
    }
    return cell;
  };
}
