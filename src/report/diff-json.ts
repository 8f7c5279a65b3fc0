import type { RunDiff } from '../model/run-diff.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// The difference of two runs as JSON, in pieces: there may be as many moves as clients.

export function* writeDiffJson(diff: RunDiff): Generator<string> {
  const { before, now, sameRubric, causes, tiers, migration, moved, findings } = diff;
  const figures = { before, now, sameRubric, causes, tiers, migration, findings };
  const head = writeJson({ schemaVersion: 1, ...figures } as unknown as JsonValue);
  yield `${head.slice(0, -'\n}'.length)},\n  "moves": [`;
  for (let place = 0; place < moved.count; place++) {
    yield `${place === 0 ? '' : ','}\n    ${writeJson(moved.at(place) as unknown as JsonValue, '    ')}`;
  }
  yield moved.count === 0 ? ']\n}\n' : '\n  ]\n}\n';
}
