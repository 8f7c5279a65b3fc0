import type { ReadOptions } from '../../model/reader.ts';
import { UserError } from '../../model/user-error.ts';
import { nearest } from '../../text/nearest.ts';
import type { Sheet } from './workbook.ts';
import type { Archive } from './zip.ts';

// What can be wrong with a workbook as a whole, each named for what it is with what to do about it.

const saveAs = 'open it in a spreadsheet and save it as XLSX or CSV (UTF-8)';

function listSheets(sheets: readonly Sheet[]): string {
  return sheets.map(({ name, hidden }) => `"${name}"${hidden ? ' (hidden)' : ''}`).join(', ');
}

export function refuseDamaged(file: string, reason: string): UserError {
  return new UserError([
    {
      code: 'damaged-workbook',
      severity: 'error',
      message: `${file} is a damaged workbook: ${reason}`,
      file,
      hint: 'fetch the file again; where it opens in a spreadsheet, save it anew from there',
    },
  ]);
}

/** Refuses archives that are other things than an XLSX workbook. */
export function refuseForeign(archive: Archive, file: string): UserError | undefined {
  const what = archive.has('xl/workbook.bin')
    ? 'a binary Excel workbook (.xlsb)'
    : archive.has('content.xml') && archive.has('mimetype')
      ? 'an OpenDocument file (.ods)'
      : !archive.has('xl/workbook.xml') && !archive.has('_rels/.rels')
        ? 'a ZIP archive that is no workbook'
        : undefined;
  if (what === undefined) return undefined;
  const hint = what.startsWith('a ZIP') ? 'unpack it and name the file inside' : saveAs;
  return new UserError([
    {
      code: 'unsupported-format',
      severity: 'error',
      message: `${file} is ${what}`,
      file,
      expected: 'CSV, TSV, XLSX or Parquet',
      hint,
    },
  ]);
}

export function refuseSheet(file: string, wanted: string, sheets: readonly Sheet[]): UserError {
  const near = nearest(
    wanted,
    sheets.map(({ name }) => name),
  );
  return new UserError([
    {
      code: 'unknown-sheet',
      severity: 'error',
      message: `${file} has no sheet "${wanted}"`,
      file,
      found: listSheets(sheets),
      expected: 'the name of a sheet, or its number among the visible ones',
      ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
    },
  ]);
}

export function refuseEmpty(file: string, sheets: readonly Sheet[], options: ReadOptions): UserError {
  const hidden = options.sheet === undefined && sheets.some((sheet) => sheet.hidden);
  return new UserError([
    {
      code: 'empty-file',
      severity: 'error',
      message:
        options.sheet === undefined ? `no sheet of ${file} has a cell with anything in it` : `the sheet is empty`,
      file,
      found: listSheets(sheets),
      expected: 'headings and rows',
      ...(hidden ? { hint: 'a hidden sheet is read only when --sheet names it' } : {}),
    },
  ]);
}

export function refuseHeaderRow(file: string, sheet: string, headerRow: number): UserError {
  return new UserError([
    {
      code: 'no-heading-row',
      severity: 'error',
      message: `row ${headerRow} of the sheet "${sheet}" is blank`,
      file,
      sheet,
      line: headerRow,
      expected: 'the row of the headings, from 1',
    },
  ]);
}
