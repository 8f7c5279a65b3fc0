import { decimal } from '../../numeric/decimal.ts';
import { groupCount, shortDigits } from '../number-text.ts';
import type { Figure } from './document.ts';
import { type DocumentScope, percentageText, shareText, tierName } from './scope.ts';

// The four figures that stand at the head of a report: who, how much, how concentrated, and what moved.

export function listFigures(scope: DocumentScope): Figure[] {
  return [clientsFigure(scope), measureFigure(scope), ...topFigure(scope), ...lastFigure(scope)];
}

function clientsFigure({ summary, words }: DocumentScope): Figure {
  const { clients, prospects, unrated } = summary.book;
  const known = clients - prospects;
  const note = words.figures.clientsNote(groupCount(known - unrated), groupCount(unrated));
  return { label: words.figures.clients, value: decimal(known, 0), kind: 'count', digits: 0, note };
}

function measureFigure(scope: DocumentScope): Figure {
  const { summary, words, measure, digits } = scope;
  const needed = summary.pareto.clientsFor.filter(({ clients }) => clients !== null);
  const eighty = needed.find(({ share }) => shortDigits(share) === '0.8') ?? needed[0];
  const note =
    eighty === undefined
      ? words.figures.measureAlone
      : words.figures.measureNote(groupCount(eighty.clients as number), shareText(scope, eighty.share, 0));
  const label = words.bracketed(measure, summary.currency);
  return { label, value: summary.book.total, kind: 'money', digits, note };
}

/** The share of the top that the rubric has an expectation of, else of the top 10 % or the one nearest above. */
function topFigure(scope: DocumentScope): Figure[] {
  const { summary, words, measure } = scope;
  const { top, expect } = summary.pareto;
  const wanted = shortDigits(expect?.top ?? decimal(10, 0));
  const shown = top.find(({ percent }) => shortDigits(percent) === wanted) ?? top[0];
  if (shown === undefined && expect === null) return [];
  const percent = percentageText(scope, shown?.percent ?? expect!.top);
  const observed = expect !== null && wanted === shortDigits(expect.top) ? expect.observed : shown.share;
  const held = shown === undefined ? '' : words.figures.topNote(shortDigits(shown.k), measure);
  const note =
    expect === null
      ? held
      : [held, words.figures.expected(shareText(scope, expect.expected, 0))]
          .filter((text) => text !== '')
          .join(scope.locale === 'zh-CN' ? '；' : '; ');
  return [{ label: words.figures.topShare(percent), value: observed, kind: 'share', digits: 1, note }];
}

/** With a previous run who moved, otherwise what the best tier brings. */
function lastFigure(scope: DocumentScope): Figure[] {
  const { summary, words, measure } = scope;
  const { migration, tiers } = summary;
  if (migration !== undefined) {
    const { up, down, new: entered, exit } = migration;
    const [rose, fell, came, left] = [up, down, entered, exit].map(({ clients }) => groupCount(clients));
    const value = decimal(up.clients + down.clients, 0);
    const note = words.figures.movedNote(rose, fell, came, left);
    return [{ label: words.figures.moved, value, kind: 'count', digits: 0, note }];
  }
  const best = tiers[0];
  if (best === undefined) return [];
  const note = words.figures.bestTierNote(groupCount(best.clients), shareText(scope, best.clientShare));
  const label = words.figures.bestTier(tierName(scope, best.tier), measure);
  return [{ label, value: best.measureShare, kind: 'share', digits: 1, note }];
}
