import { Command } from 'commander';
import { tool } from '../run/version.ts';
import { addCheckCommand } from './commands/check.ts';
import { addDiffCommand } from './commands/diff.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addInitCommand } from './commands/init.ts';
import { addKeygenCommand } from './commands/keygen.ts';
import { addRunCommand } from './commands/run.ts';
import { addSchemaCommand } from './commands/schema.ts';
import { addTrendCommand } from './commands/trend.ts';
import { addVerifyCommand } from './commands/verify.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './terminal.ts';

/** The command tree. Each command loads what it runs only when it is called. */
export function createProgram(invocation: Invocation, setStatus: (status: number) => void): Command {
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
  const commands = [
    addInitCommand,
    addCheckCommand,
    addRunCommand,
    addExplainCommand,
    addDiffCommand,
    addTrendCommand,
    addKeygenCommand,
    addSchemaCommand,
    addVerifyCommand,
  ];
  for (const add of commands) add(program, context);
  return program;
}
