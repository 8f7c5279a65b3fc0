import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExactObject, parseExactJson } from '../../numeric/exact-json.ts';
import { type JsonValue, writeJson } from '../../report/summary-json.ts';
import { compareText } from '../../text/text-order.ts';
import { compareBytes } from './compare-bytes.ts';
import { compareColumn } from './compare-columns.ts';
import { compareCsv } from './compare-csv.ts';
import { compareJson, compareValues } from './compare-json.ts';
import type { Difference } from './difference.ts';
import { hashFile } from './integrity.ts';

// A run and the same run made again, file by file. Of each file that differs the first place is told, as near to client and
// column as its format allows. What the tool says of itself may differ, and what the manifest records of time and machine.

export interface FileDifference extends Difference {
  readonly file: string;
}

export interface RunComparison {
  readonly files: number;
  readonly same: number;
  readonly differences: readonly FileDifference[];
  /** Whether files differ in the tool's own version only. */
  readonly otherVersion: boolean;
}

/** `hashes` are those of the run made again, by name; `names` the files of the run that is verified. */
export async function compareRuns(
  directory: string,
  names: Iterable<string>,
  again: string,
  hashes: ReadonlyMap<string, string>,
): Promise<RunComparison> {
  const all = [...new Set([...names, ...hashes.keys()])].sort(compareText);
  const differences: FileDifference[] = [];
  let otherVersion = false;
  for (const file of all) {
    const found = await compareFile(directory, again, file, hashes.get(file));
    if (found === 'alike') otherVersion = true;
    else if (found !== undefined) differences.push({ file, ...found });
  }
  return { files: all.length, same: all.length - differences.length, differences, otherVersion };
}

async function compareFile(
  directory: string,
  again: string,
  file: string,
  hash: string | undefined,
): Promise<Difference | 'alike' | undefined> {
  const [own, other] = [join(directory, file), join(again, file)];
  if (hash === undefined) return { where: 'the file', found: 'a file', expected: 'none of that name' };
  if (!existsSync(own)) return { where: 'the file', found: 'no file', expected: 'a file of that name' };
  if ((await hashFile(own)) === hash) return undefined;
  const near = await findPlace(directory, again, file);
  return near ?? compareBytes(own, other);
}

/** Undefined where only the bytes can say it; `alike` where the tool's own version is all that differs. */
async function findPlace(directory: string, again: string, file: string): Promise<Difference | 'alike' | undefined> {
  const [own, other] = [join(directory, file), join(again, file)];
  try {
    if (/^columns\/.*\.(?:bin|jsonl)$/.test(file)) return await compareColumn(directory, again, file);
    if (file.endsWith('.csv')) return await compareCsv(own, other);
    if (!file.endsWith('.json')) return undefined;
    const [text, anew] = await Promise.all([own, other].map((path) => readFile(path, 'utf8')));
    const found = compareJson(text, anew, new Set(['tool.version']));
    if (found !== undefined || file !== 'summary.json') return found;
    return withVersionOf(text, anew) === text ? 'alike' : undefined;
  } catch {
    // Whatever was done to the file, it cannot be read as what it should be.
    return undefined;
  }
}

function withVersionOf(text: string, again: string): string {
  const [own, other] = [text, again].map((json) => parseExactJson(json) as ExactObject);
  return `${writeJson({ ...other, tool: own.tool } as JsonValue)}\n`;
}

/**
 * What time, machine and tool said of themselves may differ. `withFiles`: hashes and sizes of the files, too, where these have
 * not been told already.
 */
export function compareManifests(text: string, again: string, withFiles: boolean): Difference | undefined {
  const [own, other] = [text, again].map((json) => parseExactJson(json) as ExactObject);
  // Which version and build it was is told apart; that it was this tool is not.
  const ofTool = ['predicate.tool.version', 'predicate.tool.sha256'];
  const besides = ['predicate.recorded', ...ofTool, ...(withFiles ? [] : ['subject', 'predicate.outputs'])];
  const found = compareValues(own, other, '', new Set(besides));
  if (found !== undefined) return found;
  const { recorded, tool, outputs } = own.predicate as ExactObject;
  const predicate = { ...(other.predicate as ExactObject), tool, outputs, recorded };
  const expected = `${writeJson({ ...other, subject: own.subject, predicate } as JsonValue)}\n`;
  if (expected === text) return undefined;
  return { where: 'its spelling', found: 'other bytes', expected: 'the same values, spelled as a run spells them' };
}
