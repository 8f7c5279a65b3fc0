import type { RunReport } from './format.ts';

/** clients.parquet in pieces. What writes it is loaded when it is asked for, so that other formats do not pay for it. */
export async function* writeParquet(report: RunReport): AsyncGenerator<Uint8Array> {
  const { writeClientRows } = await import('./parquet-file.ts');
  yield* writeClientRows(report);
}
