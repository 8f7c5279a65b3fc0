import type { Reject } from '../model/book.ts';
import type { Problem } from '../model/problem.ts';

/** Rejects as findings: those of one code and field are one, with the first of them and how many there are. */
export function rejectFindings(rejects: readonly Reject[]): Problem[] {
  const groups = new Map<string, { first: Reject; count: number }>();
  for (const reject of rejects) {
    const key = JSON.stringify([reject.code, reject.field, reject.whole]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: reject, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first, count }) => findingOf(first, count));
}

function findingOf({ file, sheet, line, cell, field, value, code, expected, whole }: Reject, count: number): Problem {
  const about = field === undefined ? 'the row' : `${field} cannot be used, so the row`;
  return {
    code,
    severity: 'finding',
    message: whole ? `${about} is rejected` : `${field} cannot be used and counts as missing`,
    file,
    line,
    ...(sheet === undefined ? {} : { sheet }),
    ...(cell === undefined ? {} : { cell }),
    ...(value === undefined ? {} : { found: value }),
    expected,
    count,
  };
}
