import type { Summary } from '../model/summary.ts';
import { JsonBytes, type JsonValue } from './json-bytes.ts';

// summary.json, and whatever else is told as JSON, as text.

export type { JsonValue } from './json-bytes.ts';

export function writeSummary(summary: Summary): string {
  return join([...summaryPieces(summary)]);
}

/** From the summary down to the values that a field is broken down by. */
const levelsInTurn = 3;

/** The bytes of `writeSummary`, made piece by piece as they are asked for. */
export function* summaryPieces(summary: Summary): Generator<Buffer> {
  const bytes = new JsonBytes();
  yield* bytes.putInTurn(summary as unknown as JsonValue, 0, levelsInTurn);
  bytes.endLine();
  yield* bytes.finish();
}

export function writeJson(value: JsonValue, indent = ''): string {
  const bytes = new JsonBytes();
  bytes.put(value, indent.length);
  return join(bytes.finish());
}

function join(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8');
}
