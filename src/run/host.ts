import type { ByteSource } from '../model/reader.ts';

// What a use case knows of the world outside the files: nothing but these. The command line fills them in.

/** Told once a phase begins and, for long ones, how far it is. */
export interface Progress {
  /** `phase` is a stable word; `detail` is for a person. */
  phase(phase: string, detail?: string): void;
  /** A further part of the work begins that is worth a time of its own, but no word. */
  mark?(phase: string): void;
}

/** "1 row", "3 rows". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export interface Host {
  readonly cwd: string;
  readonly now: () => Date;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly progress: Progress;
  /** Sources that are given rather than found, by what stands for their path. */
  readonly given?: ReadonlyMap<string, readonly ByteSource[]>;
  /** Told of every source that a path led to. */
  readonly found?: (source: ByteSource) => void;
}
