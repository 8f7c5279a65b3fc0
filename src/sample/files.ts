import { stringify } from 'csv-stringify/sync';
import type { Locale } from '../model/locale.ts';
import { formatDate } from '../numeric/date.ts';
import { sampleBook, sampleContacts, sampleLoans } from './book.ts';
import type { SampleRow } from './cells.ts';
import { contactColumns, loanColumns, type SampleColumn, sampleColumns } from './columns.ts';
import { encodeGb18030 } from './gb18030.ts';
import { monthEnds, type SampleMonth } from './population.ts';
import { writeWorkbook } from './workbook.ts';

// Everything that `tierbook init` writes. Nothing here touches a file: the caller reads the assets and writes the rest.

export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The texts that are kept as files of their own, per locale: their paths from `src/` on. */
export const sampleAssets: Readonly<Record<Locale, { readonly rubric: string; readonly readme: string }>> = {
  en: { rubric: 'sample/assets/rubric.en.yaml', readme: 'sample/assets/README.en.md' },
  'zh-CN': { rubric: 'sample/assets/rubric.zh-CN.yaml', readme: 'sample/assets/README.zh-CN.md' },
};

/** Chosen for a book that shows everything: more gold clients than places, moves in both directions, a few defaults. */
const seed = 5;
const clients = 200;

function writeCsv(rows: readonly SampleRow[], headings: Locale, columns: readonly SampleColumn[]): string {
  return stringify([columns.map((column) => column.heading[headings]), ...rows]);
}

/** "2026-09". */
function nameOf(month: SampleMonth): string {
  return formatDate(monthEnds[month]).slice(0, 7);
}

const sheetNames: Readonly<Record<Locale, { readonly loans: string; readonly contacts: string }>> = {
  en: { loans: 'Loans', contacts: 'Contacts' },
  'zh-CN': { loans: '贷款明细', contacts: '联系记录' },
};

/** The files in the order in which a reader should open them; their names are ASCII, so that every system keeps them. */
export async function sampleFiles(
  locale: Locale,
  read: (path: string) => Promise<string>,
): Promise<readonly SampleFile[]> {
  const months = ([1, 2] as const).map((month) => {
    const settings = { seed, clients, month, locale };
    const [book, loans, contacts] = [sampleBook(settings), sampleLoans(settings), sampleContacts(settings)];
    return { name: nameOf(month), book, loans, contacts };
  });
  const [first] = months;
  const encoder = new TextEncoder();
  const csv = (name: string, rows: readonly SampleRow[], columns: readonly SampleColumn[]): SampleFile => ({
    name,
    bytes: encoder.encode(writeCsv(rows, locale, columns)),
  });
  const sheets = [
    { title: first.name, columns: sampleColumns, rows: first.book },
    { title: sheetNames[locale].loans, columns: loanColumns, rows: first.loans },
    { title: sheetNames[locale].contacts, columns: contactColumns, rows: first.contacts },
  ];
  return [
    { name: 'README.md', bytes: encoder.encode(await read(sampleAssets[locale].readme)) },
    { name: 'rubric.yaml', bytes: encoder.encode(await read(sampleAssets[locale].rubric)) },
    ...months.flatMap(({ name, book, loans, contacts }) => [
      csv(`clients-${name}.csv`, book, sampleColumns),
      csv(`loans-${name}.csv`, loans, loanColumns),
      csv(`contacts-${name}.csv`, contacts, contactColumns),
    ]),
    { name: `clients-${first.name}.xlsx`, bytes: await writeWorkbook(sheets, monthEnds[1], locale) },
    {
      name: `clients-${first.name}-gb18030.csv`,
      bytes: encodeGb18030(writeCsv(first.book, 'zh-CN', sampleColumns)),
    },
  ];
}
