import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// What somebody does who has changed a file of a run and knows how its hashes are kept.

export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Rewrites every hash and size of a run so that they fit what lies there now. */
export function sealAgain(run: string): void {
  const path = join(run, 'manifest.json');
  let text = readFileSync(path, 'utf8');
  const statement = JSON.parse(text) as {
    subject: { name: string; digest: { sha256: string } }[];
    predicate: { outputs: { name: string; size: number }[] };
  };
  for (const { name, digest } of statement.subject) {
    text = text.replace(
      new RegExp(`("name": "${name.replace(/[.$()[\]]/g, '\\$&')}",\\s+"digest": \\{ "sha256": )"${digest.sha256}"`),
      (_, before) => `${before}"${hashOf(join(run, name))}"`,
    );
  }
  for (const { name, size } of statement.predicate.outputs) {
    const now = readFileSync(join(run, name)).length;
    text = text.replace(`{ "name": "${name}", "size": ${size} }`, `{ "name": "${name}", "size": ${now} }`);
  }
  writeFileSync(path, text);
  writeFileSync(`${path}.sha256`, `${createHash('sha256').update(text).digest('hex')}  manifest.json\n`);
}
