import type { Reject } from '../../model/book.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { CheckSummary } from '../../model/summary.ts';
import { compareText } from '../../text/text-order.ts';
import { toVisible } from '../../text/visible-text.ts';
import { groupCount, groupDigits, shortDigits } from '../number-text.ts';
import { moreLine, tableLines, textLines, type View } from './view.ts';

const mostShown = 12;

/** Each check with what it asks, the figures it saw, and whether it held. */
export function checkLines(view: View): string[] {
  const { checks } = view.result.summary;
  if (checks.length === 0) return [];
  const rows = checks.map((check) => [
    toVisible(check.check),
    verdict(view, check),
    { text: toVisible(check.rule), paint: view.ink.dim },
    Object.values(check.figures)
      .map((figure) => figureText(view, figure))
      .join(', '),
  ]);
  return tableLines(
    view,
    [
      { heading: view.words.checks, align: 'left' },
      { heading: '', align: 'left' },
      { heading: '', align: 'left', spare: 1 },
      { heading: '', align: 'left', spare: 2 },
    ],
    rows,
  );
}

function verdict({ words, ink }: View, { holds, breach }: CheckSummary) {
  if (holds === true) return { text: words.ok, paint: ink.green };
  return breach === 'fail' ? { text: words.fails, paint: ink.red } : { text: words.warns, paint: ink.yellow };
}

function figureText(view: View, figure: Decimal | null): string {
  if (figure === null) return view.words.notAvailable;
  return figure.scale > 6 ? shortDigits({ ...roundTo(figure, 6) }) : shortDigits(figure);
}

function roundTo(figure: Decimal, scale: number): Decimal {
  return { units: BigInt(groupDigits(figure, scale).replace(/[,.]/g, '')), scale };
}

/** Findings by their count; the rest are in summary.json. */
export function findingLines(view: View): string[] {
  const { words, ink } = view;
  const { findings } = view.result.summary;
  if (findings.length === 0) return [];
  const lines = [ink.bold(words.findings)];
  for (const { message, count } of findings.slice(0, mostShown)) {
    const times = count === undefined || count === 1 ? '' : ` (${groupCount(count)})`;
    lines.push(...textLines(view, toVisible(message) + times));
  }
  return [...lines, ...moreLine(view, findings.length - mostShown)];
}

interface CodeCount {
  readonly code: string;
  readonly first: Reject;
  count: number;
}

/** What was rejected, by code, most frequent first, with the first place of each. */
export function rejectLines(view: View): string[] {
  const { words } = view;
  const codes = countCodes(view.result.rejects);
  if (codes.length === 0) return [];
  const rows = codes
    .slice(0, mostShown)
    .map(({ code, count, first }) => [code, groupCount(count), { text: placeOf(view, first), paint: view.ink.dim }]);
  const lines = tableLines(
    view,
    [
      { heading: words.rejected, align: 'left' },
      { heading: words.cells, align: 'right' },
      { heading: words.firstAt, align: 'left', spare: 1 },
    ],
    rows,
  );
  return [...lines, ...moreLine(view, codes.length - mostShown)];
}

function countCodes(rejects: readonly Reject[]): CodeCount[] {
  const codes = new Map<string, CodeCount>();
  for (const reject of rejects) {
    const known = codes.get(reject.code);
    if (known === undefined) codes.set(reject.code, { code: reject.code, first: reject, count: 1 });
    else known.count++;
  }
  return [...codes.values()].sort((a, b) => b.count - a.count || compareText(a.code, b.code));
}

/** "book.csv:17 revenue_12m" or "book.xlsx Sheet1!C7". */
function placeOf(view: View, { file, sheet, line, cell, field }: Reject): string {
  const place = sheet === undefined ? `${file}:${line}` : `${file} ${sheet}!${cell ?? line}`;
  return toVisible(`${place} ${field ?? view.words.wholeRow}`);
}
