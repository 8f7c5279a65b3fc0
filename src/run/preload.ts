import { loadAtOnce } from '../parallel/load-at-once.ts';

/** Sources are not loaded by Node itself, and releases that had the flag not yet warn of what is asked for here. */
const canLoadAtOnce =
  !import.meta.url.endsWith('.ts') &&
  process.features.require_module === true &&
  process.allowedNodeEnvironmentFlags.has('--trace-require-module');

/** Makes the `import()` of modules quick that follows, given from `src/` on. */
export function preload(...modules: readonly string[]): void {
  if (!canLoadAtOnce) return;
  for (const module of modules) loadAtOnce(new URL(`../${module.replace(/\.ts$/, '.js')}`, import.meta.url));
}
