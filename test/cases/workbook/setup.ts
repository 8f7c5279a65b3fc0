import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookOf } from '../../input/excel/workbooks.ts';

export async function setUp(cwd: string): Promise<void> {
  const bytes = await workbookOf((workbook) => {
    workbook.addWorksheet('Cover');
    workbook.addWorksheet('October').addRows([
      ['Client', 'Name', 'Revenue'],
      ['001', 'Ash', 1500],
      ['002', 'Birch', 'lots'],
      ['003', 'Cedar', { error: '#DIV/0!' }],
      ['004', 'Dogwood', { formula: 'C2*2', result: 3000 }],
    ]);
    workbook.addWorksheet('September').addRows([
      ['Client', 'Name', 'Revenue'],
      ['001', 'Ash', 99.5],
    ]);
  });
  writeFileSync(join(cwd, 'clients.xlsx'), bytes);
}
