import type { Command } from 'commander';
import { exitStatus } from '../../model/user-error.ts';
import { toVisible } from '../../text/visible-text.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { rejectFindings } from '../reject-findings.ts';
import { usesColour, widthOf } from '../terminal.ts';
import { addReadOptions, type ReadFlags, readOptionsOf } from './read-options.ts';

interface CheckFlags extends ReadFlags {
  readonly json?: boolean;
}

const example = `
Examples:
  tierbook check rubric.yaml
  tierbook check rubric.yaml clients-2026-10.csv

Exit status: 0 where there is nothing worse than a warning, 1 where there are errors.`;

export function addCheckCommand(program: Command, context: CommandContext): void {
  addReadOptions(
    program
      .command('check')
      .description('lint a rubric and, with a book, hold its headings and values against it')
      .argument('<rubric>', 'the rubric, a YAML file')
      .argument('[book...]', 'the client portfolio'),
  )
    .option('--json', 'print problems and profile as JSON')
    .addHelpText('after', example)
    .action((rubric: string, books: string[], flags: CheckFlags) => check(rubric, books, flags, context));
}

async function check(rubric: string, books: string[], flags: CheckFlags, context: CommandContext): Promise<void> {
  const { invocation, setStatus } = context;
  const { stdout, stderr, env, cwd, now, stdin } = invocation;
  const { checkFiles } = await import('../../run/check-book.ts');
  const progress = createProgress(stderr, flags.json === true);
  const host = { cwd, now, stdin, progress };
  const read = readOptionsOf(flags, false);
  const outcome = await checkFiles(rubric, books, read, flags.table, host, flags.rates).finally(() => progress.end());
  const { profile, book, tables } = outcome;
  const problems = [...outcome.problems, ...rejectFindings(book?.rejects ?? [])];
  if (problems.some((problem) => problem.severity === 'error')) setStatus(exitStatus.breached);
  if (flags.json === true) {
    const rejects = book?.rejects ?? [];
    stdout.write(`${JSON.stringify({ problems, profile, tables, rejects }, null, 2)}\n`);
    return;
  }
  const { printProblems } = await import('../print-problems.ts');
  printProblems(problems, invocation);
  if (book !== undefined) {
    const { renderProfile } = await import('../../report/terminal/profile.ts');
    const { counted } = await import('../../run/host.ts');
    const { read, clients, rejected, merged, ofTable } = book.totals.rows;
    const draw = (fields: typeof profile, name?: string) =>
      stdout.write(renderProfile(fields, widthOf(stdout), usesColour(stdout, env), name));
    draw(profile);
    stdout.write(
      ofTable === undefined
        ? `\n${counted(read, 'row')} read = ${counted(clients, 'client')} + ${rejected} rejected + ${merged} merged\n`
        : `\n${counted(clients, 'client')}, the keys of ${toVisible(outcome.rubric?.portfolio.of ?? '')}\n`,
    );
    for (const table of tables) {
      stdout.write('\n');
      draw(table.fields, table.table);
      const unknown = table.unknownOwners === 0 ? '' : ` (${table.unknownOwners} of unknown owners)`;
      stdout.write(
        `\n${counted(table.read, 'row')} read = ${table.kept} kept + ${table.leftOut} left out + ${table.rejected} rejected${unknown}\n`,
      );
    }
  }
  stdout.write(
    `${verdict(
      rubric,
      problems.map((problem) => problem.severity),
    )}\n`,
  );
}

function verdict(rubric: string, severities: readonly string[]): string {
  const count = (severity: string) => severities.filter((own) => own === severity).length;
  const counted = [
    ['error', count('error')] as const,
    ['warning', count('warning')] as const,
    ['finding', count('finding')] as const,
  ]
    .filter(([, many]) => many > 0)
    .map(([word, many]) => `${many} ${word}${many === 1 ? '' : 's'}`);
  return counted.length === 0 ? `${rubric}: nothing to object to` : `${rubric}: ${counted.join(', ')}`;
}
