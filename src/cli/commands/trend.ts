import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { usesColour, widthOf } from '../terminal.ts';

interface TrendFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly locale?: Locale;
}

const example = `
Examples:
  tierbook trend runs/
  tierbook trend runs/2026-08 runs/2026-09 runs/2026-10 --csv > trend.csv`;

export function addTrendCommand(program: Command, context: CommandContext): void {
  program
    .command('trend')
    .description('tiers, outcomes, stability and concentration over many runs')
    .argument('<run...>', 'directories of runs, or directories with runs below them')
    .addOption(new Option('--json', 'print the figures as JSON').conflicts('csv'))
    .option('--csv', 'print the figures as CSV, a line a run, figure and tier')
    .addOption(
      new Option('--locale <locale>', 'language of the view (default: that of the newest run)').choices(locales),
    )
    .addHelpText('after', example)
    .action((runs: string[], flags: TrendFlags) => trend(runs, flags, context));
}

async function trend(paths: string[], flags: TrendFlags, { invocation }: CommandContext): Promise<void> {
  const { trendOf } = await import('../../run/trend.ts');
  const { stdout, stderr, env, cwd, now, stdin } = invocation;
  const progress = createProgress(stderr, flags.json === true || flags.csv === true);
  const found = await trendOf(paths, { cwd, now, stdin, progress }).finally(() => progress.end());
  const { runs, findings, measureLabel } = found;
  if (findings.length > 0) (await import('../print-problems.ts')).printProblems(findings, invocation);
  if (flags.json === true) {
    const { writeJson } = await import('../../report/summary-json.ts');
    stdout.write(`${writeJson({ schemaVersion: 1, runs, findings } as unknown as Parameters<typeof writeJson>[0])}\n`);
  } else if (flags.csv === true) {
    const { writeTrendCsv } = await import('../../report/trend-csv.ts');
    const { plainCsv } = await import('../../report/csv-lines.ts');
    for (const block of writeTrendCsv(runs, plainCsv)) stdout.write(block);
  } else {
    const { renderTrend } = await import('../../report/terminal/trend.ts');
    const locale = flags.locale ?? found.locale;
    stdout.write(renderTrend(runs, { width: widthOf(stdout), colour: usesColour(stdout, env), locale, measureLabel }));
  }
}
