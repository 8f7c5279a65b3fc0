import type { Problem } from '../model/problem.ts';
import type { Progress } from '../run/host.ts';
import { createProgress } from './progress.ts';
import type { Invocation } from './terminal.ts';

// What a run says on standard error while it works. For people: a line a phase, problems with their place. As JSON: one
// object a line with the name of an event and the time, and nothing else; names and keys are stable (docs/cron.md lists them).

/** Values of an event; what is undefined is left out. */
type Details = Readonly<Record<string, unknown>>;

export interface RunLog extends Progress {
  /** `text` is what a person is told of it; nothing where it is left out. */
  event(name: string, details: Details, text?: string): void;
  problems(problems: readonly Problem[]): Promise<void>;
  /** Where `main` does not say it. */
  bug(message: string): void;
  /** Nothing stands half written on a terminal any more. */
  end(): void;
}

/** `silent` leaves out all but problems; `bare` also leaves out phases for people. */
export function createLog(
  kind: string,
  invocation: Invocation,
  { silent, bare }: { readonly silent: boolean; readonly bare: boolean },
): RunLog {
  return kind === 'json' ? jsonLog(invocation, silent) : textLog(invocation, silent, bare);
}

function jsonLog({ stderr, now }: Invocation, silent: boolean): RunLog {
  const write = (event: string, details: Details) => {
    stderr.write(`${JSON.stringify({ event, time: now().toISOString(), ...details })}\n`);
  };
  const event = (name: string, details: Details) => {
    if (!silent) write(name, details);
  };
  return {
    phase: (phase, detail) => event('phase', { phase, detail }),
    event,
    problems: async (problems) => {
      for (const problem of problems) write('problem', { ...problem });
    },
    bug: (message) => write('bug', { message }),
    end: () => {},
  };
}

function textLog(invocation: Invocation, silent: boolean, bare: boolean): RunLog {
  const progress = createProgress(invocation.stderr, silent || bare);
  return {
    ...progress,
    event: (_name, _details, text) => {
      if (silent || text === undefined) return;
      progress.end();
      invocation.stderr.write(`tierbook: ${text}\n`);
    },
    problems: async (problems) => {
      progress.end();
      if (problems.length > 0) (await import('./print-problems.ts')).printProblems(problems, invocation);
    },
    bug: (message) => void invocation.stderr.write(`${message}\n`),
  };
}
