import { stringify } from 'csv-stringify/sync';
import type { Locale } from '../model/locale.ts';
import { formatDate } from '../numeric/date.ts';
import { sampleBook } from './book.ts';
import type { SampleRow } from './cells.ts';
import { sampleColumns } from './columns.ts';
import { encodeGb18030 } from './gb18030.ts';
import { monthEnds, type SampleMonth } from './population.ts';
import { writeWorkbook } from './workbook.ts';

// Everything that `tierbook init` writes. Nothing here touches a file: the caller reads the assets and writes the rest.

export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The texts that are kept as files of their own, per locale; the build copies them beside the code. */
export const sampleAssets: Readonly<Record<Locale, { readonly rubric: URL; readonly readme: URL }>> = {
  en: {
    rubric: new URL('./assets/rubric.en.yaml', import.meta.url),
    readme: new URL('./assets/README.en.md', import.meta.url),
  },
  'zh-CN': {
    rubric: new URL('./assets/rubric.zh-CN.yaml', import.meta.url),
    readme: new URL('./assets/README.zh-CN.md', import.meta.url),
  },
};

/** Chosen for a book that shows everything: more gold clients than places, moves in both directions, a few defaults. */
const seed = 5;
const clients = 200;

function writeCsv(rows: readonly SampleRow[], headings: Locale): string {
  return stringify([sampleColumns.map((column) => column.heading[headings]), ...rows]);
}

/** "2026-09". */
function nameOf(month: SampleMonth): string {
  return formatDate(monthEnds[month]).slice(0, 7);
}

/** The files in the order in which a reader should open them; their names are ASCII, so that every system keeps them. */
export async function sampleFiles(
  locale: Locale,
  read: (asset: URL) => Promise<string>,
): Promise<readonly SampleFile[]> {
  const first = sampleBook({ seed, clients, month: 1, locale });
  const second = sampleBook({ seed, clients, month: 2, locale });
  const encoder = new TextEncoder();
  return [
    { name: 'README.md', bytes: encoder.encode(await read(sampleAssets[locale].readme)) },
    { name: 'rubric.yaml', bytes: encoder.encode(await read(sampleAssets[locale].rubric)) },
    { name: `clients-${nameOf(1)}.csv`, bytes: encoder.encode(writeCsv(first, locale)) },
    { name: `clients-${nameOf(2)}.csv`, bytes: encoder.encode(writeCsv(second, locale)) },
    { name: `clients-${nameOf(1)}.xlsx`, bytes: await writeWorkbook(first, nameOf(1), monthEnds[1], locale) },
    { name: `clients-${nameOf(1)}-gb18030.csv`, bytes: encodeGb18030(writeCsv(first, 'zh-CN')) },
  ];
}
