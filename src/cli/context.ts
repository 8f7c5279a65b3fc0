import type { Invocation } from './terminal.ts';

/** What a command needs to add itself: the invocation, and where to put its exit status. */
export interface CommandContext {
  readonly invocation: Invocation;
  setStatus(status: number): void;
}
