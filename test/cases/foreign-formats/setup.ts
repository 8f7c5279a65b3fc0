import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookOfRows, zipOf } from '../../input/excel/workbooks.ts';

export async function setUp(cwd: string): Promise<void> {
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(cwd, name), bytes);
  const xls = Buffer.alloc(2048);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(xls);
  Buffer.from('Workbook', 'utf16le').copy(xls, 1024);
  put('old.xls', xls);
  put('sheet.ods', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, { stored: true }));
  put('report.pdf', '%PDF-1.7\n');
  const whole = await workbookOfRows([['Client', 'Name', 'Revenue'], ['1', 'Ash', 1500]]);
  put('cut.xlsx', whole.subarray(0, whole.length / 2));
}
