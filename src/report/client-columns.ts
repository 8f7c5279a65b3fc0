import { inLocale } from '../model/locale.ts';
import { type Column, isText } from '../model/table.ts';
import { pointScale } from '../model/value-type.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { rescale } from '../numeric/scaled.ts';
import type { RunReport } from './format.ts';
import { labelIn } from './label-in.ts';

// The columns of a clients file as values, before a format writes them. Reasons, actions and lists are joined by "; ":
// `DSCR -6.30` is a factor and the weighted points it cost, `pricing: base rate` an action group and what it says. The last
// columns before those passed through belong to runs with a previous one and are missing until there is one.

/** A column of the table (undefined is missing throughout), or a text made for each row (null is missing). */
export type ClientColumn =
  | { readonly heading: string; readonly column: Column | undefined }
  | { readonly heading: string; readonly textOf: (row: number) => string | null };

const mostReasons = 4;

export function listClientColumns(report: RunReport): ClientColumn[] {
  const { rubric, table } = report;
  const { portfolio, dimensions } = rubric;
  const own = (heading: string, name: string | undefined = heading): ClientColumn => ({
    heading,
    column: table.columns.get(name),
  });
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const columns: ClientColumn[] = [
    own('id', portfolio.id),
    portfolio.name === undefined ? { heading: 'name', column: undefined } : own('name', portfolio.name),
    own('measure', portfolio.measure),
    own('tier'),
    // Overrides come with a previous run; until then the model's tier is the tier.
    own('model_tier', 'tier'),
    ...['grade', 'score', 'rank', 'top_percent', 'cumulative_share', 'abc'].map((name) => own(name)),
    ...dimensions.map(({ name }) => own(name)),
    ...factors.map(({ name }) => own(`points.${name}`)),
    own('coverage'),
    { heading: 'reasons', textOf: reasonsOf(report) },
    { heading: 'actions', textOf: actionsOf(report) },
    { heading: 'lists', textOf: listsOf(report) },
    // By no column of the table: a field of the book may have one of these names.
    ...['previous_tier', 'move', 'cause'].map((heading) => ({ heading, column: undefined })),
  ];
  const taken = new Set(columns.map(({ heading }) => heading));
  for (const name of report.passThrough) {
    const heading = taken.has(name) ? `book.${name}` : name;
    taken.add(heading);
    columns.push(own(heading, name));
  }
  return columns;
}

type TextOfRow = (row: number) => string | null;

function joined(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join('; ');
}

function reasonsOf({ rubric, table, locale }: RunReport): TextOfRow {
  const factors = rubric.dimensions.flatMap((dimension) => dimension.factors);
  const labels = new Map(factors.map(({ name, label }) => [name, labelIn(label, locale, name)]));
  const places = Array.from({ length: mostReasons }, (_, place) => table.columns.get(`reason.${place + 1}`))
    .filter((column) => column !== undefined && isText(column))
    .map(({ codes, dictionary }) => ({
      codes,
      parts: dictionary.map((name) => ({
        label: labels.get(name) ?? name,
        lost: unitsOf(table.columns.get(`lost.${name}`)),
      })),
    }));
  return (row) => {
    const texts: string[] = [];
    for (const { codes, parts } of places) {
      if (codes[row] < 0) break;
      const { label, lost } = parts[codes[row]];
      texts.push(`${label} ${lost === undefined ? '' : formatUnits(rescale(-lost[row], pointScale, 2), 2)}`);
    }
    return joined(texts);
  };
}

function unitsOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}

/** A column of small whole numbers and the text that each stands for; '' is none. */
interface Choice {
  readonly values: Float64Array;
  readonly texts: readonly string[];
}

function actionsOf({ rubric, table, locale }: RunReport): TextOfRow {
  return chosenTexts(
    rubric.actions.flatMap(({ name, rules }): Choice[] => {
      const values = unitsOf(table.columns.get(`action.${name}`));
      const texts = rules.map((rule) => `${name}: ${inLocale(rule.do, locale, '')}`);
      return values === undefined ? [] : [{ values, texts }];
    }),
  );
}

function listsOf({ rubric, table }: RunReport): TextOfRow {
  return chosenTexts(
    rubric.lists.flatMap(({ name }): Choice[] => {
      const values = unitsOf(table.columns.get(`list.${name}`));
      return values === undefined ? [] : [{ values, texts: ['', name] }];
    }),
  );
}

function chosenTexts(choices: readonly Choice[]): TextOfRow {
  return (row) => joined(choices.map(({ values, texts }) => texts[values[row]] ?? '').filter((text) => text !== ''));
}
