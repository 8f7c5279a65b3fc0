import type { OpenFile } from '../run/open-page.ts';

/** The part of an output stream that the command line uses. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the process has used since it began: seconds of the clock and of all its threads, and the most memory it held. */
export interface Usage {
  readonly wall: number;
  readonly cpu: number;
  readonly peakMiB: number;
}

/** Everything a command may know of the world. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** For --profile. */
  readonly usage?: () => Usage;
  /** How a program of the desktop is started; default: as a process of its own. */
  readonly openFile?: OpenFile;
}

/** Colour on a terminal unless NO_COLOR says no; FORCE_COLOR says yes anywhere (https://no-color.org). */
export function usesColour(output: Output, env: Invocation['env']): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return output.isTTY === true && env.TERM !== 'dumb';
}

/** Columns to fill: those of the terminal, at most 120; 80 where there is none. */
export function widthOf(output: Output): number {
  return Math.min(output.columns ?? 80, 120);
}
