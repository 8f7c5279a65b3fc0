import { writeClients } from './clients-csv.ts';
import type { ReadAsset, ReportFormat, RunReport } from './format.ts';
import { listFiles } from './lists-csv.ts';
import { writeParquet } from './parquet.ts';
import { writeRejects } from './rejects-csv.ts';
import { summaryPieces } from './summary-json.ts';

// The formats of `--format`. A further one is its file and a line here.

export const formats: Readonly<Record<string, ReportFormat>> = {
  csv: {
    name: 'csv',
    summary: 'clients.csv, rejects.csv and lists/',
    files: (report, crew) => [
      { name: 'clients.csv', content: writeClients(report, crew) },
      { name: 'rejects.csv', content: writeRejects(report.rejects, report.csv) },
      ...listFiles(report, crew),
    ],
  },
  json: {
    name: 'json',
    summary: 'summary.json',
    files: (report) => [{ name: 'summary.json', content: summaryPieces(report.summary) }],
  },
  parquet: {
    name: 'parquet',
    summary: 'clients.parquet',
    files: (report) => [{ name: 'clients.parquet', content: writeParquet(report) }],
  },
  xlsx: {
    name: 'xlsx',
    summary: 'report.xlsx, the workbook to send on',
    files: (report) => [{ name: 'report.xlsx', content: loadWorkbook(report) }],
  },
  md: {
    name: 'md',
    summary: 'report.md, the summary for a mail or a chat',
    files: (report) => [{ name: 'report.md', content: loadMarkdown(report) }],
  },
  html: {
    name: 'html',
    summary: 'report.html, one offline page with charts and a client table',
    losses: true,
    files: (report, _crew, readAsset) => [{ name: 'report.html', content: loadPage(report, readAsset) }],
  },
};

/** ECharts is loaded when a page is asked for. */
async function* loadPage(report: RunReport, readAsset: ReadAsset | undefined): AsyncGenerator<string> {
  if (readAsset === undefined) throw new Error('a page needs its script and style');
  const { writePage } = await import('./html/page.ts');
  yield* writePage(report, readAsset);
}

/** The libraries of a workbook are loaded when one is asked for. */
async function* loadWorkbook(report: RunReport): AsyncGenerator<Uint8Array> {
  const { writeWorkbook } = await import('./excel/workbook.ts');
  yield* writeWorkbook(report);
}

async function* loadMarkdown(report: RunReport): AsyncGenerator<string> {
  const { writeMarkdown } = await import('./markdown/markdown.ts');
  yield writeMarkdown(report);
}
