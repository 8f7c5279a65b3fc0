import { buildDocument } from '../document/build.ts';
import { makeScope } from '../document/scope.ts';
import type { RunReport } from '../format.ts';
import { escapeLine, escapeMarkdown } from './escape.ts';
import {
  attentionLines,
  documentTable,
  figureLines,
  migrationLines,
  outcomeLines,
  type Part,
  paretoLines,
} from './sections.ts';

// The summary for a mail or a chat: GitHub's Markdown that also reads as plain text. Clients are not in it.

const tierColumns = ['name', 'clients', 'client_share', 'measure', 'measure_share', 'mean_score'];
/** Files that every run writes, and those that a format adds. */
const always = ['summary.json', 'manifest.json'];
const asked = ['report.xlsx', 'report.html', 'clients.csv', 'rejects.csv'];

export function writeMarkdown(report: RunReport): string {
  const scope = makeScope(report);
  const document = buildDocument(report);
  const { words } = scope;
  const list = (names: readonly string[]) => words.joined(names.map((name) => `\`${name}\``));
  const parts: Part[] = [
    figureLines(scope, document),
    attentionLines(scope),
    ...documentTable(scope, document, 'summary', 'tiers', tierColumns),
    ...documentTable(scope, document, 'tier-by-grade', 'clients'),
    ...paretoLines(scope, document),
    ...migrationLines(scope, document),
    ...outcomeLines(scope, document),
    ...documentTable(scope, document, 'lists', 'overview'),
    { title: words.summaryPage.files, lines: [words.summaryPage.filesText(list(always), list(asked))] },
  ];
  const head = [`# ${escapeMarkdown(document.title)}`, '', escapeLine(document.subtitle)];
  const body = parts.flatMap(({ title, lines }) => ['', `## ${escapeMarkdown(title)}`, '', ...lines]);
  return `${[...head, ...body].join('\n')}\n`;
}
