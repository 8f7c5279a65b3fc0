import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function setUp(cwd: string): void {
  const text = Buffer.from('\ufeffClient\tName\tRevenue\r\n1\t梅子 Ærø\t1500\r\n', 'utf16le');
  writeFileSync(join(cwd, 'clients.csv'), text);
  writeFileSync(join(cwd, 'be.csv'), Buffer.from(text).swap16());
}
