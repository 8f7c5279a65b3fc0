import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import { exitStatus, UserError } from '../../model/user-error.ts';
import type { CommandContext } from '../context.ts';
import { PhaseTimes } from '../phase-times.ts';
import { createProgress } from '../progress.ts';
import { usesColour, widthOf } from '../terminal.ts';
import { addReadOptions, type ReadFlags, readOptionsOf } from './read-options.ts';

interface RunFlags extends ReadFlags {
  readonly asOf: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly format: string;
  readonly locale?: Locale;
  readonly previous?: string;
  readonly overrides?: string;
  readonly threads?: number;
  readonly profile?: boolean;
  readonly passThrough?: boolean;
  readonly bom?: boolean;
  readonly crlf?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const example = `
Example:
  tierbook run rubric.yaml clients-2026-10.csv --as-of 2026-10-31 --out runs/2026-10

BOOK is CSV, TSV, XLSX or Parquet, "-" for standard input, or a directory of parts with the same headings.`;

export function addRunCommand(program: Command, context: CommandContext): void {
  addReadOptions(
    program
      .command('run')
      .description('score a book by a rubric, tier it and write the result')
      .argument('<rubric>', 'the rubric, a YAML file')
      .argument('<book...>', 'the client portfolio')
      .requiredOption('--as-of <date>', 'the day the book is taken as of, YYYY-MM-DD')
      .option('--out <directory>', 'where the run goes (default: run-<as-of>)')
      .option('--previous <run>', 'the directory of the run before: what moved since, and why')
      .option('--overrides <file>', 'tiers given by hand, with who asked for and who approved them')
      .option('--force', 'replace a finished run in the output directory'),
  )
    .option('--format <names>', 'what to write, separated by commas', 'csv,json')
    .addOption(new Option('--locale <locale>', "language of labels (default: the rubric's)").choices(locales))
    .option('--pass-through', 'carry columns that no field takes into clients.csv')
    .option('--bom', 'begin CSV files with a byte order mark, for Excel')
    .option('--crlf', 'end CSV lines with CR LF')
    .option('--threads <count>', 'how many threads may work at once (default: one a core, at most 8)', threadCount)
    .option('--profile', 'print the time and memory of each phase to standard error')
    .option('--quiet', 'print nothing but problems')
    .option('--json', 'print summary.json instead of the view for people')
    .addHelpText('after', example)
    .action((rubric: string, books: string[], flags: RunFlags) => run(rubric, books, flags, context));
}

const mostThreads = 64;
/** Beyond these, reading and writing gain nothing and each takes memory. */
const enoughThreads = 8;

function threadCount(text: string): number {
  const count = /^[1-9]\d?$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > mostThreads)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${mostThreads}.`);
  return count;
}

async function formatsOf(text: string): Promise<string[]> {
  const { formats } = await import('../../report/formats.ts');
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const wrong = names.filter((name) => !Object.hasOwn(formats, name));
  if (wrong.length === 0) return names;
  const expected = Object.keys(formats).join(', ');
  throw new UserError(
    wrong.map((found) => ({
      code: 'bad-option',
      severity: 'error',
      message: `--format knows no "${found}"`,
      found,
      expected,
    })),
  );
}

async function run(
  rubric: string,
  books: string[],
  flags: RunFlags,
  { invocation, setStatus }: CommandContext,
): Promise<void> {
  const { segment } = await import('../../run/segment.ts');
  const { stdout, stderr, env, cwd, now, stdin, usage } = invocation;
  const progress = createProgress(stderr, flags.quiet === true);
  const times = flags.profile === true && usage !== undefined ? new PhaseTimes(progress, usage) : undefined;
  const out = flags.out ?? `run-${flags.asOf}`;
  if (out.trim() === '') {
    throw new UserError([{ code: 'bad-option', severity: 'error', message: '--out names no directory', found: out }]);
  }
  const outcome = await segment(
    {
      rubric,
      books,
      asOf: flags.asOf,
      out,
      force: flags.force === true,
      formats: await formatsOf(flags.format),
      tables: flags.table,
      ...(flags.rates === undefined ? {} : { rates: flags.rates }),
      ...(flags.previous === undefined ? {} : { previous: flags.previous }),
      ...(flags.overrides === undefined ? {} : { overrides: flags.overrides }),
      read: readOptionsOf(flags, flags.passThrough === true),
      csv: { bom: flags.bom === true, crlf: flags.crlf === true },
      ...(flags.locale === undefined ? {} : { locale: flags.locale }),
      threads: flags.threads ?? Math.min(enoughThreads, availableParallelism()),
    },
    { cwd, now, stdin, progress: times ?? progress },
  ).finally(() => progress.end());
  const problems = [...(flags.quiet === true ? [] : outcome.warnings), ...outcome.breaches];
  if (problems.length > 0) (await import('../print-problems.ts')).printProblems(problems, invocation);
  if (outcome.breaches.length > 0) setStatus(exitStatus.breached);
  if (flags.json === true) {
    const { writeSummary } = await import('../../report/summary-json.ts');
    stdout.write(writeSummary(outcome.report.summary));
  } else if (flags.quiet !== true) {
    const { renderTerminal } = await import('../../report/terminal/render.ts');
    const written = outcome.written.filter((file) => !file.name.includes('/')).map((file) => file.name);
    const folders = ['lists/', 'columns/'].filter((folder) =>
      outcome.written.some((file) => file.name.startsWith(folder)),
    );
    const { rubric, summary, rejects, locale } = outcome.report;
    const result = { rubric, summary, rejects, written: { directory: out, files: [...written, ...folders] } };
    stdout.write(renderTerminal(result, { width: widthOf(stdout), colour: usesColour(stdout, env), locale }));
  }
  times?.print(stderr);
}
