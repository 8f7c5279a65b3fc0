import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookOf } from '../../input/excel/workbooks.ts';

/** One workbook with clients on the first sheet and their loans on another. */
export async function setUp(cwd: string): Promise<void> {
  const bytes = await workbookOf((workbook) => {
    workbook.addWorksheet('Clients').addRows([
      ['Client', 'Name', 'Revenue'],
      ['01', 'Ash', 10],
      ['02', 'Birch', 20],
      ['03', 'Cedar', 30],
    ]);
    workbook.addWorksheet('Loans').addRows([
      ['Client', 'Amount', 'Renewed'],
      ['01', 600, 'yes'],
      ['01', 400.5, 'no'],
      ['02', 50, 'no'],
      ['04', 50, 'no'],
      ['02', 'much', 'no'],
    ]);
  });
  writeFileSync(join(cwd, 'portfolio.xlsx'), bytes);
}
