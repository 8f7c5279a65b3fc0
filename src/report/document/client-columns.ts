import { isText } from '../../model/table.ts';
import { type ClientColumn, listClientColumns } from '../client-columns.ts';
import type { RunReport } from '../format.ts';
import type { CellKind, ReportColumn } from './document.ts';
import { type DocumentScope, factorName, gradeName, makeScope, tierName } from './scope.ts';

// The columns of a clients file as people read them: headings, kinds and values in the language of the report. Formats that
// stream clients take these instead of the headings of clients.csv.

export interface DocumentClientColumn extends ReportColumn {
  /** What the cells come from. */
  readonly source: ClientColumn;
  /** What a text of the column is called, where it is a name of the rubric or a word of the tool. */
  readonly nameOf?: (text: string) => string;
}

/** As many and in the same order as `listClientColumns`. */
export function describeClientColumns(report: RunReport): DocumentClientColumn[] {
  const scope = makeScope(report);
  const passed = new Set(report.passThrough);
  const columns = listClientColumns(report);
  const own = columns.length - passed.size;
  return columns.map((source, index) => {
    const title = index < own ? titleOf(scope, source.heading) : source.heading;
    const nameOf = index < own ? namingOf(scope, source.heading) : undefined;
    return {
      key: source.heading,
      title,
      ...shownAs(scope, source),
      source,
      ...(nameOf === undefined ? {} : { nameOf }),
    };
  });
}

function titleOf(scope: DocumentScope, heading: string): string {
  const { words, measure } = scope;
  const titles: Readonly<Record<string, string>> = {
    id: words.columns.id,
    name: words.columns.name,
    measure,
    tier: words.columns.tier,
    grade: words.columns.grade,
    score: words.columns.score,
    rank: words.columns.rank,
    model_tier: words.clientColumns.model_tier,
    top_percent: words.clientColumns.top_percent,
    cumulative_share: words.clientColumns.cumulative_share,
    abc: words.clientColumns.abc,
    coverage: words.clientColumns.coverage,
    reasons: words.clientColumns.reasons,
    actions: words.clientColumns.actions,
    lists: words.clientColumns.lists,
    previous_tier: words.clientColumns.previous_tier,
    move: words.clientColumns.move,
    cause: words.clientColumns.cause,
  };
  if (Object.hasOwn(titles, heading)) return titles[heading];
  if (heading.startsWith('points.'))
    return words.clientColumns.points(factorName(scope, heading.slice('points.'.length)));
  return scope.dimensionLabels.get(heading) ?? heading;
}

function namingOf(scope: DocumentScope, heading: string): ((text: string) => string) | undefined {
  const { moves, migration } = scope.words;
  const among = (names: Readonly<Record<string, string>>) => (text: string) =>
    Object.hasOwn(names, text) ? names[text] : text;
  switch (heading) {
    case 'tier':
    case 'model_tier':
    case 'previous_tier':
      return (tier) => tierName(scope, tier);
    case 'grade':
      return (grade) => gradeName(scope, grade);
    case 'move':
      return among(moves);
    case 'cause':
      return among(migration.causeNames);
    default:
      return undefined;
  }
}

function shownAs({ digits }: DocumentScope, source: ClientColumn): { kind: CellKind; digits: number } {
  const text = { kind: 'text', digits: 0 } as const;
  if ('made' in source || source.column === undefined || isText(source.column)) return text;
  const { heading } = source;
  const { kind, scale } = source.column.type;
  if (heading === 'coverage' || heading === 'cumulative_share') return { kind: 'share', digits: 1 };
  if (heading === 'measure') {
    if (kind === 'money') return { kind: 'money', digits: Math.min(scale, digits) };
    return { kind: scale === 0 ? 'count' : 'number', digits: Math.min(scale, 2) };
  }
  if (heading === 'rank') return { kind: 'count', digits: 0 };
  return { kind: heading === 'top_percent' ? 'number' : 'points', digits: 2 };
}
