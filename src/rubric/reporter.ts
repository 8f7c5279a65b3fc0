import type { Position, Problem, ProblemCatalogue } from '../model/problem.ts';
import { compareText } from '../text/text-order.ts';
import type { Report } from './feel/scope.ts';
import { normaliseText } from './yaml.ts';

// Collects the problems of a rubric: severity from the catalogues, the line itself from the files that were read.

export interface RubricFile {
  readonly name: string;
  readonly text: string;
}

export interface Reporter {
  readonly report: Report;
  /** Everything reported so far, by file (as read), line and column; what is said twice of one place is said once. */
  sorted(): Problem[];
}

/** `files` may still grow while problems are reported. */
export function createReporter(catalogue: ProblemCatalogue, files: readonly RubricFile[]): Reporter {
  const problems = new Map<string, Problem>();
  const report = (code: string, at: Position, message: string, more: object = {}): void => {
    const severity = catalogue[code]?.severity ?? 'error';
    const { file, line, column, length } = at;
    const key = JSON.stringify([code, file, line, column, message]);
    if (!problems.has(key)) problems.set(key, { code, severity, message, file, line, column, length, ...more });
  };
  const sorted = (): Problem[] => {
    const lines = new Map(files.map((file) => [file.name, normaliseText(file.text).split('\n')]));
    const order = new Map(files.map((file, index) => [file.name, index]));
    const withLine = [...problems.values()].map((problem) => {
      const excerpt = lines.get(problem.file ?? '')?.[(problem.line ?? 0) - 1];
      return excerpt === undefined ? problem : { ...problem, excerpt };
    });
    return withLine.sort(
      (a, b) =>
        (order.get(a.file ?? '') ?? -1) - (order.get(b.file ?? '') ?? -1) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0) ||
        compareText(a.code, b.code),
    );
  };
  return { report, sorted };
}
