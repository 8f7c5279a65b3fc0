import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { ByteSource, Chunk, OpenedSource, ReadOptions, WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { ChunkBuilder } from '../chunk-builder.ts';
import { findHeadingBlock, type HeadingBlock, headingSearchRows } from '../headings/heading-rows.ts';
import { foldText } from '../types/width.ts';
import { ExcelCells } from './cells.ts';
import { refuseDamaged, refuseEmpty, refuseForeign, refuseHeaderRow, refuseSheet } from './refusals.ts';
import { readSheet, type SheetRow } from './sheet.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { Archive, DamagedArchive } from './zip.ts';

// A sheet of a workbook as a source: which sheet, where its headings are, then its rows through the same columns as every
// other format. Rows may be short (trailing blanks are not stored); cells right of the last heading must be blank.

/** A sheet whose headings are found. */
interface Found {
  readonly sheet: Sheet;
  readonly rows: readonly SheetRow[];
  readonly block: HeadingBlock;
}

async function collectBytes(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const bytes of source.bytes()) parts.push(bytes.slice());
  return Buffer.concat(parts);
}

/** Runs a step; damage that it meets is the user's to mend. */
async function namingDamage<T>(file: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof DamagedArchive ? refuseDamaged(file, error.message) : error;
  }
}

/** The sheets to look at: the one that was named, or else all that can be seen. */
function chooseSheets(file: string, { sheets }: Workbook, wanted: string | undefined): readonly Sheet[] {
  const visible = sheets.filter((sheet) => !sheet.hidden);
  if (wanted === undefined) return visible;
  const named =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => foldText(name.trim()) === foldText(wanted.trim())) ??
    (/^[1-9]\d{0,4}$/.test(wanted) ? visible[Number(wanted) - 1] : undefined);
  if (named === undefined) throw refuseSheet(file, wanted, sheets);
  return [named];
}

/** The rows among which the headings are looked for, and the one behind them. */
async function readHead(workbook: Workbook, sheet: Sheet, headerRow: number | undefined): Promise<readonly SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const rows of readSheet(workbook, sheet)) {
    for (const row of rows) {
      head.push(row);
      if (head.length > headingSearchRows && (headerRow === undefined || row.line > headerRow)) return head;
    }
  }
  return head;
}

function locateHeadings(
  file: string,
  sheet: Sheet,
  rows: readonly SheetRow[],
  fields: readonly FieldSpec[],
  headerRow: number | undefined,
): Found | undefined {
  if (rows.length === 0) return undefined;
  const at = headerRow === undefined ? undefined : rows.findIndex((row) => row.line === headerRow);
  if (headerRow !== undefined && at === -1) throw refuseHeaderRow(file, sheet.name, headerRow);
  const block = findHeadingBlock(
    rows.map((row) => row.cells),
    fields,
    at,
  );
  return block === undefined ? undefined : { sheet, rows, block };
}

/** The first sheet with data; where required headings are not on it, also the first sheet that has them all. */
async function findSheet(
  source: ByteSource,
  workbook: Workbook,
  fields: readonly FieldSpec[],
  options: ReadOptions,
): Promise<{ readonly first: Found; readonly better?: Found }> {
  const required = fields.filter((field) => field.required).length;
  let first: Found | undefined;
  for (const sheet of chooseSheets(source.name, workbook, options.sheet)) {
    if (first !== undefined && options.headerRow !== undefined) break;
    const rows = await readHead(workbook, sheet, options.headerRow);
    const found = locateHeadings(source.name, sheet, rows, fields, options.headerRow);
    if (found === undefined) continue;
    if (first === undefined && found.block.required === required) return { first: found };
    if (first !== undefined && found.block.required === required) return { first, better: found };
    first ??= found;
  }
  if (first === undefined) throw refuseEmpty(source.name, workbook.sheets, options);
  return { first };
}

function hintAt(workbook: Workbook, first: Found, better: Found | undefined, required: number): string | undefined {
  if (better !== undefined) return `the headings are on the sheet "${better.sheet.name}": name it with --sheet`;
  if (first.block.required === required) return undefined;
  const others = workbook.sheets.filter((sheet) => sheet !== first.sheet);
  if (others.length === 0) return undefined;
  return `the workbook has other sheets: ${others.map(({ name }) => `"${name}"`).join(', ')}; name one with --sheet`;
}

export async function openExcel(
  source: ByteSource,
  fields: readonly FieldSpec[],
  options: ReadOptions,
  types: FieldTypeRegistry,
): Promise<OpenedSource> {
  const bytes = await collectBytes(source);
  return namingDamage(source.name, async () => {
    const archive = new Archive(bytes);
    const foreign = refuseForeign(archive, source.name);
    if (foreign !== undefined) throw foreign;
    const workbook = await openWorkbook(archive);
    const { first, better } = await findSheet(source, workbook, fields, options);
    const { sheet, rows, block } = first;
    const headings = block.headings.slice(0, block.headings.findLastIndex((heading) => heading !== '') + 1);
    const hint = hintAt(workbook, first, better, fields.filter((field) => field.required).length);
    const lastHeadingLine = rows[block.last].line;
    return {
      name: source.name,
      sheet: sheet.name,
      headings,
      headingLine: rows[block.first].line,
      findings: [],
      ...(hint === undefined ? {} : { hint }),
      chunks: (wanted) => readChunks(source.name, workbook, sheet, lastHeadingLine, headings.length, wanted, types),
    };
  });
}

async function* readChunks(
  file: string,
  workbook: Workbook,
  sheet: Sheet,
  lastHeadingLine: number,
  width: number,
  wanted: readonly WantedColumn[],
  types: FieldTypeRegistry,
): AsyncGenerator<Chunk> {
  const builder = new ChunkBuilder(file, sheet.name, wanted, types);
  const cells = new ExcelCells(wanted);
  const batches = readSheet(workbook, sheet);
  try {
    for (;;) {
      const { done, value: rows } = await namingDamage(file, () => batches.next());
      if (done === true) break;
      for (const row of rows) {
        if (row.line <= lastHeadingLine) continue;
        const length = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
        if (length > width) builder.addRagged(row.line, length, width);
        else cells.addTo(builder, row);
        if (builder.full) yield builder.take();
      }
    }
  } finally {
    await batches.return(undefined);
  }
  for (const finding of cells.findings()) builder.addFinding(finding);
  yield builder.take();
}
