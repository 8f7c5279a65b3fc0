import type { Problem } from './problem.ts';

/** Exit statuses of every command (see docs/commands.md). */
export const exitStatus = { done: 0, breached: 1, cannotRun: 2, bug: 70, locked: 75 } as const;

/** Something the user can mend. It carries all problems of a stage; anything else that is thrown is a bug (status 70). */
export class UserError extends Error {
  readonly problems: readonly Problem[];
  readonly status: number;

  constructor(problems: readonly Problem[], status: number = exitStatus.cannotRun) {
    super(problems.map((problem) => problem.message).join('; '));
    this.name = 'UserError';
    this.problems = problems;
    this.status = status;
  }
}
