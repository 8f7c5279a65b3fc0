import { createHash } from 'node:crypto';
import type { Decimal } from '../model/decimal.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { type ExactJson, parseExactJson } from '../numeric/exact-json.ts';

// A ledger: one JSON line a run. `previous` is the SHA-256 of the line before (without its line end; null in the first),
// `hash`, the last key, that of all that stands before it in its own line. So a changed line is found in itself, and a line
// whose hash was written anew by the line behind it. Lines are read as bytes: no byte of the file is without a meaning.

export interface LedgerEntry {
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly sha256: string };
  /** SHA-256 of the run's manifest.json. */
  readonly manifest: string;
  /** Exact decimals, as texts. */
  readonly totals: Readonly<Record<string, string>>;
  readonly tool: { readonly name: string; readonly version: string };
}

export interface LedgerLine extends LedgerEntry {
  /** From 1. */
  readonly sequence: number;
  readonly previous: string | null;
  readonly hash: string;
}

/** The first line that is not as it was written; lines count from 1. */
export interface LedgerFault {
  readonly line: number;
  readonly kind: 'changed' | 'removed' | 'reordered' | 'torn';
  /** The run that stands there instead, where it can be read. */
  readonly found?: LedgerLine;
}

export interface Ledger {
  readonly lines: readonly LedgerLine[];
  /** Hash of the last line, `null` where there is none. Beyond a fault, lines and head are of no worth. */
  readonly head: string | null;
  readonly fault?: LedgerFault;
  /** Bytes up to the end of the last whole line. */
  readonly size: number;
}

const ends = /,"hash":"([0-9a-f]{64})"\}$/;

function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** The text of the next line, with its line end. */
export function ledgerLine(entry: LedgerEntry, sequence: number, previous: string | null): string {
  const { asOf, rubric, manifest, totals, tool } = entry;
  const text = JSON.stringify({ sequence, asOf, rubric, manifest, totals, tool, previous });
  const open = text.slice(0, -1);
  // What is hashed are the bytes of the file.
  const hash = sha256(Buffer.from(open, 'utf8').toString('latin1'));
  return `${open},"hash":"${hash}"}\n`;
}

/** Reads a ledger up to its first fault, and behind it as far as that can be told. */
export function readLedger(bytes: Uint8Array): Ledger {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const size = text.lastIndexOf('\n') + 1;
  const texts = text.slice(0, size).split('\n').slice(0, -1);
  const read = texts.map(readLine);
  const lines = read.filter((line) => line !== undefined);
  const hashes = texts.map(sha256);
  const fault = findFault(read, hashes) ?? (size < text.length ? { line: texts.length + 1, kind: 'torn' } : undefined);
  return { lines, head: hashes.at(-1) ?? null, size, ...(fault && { fault: fault as LedgerFault }) };
}

/** A line that stands as it was written, wherever. */
function readLine(text: string): LedgerLine | undefined {
  const end = ends.exec(text);
  if (end === null || sha256(text.slice(0, end.index)) !== end[1]) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as LedgerLine;
  } catch {
    return undefined;
  }
}

function findFault(read: readonly (LedgerLine | undefined)[], hashes: readonly string[]): LedgerFault | undefined {
  for (const [index, found] of read.entries()) {
    const line = index + 1;
    if (found === undefined) return { line, kind: 'changed' };
    if (found.sequence !== line) {
      const elsewhere = read.some((other, at) => at > index && other?.sequence === line);
      return { line, kind: elsewhere || found.sequence < line ? 'reordered' : 'removed', found };
    }
    if (found.previous === (hashes[index - 1] ?? null)) continue;
    // One of the two was written anew. The line behind, if it vouches for this one, says which.
    const vouched = read[index + 1]?.previous === hashes[index] || index + 1 === read.length;
    return index > 0 && vouched ? { line: index, kind: 'changed' } : { line, kind: 'changed', found };
  }
  return undefined;
}

/** What a ledger says of a run: all of it stands in its manifest. Throws a SyntaxError where that is none. */
export function entryOfManifest(manifest: string): LedgerEntry {
  const { predicate } = parseExactJson(manifest) as unknown as { predicate: ManifestPredicate };
  const { asOf, rubric, tool, counts, controlTotals } = predicate;
  const totals: Record<string, string> = {};
  const count = (name: string, value: ExactJson | undefined) => {
    if (value !== undefined && value !== null) {
      const { units, scale } = value as Decimal;
      totals[name] = formatUnits(units, scale);
    }
  };
  count('clients', counts.clients);
  count('rejected', controlTotals.rows.rejected);
  count('measure', controlTotals.measure?.clients);
  count('findings', counts.findings);
  return {
    asOf,
    rubric: { id: rubric.id, version: rubric.version, sha256: rubric.files[0].sha256 },
    manifest: sha256(Buffer.from(manifest, 'utf8').toString('latin1')),
    totals,
    tool: { name: tool.name, version: tool.version },
  };
}

interface ManifestPredicate {
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly files: readonly { sha256: string }[] };
  readonly tool: { readonly name: string; readonly version: string };
  readonly counts: Readonly<Record<string, ExactJson>>;
  readonly controlTotals: {
    readonly rows: Readonly<Record<string, ExactJson>>;
    readonly measure: Readonly<Record<string, ExactJson>> | null;
  };
}
