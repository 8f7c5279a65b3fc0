import { createHash } from 'node:crypto';
import { buildDocument } from '../document/build.ts';
import { describeClientColumns } from '../document/client-columns.ts';
import type { ReportDocument, Section } from '../document/document.ts';
import type { ReadAsset, RunReport } from '../format.ts';
import { withPercentSign } from '../number-text.ts';
import { cellText } from './cells.ts';
import { drawFigure } from './charts/figure.ts';
import { writeDetailData, writeRowData } from './client-data.ts';
import { listClientFields } from './client-fields.ts';
import { drawClientSection, type HeldClients } from './client-section.ts';
import { escapeHtml, textJson } from './escape.ts';
import { drawTables } from './table.ts';
import { type PageWords, pageWords } from './words.ts';

// report.html: one file to read from top to bottom, offline. Its policy lets nothing be fetched and nothing run but the one
// style and the one script, whose hashes it names; data stand in script blocks of JSON and reach the page as text only.

/** Clients that a page holds; a browser copes with more, but the file becomes too large to send. */
const mostClients = 200_000;

/** Where the clients are read best: after what is said of all of them. */
const beforeClients = ['data-quality', 'method'];

export async function* writePage(report: RunReport, readAsset: ReadAsset, most = mostClients): AsyncGenerator<string> {
  const document = buildDocument(report);
  const words = pageWords[document.locale];
  const style = await readAsset('report/html/assets/page.css');
  const script = await readAsset('report/html/assets/page.js');
  const sections = placeClients(document.sections);
  const held: HeldClients = { fields: listClientFields(report), rows: report.order.subarray(0, most) };
  const hasClients = sections.some(({ key }) => key === 'clients');
  yield drawHead(document, style, script);
  yield drawTop(document, sections, words);
  for (const section of sections) {
    yield section.key === 'clients'
      ? drawClientSection(section, report, document, words, held)
      : drawSection(section, document, words);
    yield '\n';
  }
  yield `</main>\n<footer>${escapeHtml(document.run)}</footer>\n`;
  if (hasClients) {
    yield `<script type="application/json" id="page-words">${wordsJson(words, report)}</script>\n`;
    yield '<script type="application/json" id="row-data">\n';
    yield* writeRowData(report, held.fields, held.rows);
    yield '</script>\n<script type="application/json" id="detail-data">\n';
    yield* writeDetailData(report, held.rows);
    yield '</script>\n';
  }
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function placeClients(sections: readonly Section[]): Section[] {
  const clients = sections.filter(({ key }) => key === 'clients');
  const others = sections.filter(({ key }) => key !== 'clients');
  const place = others.findIndex(({ key }) => beforeClients.includes(key));
  const at = place < 0 ? others.length : place;
  return [...others.slice(0, at), ...clients, ...others.slice(at)];
}

function drawHead({ locale, title }: ReportDocument, style: string, script: string): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

function drawTop(document: ReportDocument, sections: readonly Section[], words: PageWords): string {
  const { title, subtitle, figures, locale } = document;
  const links = sections.map((section) => `<li><a href="#${section.key}">${escapeHtml(section.title)}</a></li>`);
  const skip = sections.some(({ key }) => key === 'clients')
    ? `<a class="skip" href="#clients">${escapeHtml(words.skip)}</a>\n`
    : '';
  const cards = figures.map(({ label, value, kind, digits, note }) => {
    const text = escapeHtml(cellText(value, kind, digits, locale));
    return `<div class="card"><dt>${escapeHtml(label)}</dt><dd class="value${text.length > 14 ? ' longest' : text.length > 10 ? ' longer' : ''}">${text}</dd><dd>${escapeHtml(note)}</dd></div>`;
  });
  return `<body>
${skip}<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(subtitle)}</p>
</header>
<nav class="screen" aria-label="${escapeHtml(words.contents)}"><ul>${links.join('')}</ul></nav>
<main>
<dl class="figures">
${cards.join('\n')}
</dl>
`;
}

function drawSection(
  { key, title, notes, charts, tables }: Section,
  { locale }: ReportDocument,
  words: PageWords,
): string {
  const view = (id: string) => ({ locale, words, id });
  // A heat map is a table here: where the same counts are a table already, one is enough.
  const drawn = tables.some(({ matrix }) => matrix) ? charts.filter(({ kind }) => kind !== 'heat') : charts;
  return `<section id="${key}">
<h2>${escapeHtml(title)}</h2>
${notes.map((note) => `<p>${escapeHtml(note)}</p>\n`).join('')}${drawn
  .map((chart, index) => `${drawFigure(chart, view(`${key}-chart-${index + 1}`))}\n`)
  .join('')}<div class="tables">
${drawTables(tables, view(`${key}-table`))}
</div>
</section>`;
}

/** Texts that the script shows. */
function wordsJson(words: PageWords, report: RunReport): string {
  const made = describeClientColumns(report).filter(({ source }) => 'made' in source);
  const titles = Object.fromEntries(made.map(({ key, title }) => [key, title]));
  const shown = Object.entries({ ...words, ...titles, percent: withPercentSign('', report.locale) }).flatMap(
    ([key, value]) => (typeof value === 'string' ? [`${textJson(key)}:${textJson(value)}`] : []),
  );
  return `{${shown.join()}}`;
}
