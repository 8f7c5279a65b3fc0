import type { ReportDocument, ReportTable, Section } from '../document/document.ts';
import type { RunReport } from '../format.ts';
import { groupCount } from '../number-text.ts';
import { type ClientField, cellAt } from './client-fields.ts';
import { escapeHtml } from './escape.ts';
import { drawTable } from './table.ts';
import type { PageWords } from './words.ts';

// The client table: controls and an empty grid that the page's script fills with the rows in view, the dialog of a client's
// detail, and the first rows as a plain table for paper and for readers without scripts.

const printedRows = 30;
const printed = 'rank id name tier grade score measure move'.split(' ');

export interface HeldClients {
  readonly fields: readonly ClientField[];
  /** Rows of the table, in the order of the report. */
  readonly rows: Uint32Array;
}

export function drawClientSection(
  section: Section,
  report: RunReport,
  { locale }: ReportDocument,
  words: PageWords,
  { fields, rows }: HeldClients,
): string {
  const all = report.order.length;
  const has = (key: string) => fields.some((field) => field.key === key);
  const titleOf = (key: string) => escapeHtml(fields.find((field) => field.key === key)?.title ?? key);
  const held = rows.length < all ? `<p>${escapeHtml(words.held(groupCount(rows.length), groupCount(all)))}</p>\n` : '';
  const choice = (id: string, label: string) =>
    `<label>${label}<select id="${id}"><option value="">${escapeHtml(words.all)}</option></select></label>`;
  const notes = section.notes.map((note) => `<p>${escapeHtml(note)}</p>\n`).join('');
  return `<section id="${section.key}">
<h2>${escapeHtml(section.title)}</h2>
${notes}${held}<div id="client-tools" class="screen" hidden>
<div class="tools" role="search">
<label class="grow">${escapeHtml(words.search)}<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="${escapeHtml(words.searchHint)}"></label>
${has('tier') ? choice('filter-tier', titleOf('tier')) : ''}
${has('grade') ? choice('filter-grade', titleOf('grade')) : ''}
${report.rubric.lists.length > 0 ? choice('filter-list', escapeHtml(words.list)) : ''}
</div>
<p class="note"><output id="found" for="search" aria-live="polite"></output> <span id="grid-keys">${escapeHtml(words.keys)}</span></p>
<div id="viewport"><table id="grid" role="grid" tabindex="0" aria-label="${escapeHtml(section.title)}" aria-describedby="grid-keys"><thead><tr></tr></thead><tbody></tbody></table></div>
</div>
<div id="first-clients">
${drawTable(firstClients(fields, rows, all, words), { locale, words, id: 'first-clients-title' })}
</div>
<dialog id="detail" aria-label="${escapeHtml(words.detail)}"></dialog>
</section>`;
}

function firstClients(fields: readonly ClientField[], rows: Uint32Array, all: number, words: PageWords): ReportTable {
  const shown = printed.flatMap((key) => fields.filter((field) => field.key === key));
  const first = Array.from(rows.subarray(0, printedRows));
  const note = first.length < all ? { note: words.firstOnly(groupCount(first.length), groupCount(all)) } : {};
  return {
    key: 'first-clients',
    ...note,
    columns: shown.map(({ key, title, kind, digits }) => ({ key, title, kind, digits })),
    rows: first.map((row) => ({ cells: shown.map((field) => cellAt(field, row)) })),
  };
}
