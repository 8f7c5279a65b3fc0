import type { Summary } from '../model/summary.ts';
import { JsonBytes, type JsonValue } from './json-bytes.ts';

// summary.json, and whatever else is told as JSON, as text.

export type { JsonValue } from './json-bytes.ts';

export function writeSummary(summary: Summary): string {
  return join(summaryPieces(summary));
}

/** The bytes of `writeSummary`, piece by piece. */
export function summaryPieces(summary: Summary): readonly Buffer[] {
  const bytes = new JsonBytes();
  bytes.put(summary as unknown as JsonValue, 0);
  bytes.endLine();
  return bytes.finish();
}

export function writeJson(value: JsonValue, indent = ''): string {
  const bytes = new JsonBytes();
  bytes.put(value, indent.length);
  return join(bytes.finish());
}

function join(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8');
}
