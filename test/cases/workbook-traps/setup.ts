import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookOfRows } from '../../input/excel/workbooks.ts';

/** Formulas that nobody calculated, ids kept as numbers, and cells that look like text and are not. */
export async function setUp(cwd: string): Promise<void> {
  const bytes = await workbookOfRows([
    ['Client', 'Name', 'Revenue'],
    [101, 'number as id', 1500],
    [12345678901234567, 'too long for a number', 1500],
    ['103', 'formula', { formula: 'C2*2' }],
    ['104', { richText: [{ text: 'rich ' }, { text: 'text' }] }, '1,500.00'],
    ['105', { text: 'a link', hyperlink: 'http://example.com/' }, true],
    ['106', 'a date', new Date(Date.UTC(2026, 9, 31))],
  ]);
  writeFileSync(join(cwd, 'clients.xlsx'), bytes);
}
