import { headSize, type Inspection } from '../encoding.ts';
import type { PartedFile, Range, RangeSurvey } from './parted-file.ts';

// Where a file can be cut: behind a line feed with an even number of quotes before it. In a file that keeps to RFC 4180 a row
// ends there; in others the reader of the part before finds that none does.

/** How far behind the place where a cut would be best a line feed is looked for (bytes). */
const longestSearch = 1 << 16;

/** Where a part begins, in bytes and lines. */
export interface Cut {
  readonly at: number;
  readonly line: number;
}

export interface PartedInspection extends Inspection {
  /** The beginnings of parts; the first is that of the file. */
  readonly cuts: readonly Cut[];
  readonly lineEnds: number;
}

/** What `inspectBytes` tells of a file, found by several threads, and where to cut it. */
export async function inspectParts(file: PartedFile): Promise<PartedInspection> {
  const { size, parts } = file;
  const head = await file.slice({ start: 0, end: Math.min(size, headSize) });
  const starts = [0];
  for (let part = 1; part < parts; part++) {
    const best = Math.floor((size / parts) * part);
    const bytes = await file.slice({ start: best, end: Math.min(size, best + longestSearch) });
    const at = best + bytes.indexOf(10) + 1;
    if (at > best && at > starts[starts.length - 1] && at < size) starts.push(at);
  }
  const ranges = starts.map((start, index): Range => ({ start, end: starts[index + 1] ?? size }));
  const surveys = await Promise.all(ranges.map((range) => file.survey(range)));
  return {
    head,
    size,
    utf8: surveys.every(({ utf8 }) => utf8),
    carriageReturns: surveys.some(({ carriageReturns }) => carriageReturns),
    cuts: placeCuts(starts, surveys),
    lineEnds: surveys.reduce((sum, { lineEnds }) => sum + lineEnds, 0),
  };
}

function placeCuts(starts: readonly number[], surveys: readonly RangeSurvey[]): Cut[] {
  const cuts: Cut[] = [];
  let quotes = 0;
  let line = 1;
  surveys.forEach(({ odd, ...survey }, index) => {
    if (quotes % 2 === 0) cuts.push({ at: starts[index], line });
    else if (odd !== undefined) cuts.push({ at: odd.at, line: line + odd.lineEnds });
    quotes += survey.quotes;
    line += survey.lineEnds;
  });
  return cuts;
}
