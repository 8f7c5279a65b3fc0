import { inLocale } from '../model/locale.ts';
import { type Column, isText } from '../model/table.ts';
import type { RunReport } from './format.ts';

// The columns of a clients file, whatever format writes them. Reasons, actions and lists are joined by "; ":
// `DSCR -6.30` is a factor and the weighted points it cost, `pricing: base rate` an action group and what it says. The last
// columns before those passed through belong to runs with a previous one and are missing without one.

/** A column of the table (undefined is missing throughout), or a text that a format makes of several. */
export type ClientColumn =
  | { readonly heading: string; readonly column: Column | undefined }
  | { readonly heading: MadeText; readonly made: MadeText };

export type MadeText = 'reasons' | 'actions' | 'lists';

export function listClientColumns(report: RunReport): ClientColumn[] {
  const { rubric, table } = report;
  const { portfolio, dimensions } = rubric;
  const own = (heading: string, name: string | undefined = heading): ClientColumn => ({
    heading,
    column: table.columns.get(name),
  });
  // A run without a previous one has no such columns, and then a heading of the book may have the name.
  const ofRun = (heading: string, name: string): ClientColumn =>
    report.passThrough.includes(name) ? { heading, column: undefined } : own(heading, name);
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const columns: ClientColumn[] = [
    own('id', portfolio.id),
    portfolio.name === undefined ? { heading: 'name', column: undefined } : own('name', portfolio.name),
    own('measure', portfolio.measure),
    own('tier'),
    own('model_tier', 'tier.model'),
    ...['grade', 'score', 'rank', 'top_percent', 'cumulative_share', 'abc'].map((name) => own(name)),
    ...dimensions.map(({ name }) => own(name)),
    ...factors.map(({ name }) => own(`points.${name}`)),
    own('coverage'),
    ...(['reasons', 'actions', 'lists'] as const).map((made) => ({ heading: made, made })),
    ofRun('previous_tier', 'previous_tier'),
    ofRun('move', 'migration.move'),
    ofRun('cause', 'migration.cause'),
  ];
  const taken = new Set(columns.map(({ heading }) => heading));
  for (const name of report.passThrough) {
    const heading = taken.has(name) ? `book.${name}` : name;
    taken.add(heading);
    columns.push(own(heading, name));
  }
  return columns;
}

/** A column of small whole numbers and the text that each stands for; '' is none. */
export interface Choice {
  readonly values: Float64Array;
  readonly texts: readonly string[];
}

/** What the cells of actions, or of lists, are joined from. */
export function listChoices({ rubric, table, locale }: RunReport, made: 'actions' | 'lists'): Choice[] {
  const named =
    made === 'actions'
      ? rubric.actions.map(({ name, rules }) => ({
          column: `action.${name}`,
          texts: rules.map((rule) => `${name}: ${inLocale(rule.do, locale, '')}`),
        }))
      : rubric.lists.map(({ name }) => ({ column: `list.${name}`, texts: ['', name] }));
  return named.flatMap(({ column, texts }): Choice[] => {
    const found = table.columns.get(column);
    return found === undefined || isText(found) ? [] : [{ values: found.values, texts }];
  });
}

/** The texts that a place has, joined; '' where it has none. */
export function joinChoices(choices: readonly Choice[], place: number): string {
  return choices
    .map(({ values, texts }) => texts[values[place]] ?? '')
    .filter((text) => text !== '')
    .join('; ');
}
