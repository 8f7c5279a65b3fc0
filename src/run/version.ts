import { readFileSync } from 'node:fs';

/** The tool's name and version, from its package. */
export const tool: { readonly name: string; readonly version: string } = (() => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
})();
