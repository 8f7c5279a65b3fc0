import { constants } from 'node:os';
import { cleanUp } from '../run/clean-up.ts';
import { main } from './main.ts';
import type { Usage } from './terminal.ts';

/**
 * Hands the process to `main` and its status back; a reader that closes the pipe early is no error. A
 * signal ends the process at once, with nothing left half written and the status that a shell would give: 130 or 143.
 */
export async function start(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      cleanUp(signal);
      process.exit(128 + constants.signals[signal]);
    });
  }
  const { stdout, stderr, stdin, env, argv } = process;
  process.exitCode = await main({
    argv: argv.slice(2),
    stdout,
    stderr,
    stdin,
    env,
    cwd: process.cwd(),
    now: () => new Date(),
    usage: readUsage,
  });
}

function readUsage(): Usage {
  const { user, system } = process.cpuUsage();
  // performance.now() counts from the start of the process; the largest resident set comes in KiB everywhere.
  return {
    wall: performance.now() / 1000,
    cpu: (user + system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
}
