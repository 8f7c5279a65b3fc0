import ExcelJS from 'exceljs';
import { strToU8, unzipSync } from 'fflate';
import { parseIsoDate } from '../../numeric/date.ts';
import { buildDocument } from '../document/build.ts';
import type { ReportDocument } from '../document/document.ts';
import type { RunReport } from '../format.ts';
import { groupCount } from '../number-text.ts';
import { CellStyles } from './cell-styles.ts';
import { columnLetters } from './chart-data.ts';
import type { ClientField } from './client-fields.ts';
import { lastSheetRow, writeClientRows } from './client-rows.ts';
import { drawClients, idRange } from './client-sheet.ts';
import { styleDefaults } from './default-style.ts';
import { addToPackage, getText, type Parts, type SheetAdditions } from './package-parts.ts';
import { storedText } from './safe-text.ts';
import { type Contents, drawSection } from './section-sheet.ts';
import { nameSheets } from './sheet-names.ts';
import { workbookWords } from './words.ts';
import { zipEntries } from './zip-stream.ts';

// report.xlsx: exceljs writes the sheets of the document, which are small; charts are put into its package, the rows of the
// clients are written straight into their sheet, and all of it is packed again in pieces. Nothing of it comes from a clock,
// a locale or chance.

const millisecondsADay = 86_400_000;

interface ClientSheet {
  readonly number: number;
  readonly fields: readonly ClientField[];
}

export function writeWorkbook(report: RunReport): AsyncGenerator<Uint8Array> {
  return drawWorkbook(buildDocument(report), report);
}

/** A document as a workbook. `lastRow` is the last one of a sheet: a smaller one only tries what happens there. */
export async function* drawWorkbook(
  document: ReportDocument,
  report: RunReport,
  lastRow = lastSheetRow,
): AsyncGenerator<Uint8Array> {
  const workbook = openWorkbook(document, report.summary.asOf);
  const names = nameSheets(document.sections.map(({ title }) => title));
  const styles = new CellStyles(document.locale);
  const filled = Math.min(report.order.length + 1, lastRow);
  const home = names[document.sections.findIndex(({ key }) => key === 'summary')];
  const additions: SheetAdditions[] = [];
  let clients: ClientSheet | undefined;
  for (const [index, section] of document.sections.entries()) {
    const sheet = workbook.addWorksheet(names[index]);
    const number = index + 1;
    if (section.key === 'clients') {
      const page = { run: document.run, title: section.title, lastRow: filled };
      clients = { number, fields: drawClients(sheet, report, styles, page) };
      additions.push({ number, charts: [], textsLikeNumbers: idRange(filled) });
      continue;
    }
    const contents =
      section.key === 'summary' ? listContents(document, names, report.order.length, lastRow) : undefined;
    const task = { document, section, styles, ...(home !== undefined && { home }), ...(contents && { contents }) };
    additions.push({ number, charts: drawSection(sheet, task) });
  }
  const parts = unpack(new Uint8Array(await workbook.xlsx.writeBuffer()));
  addToPackage(parts, additions, document.locale);
  styleDefaults(parts, document.locale);
  yield* packParts(parts, report, clients, lastRow);
}

function openWorkbook({ title, subtitle, locale }: ReportDocument, asOf: string): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  workbook.creator = 'tierbook';
  workbook.lastModifiedBy = 'tierbook';
  workbook.title = storedText(title);
  workbook.subject = storedText(subtitle);
  workbook.created = new Date((parseIsoDate(asOf) ?? 0) * millisecondsADay);
  workbook.modified = workbook.created;
  (workbook as { language?: string }).language = locale;
  return workbook;
}

function listContents(document: ReportDocument, names: readonly string[], clients: number, lastRow: number): Contents {
  const words = workbookWords[document.locale];
  const sheets = document.sections.flatMap(({ key, notes }, index) => {
    if (key === 'summary') return [];
    const more = clients - (lastRow - 2);
    const note =
      key !== 'clients'
        ? (notes[0] ?? '')
        : clients > lastRow - 1
          ? words.furtherClients(groupCount(more), 'clients.csv')
          : words.allClients(groupCount(clients));
    return [{ name: names[index], note }];
  });
  return { title: words.contents, sheets };
}

function unpack(bytes: Uint8Array): Parts {
  const parts: Parts = new Map();
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    if (!path.endsWith('/')) parts.set(path, content);
  }
  return parts;
}

function packParts(
  parts: Parts,
  report: RunReport,
  clients: ClientSheet | undefined,
  lastRow: number,
): Generator<Uint8Array> {
  const streamed = clients && `xl/worksheets/sheet${clients.number}.xml`;
  const entries = [...parts].map(([path, bytes]) => ({
    path,
    content: clients && path === streamed ? clientPart(parts, path, report, clients.fields, lastRow) : [bytes],
  }));
  return zipEntries(entries);
}

const patternRow = /<row r="2".*?<\/row>/s;

/** The sheet with its pattern row replaced by the rows of the clients. */
function* clientPart(
  parts: Parts,
  path: string,
  report: RunReport,
  fields: readonly ClientField[],
  lastRow: number,
): Generator<Uint8Array> {
  const xml = getText(parts, path);
  const pattern = patternRow.exec(xml);
  if (pattern === null) throw new Error('the sheet of clients has no pattern row');
  const styles = [...pattern[0].matchAll(/<c [^>]*?s="(\d+)"/g)].map(([, style]) => style);
  const words = workbookWords[report.locale];
  const filled = Math.min(report.order.length + 1, lastRow);
  const range = `A1:${columnLetters(fields.length)}${filled}`;
  yield strToU8(xml.slice(0, pattern.index).replace(/<dimension ref="[^"]*"/, `<dimension ref="${range}"`));
  yield* writeClientRows({
    fields,
    order: report.order,
    styles,
    lastRow,
    furtherText: (count) => words.furtherClients(groupCount(count), 'clients.csv'),
  });
  yield strToU8(xml.slice(pattern.index + pattern[0].length));
}
