import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { usesColour, widthOf } from '../terminal.ts';

interface DiffFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly all?: boolean;
  readonly locale?: Locale;
}

const example = `
Examples:
  tierbook diff runs/2026-09 runs/2026-10
  tierbook diff runs/2026-07 runs/2026-10 --csv > moved.csv`;

export function addDiffCommand(program: Command, context: CommandContext): void {
  program
    .command('diff')
    .description('who moved between two runs and why, totals before and after')
    .argument('<run-a>', 'the directory of a run')
    .argument('<run-b>', 'the directory of another; the earlier one by as-of date comes first')
    .addOption(new Option('--json', 'print everything as JSON').conflicts('csv'))
    .option('--csv', 'print the clients that moved as CSV')
    .option('--all', 'show every client that moved, not only the 20 largest')
    .addOption(
      new Option('--locale <locale>', 'language of the view (default: that of the later run)').choices(locales),
    )
    .addHelpText('after', example)
    .action((first: string, second: string, flags: DiffFlags) => diff(first, second, flags, context));
}

async function diff(first: string, second: string, flags: DiffFlags, { invocation }: CommandContext): Promise<void> {
  const { diffRuns } = await import('../../run/diff.ts');
  const { stdout, stderr, env, cwd, now, stdin } = invocation;
  const progress = createProgress(stderr, flags.json === true || flags.csv === true);
  const found = await diffRuns(first, second, { cwd, now, stdin, progress }).finally(() => progress.end());
  if (found.findings.length > 0) (await import('../print-problems.ts')).printProblems(found.findings, invocation);
  if (flags.json === true) {
    const { writeDiffJson } = await import('../../report/diff-json.ts');
    for (const part of writeDiffJson(found)) stdout.write(part);
  } else if (flags.csv === true) {
    const { writeDiffCsv } = await import('../../report/diff-csv.ts');
    const { plainCsv } = await import('../../report/csv-lines.ts');
    for (const part of writeDiffCsv(found, plainCsv)) stdout.write(part);
  } else {
    const { renderDiff } = await import('../../report/terminal/diff.ts');
    const locale = flags.locale ?? found.locale;
    const options = { width: widthOf(stdout), colour: usesColour(stdout, env), locale, all: flags.all === true };
    stdout.write(renderDiff(found, options));
  }
}
