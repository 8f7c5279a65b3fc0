import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** ASCII headings over a windows-1252 name whose bytes are legal GB18030 too: a guess would garble it. */
export function setUp(cwd: string): void {
  writeFileSync(join(cwd, 'clients.csv'), Buffer.from('Client,Name,Revenue\n1,Jürgen Müller,1500\n', 'latin1'));
}
