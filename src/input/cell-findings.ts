import type { Problem } from '../model/problem.ts';
import { compareText } from '../text/text-order.ts';
import { inputProblems } from './problems.ts';

// Findings about cells are counted a field, never listed, and carry no file: parts of a book and rows in another order
// give the same findings.

export function describeFinding(code: string, field: string, count: number): Problem {
  const { meaning } = (inputProblems as Readonly<Record<string, { readonly meaning: string }>>)[code];
  return { code, severity: 'finding', message: `field "${field}": ${meaning.replace(/\.$/, '')}`, count };
}

/** One finding for all that say the same, counts added, in the order of code and message. */
export function gatherFindings(findings: readonly Problem[]): Problem[] {
  const gathered = new Map<string, Problem>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.message}`;
    const same = gathered.get(key);
    const count = same?.count === undefined || finding.count === undefined ? finding.count : same.count + finding.count;
    gathered.set(key, { ...finding, ...(count === undefined ? {} : { count }) });
  }
  return [...gathered].sort(([a], [b]) => compareText(a, b)).map(([, finding]) => finding);
}
