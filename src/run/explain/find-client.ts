import type { Problem } from '../../model/problem.ts';
import type { Rubric } from '../../model/rubric.ts';
import { isText, type Table, type TextColumn, textAt } from '../../model/table.ts';
import { UserError } from '../../model/user-error.ts';
import { nearest } from '../../text/nearest.ts';

// Which client is meant: its id, its whole name, or a part of the name that no other has (ASCII case free).

const mostListed = 10;
/** Beyond so many clients nothing is offered that is merely like what was asked for. */
const mostCompared = 200_000;

/** The client's row. Throws a UserError where there is none, or more than one. */
export function findClient({ rows, columns }: Table, { portfolio }: Rubric, asked: string): number {
  const ids = columns.get(portfolio.id) as TextColumn;
  const names = portfolio.name === undefined ? undefined : columns.get(portfolio.name);
  const titles = names !== undefined && isText(names) ? names : undefined;
  const whole: number[] = [];
  const parts: number[] = [];
  const wanted = fold(asked);
  for (let row = 0; row < rows; row++) {
    if (textAt(ids, row) === asked) return row;
    const name = titles && textAt(titles, row);
    if (typeof name !== 'string' || wanted === '') continue;
    const folded = fold(name);
    if (folded === wanted) whole.push(row);
    else if (folded.includes(wanted)) parts.push(row);
  }
  const found = whole.length > 0 ? whole : parts;
  if (found.length === 1) return found[0];
  const shown = (row: number) => {
    const name = titles && textAt(titles, row);
    return typeof name === 'string' ? `${textAt(ids, row)} ${name}` : (textAt(ids, row) ?? '');
  };
  if (found.length === 0) throw new UserError([notFound(asked, ids, titles, rows)]);
  const listed = found.slice(0, mostListed).map(shown).join(', ');
  const more = found.length > mostListed ? ` and ${found.length - mostListed} more` : '';
  throw new UserError([
    {
      code: 'client-ambiguous',
      severity: 'error',
      message: `"${asked}" is part of the name of ${found.length} clients`,
      found: listed + more,
      expected: 'the id of one client, or a part of one name only',
    },
  ]);
}

function notFound(asked: string, ids: TextColumn, names: TextColumn | undefined, rows: number): Problem {
  const message = `no client has the id "${asked}" or a name with it`;
  const problem = { code: 'client-not-found', severity: 'error', message } as const;
  if (rows > mostCompared) return problem;
  const like = [ids, names].flatMap((column) => {
    const one = column && nearest(asked, textsOf(column, rows));
    return one === undefined ? [] : [`"${one}"`];
  });
  return like.length === 0 ? problem : { ...problem, hint: `did you mean ${like.join(' or ')}?` };
}

function* textsOf(column: TextColumn, rows: number): Generator<string> {
  for (let row = 0; row < rows; row++) {
    const text = textAt(column, row);
    if (text !== null) yield text;
  }
}

function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).trim();
}
