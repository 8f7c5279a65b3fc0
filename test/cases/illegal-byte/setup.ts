import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** UTF-8 by its byte order mark, with a byte that UTF-8 does not have on line 3. */
export function setUp(cwd: string): void {
  const head = Buffer.from('\ufeffClient,Name,Revenue\n1,Ærø,1500\n2,');
  writeFileSync(join(cwd, 'clients.csv'), Buffer.concat([head, Buffer.from([0xff]), Buffer.from(',20\n')]));
}
