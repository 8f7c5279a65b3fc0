import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function setUp(cwd: string): void {
  mkdirSync(join(cwd, 'folder', 'empty'), { recursive: true });
}
