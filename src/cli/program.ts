import { Command } from 'commander';
import { tool } from '../run/version.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './terminal.ts';

// In the order of the help.
const commands = {
  init: async () => (await import('./commands/init.ts')).addInitCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  run: async () => (await import('./commands/run.ts')).addRunCommand,
  explain: async () => (await import('./commands/explain.ts')).addExplainCommand,
  diff: async () => (await import('./commands/diff.ts')).addDiffCommand,
  trend: async () => (await import('./commands/trend.ts')).addTrendCommand,
  keygen: async () => (await import('./commands/keygen.ts')).addKeygenCommand,
  schema: async () => (await import('./commands/schema.ts')).addSchemaCommand,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
} as const satisfies Record<string, () => Promise<(program: Command, context: CommandContext) => void>>;

/**
 * The command tree; of it only one command where the first argument is its name, since help and suggestions then are its own,
 * too. Each command loads what it runs only when it is called.
 */
export async function createProgram(invocation: Invocation, setStatus: (status: number) => void): Promise<Command> {
  const context: CommandContext = { invocation, setStatus };
  const program = new Command('tierbook')
    .description('Tells a lender which clients matter and why.')
    .version(tool.version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void invocation.stdout.write(text),
      writeErr: (text) => void invocation.stderr.write(text),
      getOutHelpWidth: () => invocation.stdout.columns ?? 80,
      getErrHelpWidth: () => invocation.stderr.columns ?? 80,
    })
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 done but a check was breached, 2 could not run, 70 a bug, 75 locked.',
    );
  const [first = ''] = invocation.argv;
  const called = Object.hasOwn(commands, first) ? [commands[first as keyof typeof commands]] : Object.values(commands);
  for (const load of called) (await load())(program, context);
  return program;
}
