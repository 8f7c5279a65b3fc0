import { main } from './main.ts';

/** Hands the process to `main` and its status back; a reader that closes the pipe early is no error. */
export async function start(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { stdout, stderr, stdin, env, argv } = process;
  process.exitCode = await main({
    argv: argv.slice(2),
    stdout,
    stderr,
    stdin,
    env,
    cwd: process.cwd(),
    now: () => new Date(),
  });
}
