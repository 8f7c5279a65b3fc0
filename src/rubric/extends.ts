import type { Located, LocatedEntry, LocatedMap } from '../model/located.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { rubricProblems } from './problems.ts';
import { createReporter, type Reporter, type RubricFile } from './reporter.ts';
import { readYaml } from './yaml.ts';

// A rubric and what it extends, as one tree in which every value knows its own file. Maps merge by key, the extending
// file wins; scoring settings and lists are replaced whole. A circle of files is refused by name.

export interface LoadedRubric {
  /** Undefined where there is a problem: a file is no YAML, gives a key twice, or extends itself by way of others. */
  readonly source: Located | undefined;
  /** Every file that was read, the named one first. */
  readonly files: readonly RubricFile[];
  readonly problems: readonly Problem[];
}

/** Gives the text of a file; `name` is as written, `from` the file that names it. Throws a UserError. */
export type ReadText = (name: string, from?: string) => Promise<string>;

/** Settings that say how a factor is scored: given again, they replace what was there, whichever of them it was. */
const scoringKeys: ReadonlySet<string> = new Set(['bands', 'percentile', 'scale', 'quantiles', 'points']);
const ruleKeys: ReadonlySet<string> = new Set(['when', 'rule']);

function isScoring(map: LocatedMap): boolean {
  return (
    map.entries.some((entry) => scoringKeys.has(entry.key.text)) && !map.entries.some((e) => ruleKeys.has(e.key.text))
  );
}

/** `over` laid upon `under`, key by key. */
function mergeLocated(under: Located, over: Located): Located {
  if (under.kind !== 'map' || over.kind !== 'map') return over;
  const dropped = isScoring(over) ? scoringKeys : new Set<string>();
  const merged = new Map<string, LocatedEntry>();
  for (const entry of under.entries) if (!dropped.has(entry.key.text)) merged.set(entry.key.text, entry);
  for (const { key, value } of over.entries) {
    const before = merged.get(key.text);
    const whole = before === undefined || scoringKeys.has(key.text);
    merged.set(key.text, { key, value: whole ? value : mergeLocated(before.value, value) });
  }
  return { kind: 'map', entries: [...merged.values()], position: over.position };
}

/** The name of a file as named beside another: textual, so that the same file has the same name. */
export function resolveName(name: string, from: string): string {
  if (/^([\\/]|[A-Za-z]:)/.test(name)) return name;
  const parts = from.split(/[\\/]/).slice(0, -1);
  for (const part of name.split(/[\\/]/)) {
    const above = parts.at(-1);
    if (part === '' || part === '.') continue;
    if (part === '..' && above !== undefined && above !== '..' && above !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

interface Loading {
  readonly files: RubricFile[];
  readonly reporter: Reporter;
  readonly read: ReadText;
}

/** The file named by `extends`, merged below; `chain` are the files on the way here. */
async function followExtends(
  loading: Loading,
  source: Located,
  chain: readonly string[],
): Promise<Located | undefined> {
  const { report } = loading.reporter;
  const base = source.kind === 'map' ? source.entries.find((entry) => entry.key.text === 'extends') : undefined;
  if (base === undefined || source.kind !== 'map') return source;
  const own: LocatedMap = { ...source, entries: source.entries.filter((entry) => entry !== base) };
  const { value } = base;
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.text === '') {
    report('wrong-shape', value.position, '"extends" names one rubric file', { expected: 'extends: base.yaml' });
    return undefined;
  }
  const from = chain[chain.length - 1];
  const name = resolveName(value.text, from);
  if (chain.includes(name)) {
    const circle = [...chain.slice(chain.indexOf(name)), name].join(' → ');
    const hint = 'remove one "extends"';
    report('extends-circle', value.position, `these files extend each other in a circle: ${circle}`, { hint });
    return undefined;
  }
  let text: string;
  try {
    text = await loading.read(value.text, from);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    report('extends-unreadable', value.position, `"${value.text}" cannot be read: ${error.message}`);
    return undefined;
  }
  const under = await loadFile(loading, name, text, [...chain, name]);
  return under === undefined ? undefined : mergeLocated(under, own);
}

async function loadFile(
  loading: Loading,
  name: string,
  text: string,
  chain: readonly string[],
): Promise<Located | undefined> {
  loading.files.push({ name, text });
  const source = readYaml(name, text, loading.reporter.report);
  return source === undefined ? undefined : followExtends(loading, source, chain);
}

/** Reads a rubric and everything it extends. What `read` throws for the rubric itself is passed on. */
export async function loadRubric(name: string, read: ReadText): Promise<LoadedRubric> {
  const files: RubricFile[] = [];
  const reporter = createReporter(rubricProblems, files);
  const text = await read(name);
  const source = await loadFile({ files, reporter, read }, resolveName(name, ''), text, [resolveName(name, '')]);
  const problems = reporter.sorted();
  return { source: problems.length > 0 ? undefined : source, files, problems };
}
