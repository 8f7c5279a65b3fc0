import { exitStatus, UserError } from '../model/user-error.ts';
import { tool } from '../run/version.ts';
import type { Invocation } from './terminal.ts';

/** Runs one command line and gives its exit status; only `stdout`, `stderr` and the named files are touched. */
export async function main(invocation: Invocation): Promise<number> {
  // Asked so often by scripts that it does not wait for the command tree.
  if (invocation.argv.length === 1 && /^(?:-V|--version)$/.test(invocation.argv[0])) {
    invocation.stdout.write(`${tool.version}\n`);
    return exitStatus.done;
  }
  const [{ CommanderError }, { createProgram }] = await Promise.all([import('commander'), import('./program.ts')]);
  let status: number = exitStatus.done;
  const program = await createProgram(invocation, (value) => {
    status = value;
  });
  try {
    await program.parseAsync([...invocation.argv], { from: 'user' });
    return status;
  } catch (error) {
    // Commander has said what was wrong with the command line; asking for help or the version is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.cannotRun;
    if (error instanceof UserError) {
      const { printProblems } = await import('./print-problems.ts');
      printProblems(error.problems, invocation);
      return error.status;
    }
    invocation.stderr.write(reportBug(error));
    return exitStatus.bug;
  }
}

function reportBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `tierbook: this is a bug in tierbook, not in your files. Please report it with the lines below.\n${stack}\n`;
}
