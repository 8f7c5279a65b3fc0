import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import { exitStatus, UserError } from '../../model/user-error.ts';
import { onInterrupt } from '../../run/clean-up.ts';
import { logKinds, mergeSettings, type RunSettings } from '../../run/config/settings.ts';
import type { Month, MonthRequest } from '../../run/run-month.ts';
import { enoughThreads, mostThreads } from '../../run/threads.ts';
import { tool } from '../../run/version.ts';
import { toVisible } from '../../text/visible-text.ts';
import type { CommandContext } from '../context.ts';
import { createLog, type RunLog } from '../log.ts';
import { PhaseTimes } from '../phase-times.ts';
import { printResult, tellRest } from '../tell-run.ts';
import { addReadOptions, readOptionsOf } from './read-options.ts';

type RunFlags = Omit<RunSettings, 'rubric' | 'book'> & { readonly config?: string };

const example = `
Examples:
  tierbook run rubric.yaml clients-2026-10.csv --as-of 2026-10-31 --out runs/2026-10
  tierbook run                     what tierbook.yaml says, which may name rubric and book

BOOK is CSV, TSV, XLSX or Parquet, "-" for standard input, or a directory of parts with the same headings.
{as_of} and {as_of_month} in a path stand for the day and the month of --as-of.`;

export function addRunCommand(program: Command, context: CommandContext): void {
  addReadOptions(
    program
      .command('run')
      .description('score a book by a rubric, tier it and write the result')
      .argument('[rubric]', 'the rubric, a YAML file')
      .argument('[book...]', 'the client portfolio')
      .option('--as-of <date>', 'the day the book is taken as of: YYYY-MM-DD, or last-month-end')
      .option('--out <directory>', 'where the run goes (default: run-{as_of})')
      .option('--previous <run>', 'the directory of the run before, or "last": what moved since, and why')
      .option('--overrides <file>', 'tiers given by hand, with who asked for and who approved them')
      .option('--force', 'replace a finished run in the output directory')
      .option('--skip-unchanged', 'do nothing where the run in the output directory is of the same files and options')
      .option('--config <file>', 'settings (default: tierbook.yaml beside the rubric, where there is one)'),
  )
    .option('--format <names>', 'what to write, separated by commas (default: csv,json)')
    .addOption(new Option('--locale <locale>', "language of labels (default: the rubric's)").choices(locales))
    .option('--pass-through', 'carry columns that no field takes into clients.csv')
    .option('--bom', 'begin CSV files with a byte order mark, for Excel')
    .option('--crlf', 'end CSV lines with CR LF')
    .option(
      '--mask <file>',
      'write clients as pseudonyms, made with the key in the file, for reports that leave the house',
    )
    .option('--sign <key>', 'sign the manifest with a private key that tierbook keygen made')
    .option('--ledger <file>', 'add a line about the run to a ledger')
    .option('--bundle <file.zip>', 'pack the run with all it was made from into one file, for `verify`')
    .option('--keep <count>', 'how many runs of the path of --out to keep (default: all)', positive)
    .option('--open', 'show report.html on the desktop, where there is one; writes it, too')
    .option('--threads <count>', 'how many threads may work at once (default: one a core, at most 8)', threadCount)
    .option('--profile', 'print the time and memory of each phase to standard error')
    .addOption(new Option('--log <kind>', 'how to report on standard error (default: text)').choices(logKinds))
    .option('--quiet', 'print nothing but problems')
    .option('--json', 'print summary.json instead of the view for people')
    .option('--summary-line', 'print one line instead of the view, and no progress: for mail')
    .addHelpText('after', example)
    .action((rubric: string | undefined, books: string[], { config, ...flags }: RunFlags, command: Command) => {
      const given = Object.entries(flags).filter(([name]) => command.getOptionValueSource(name) !== 'default');
      const settings: RunSettings = {
        ...Object.fromEntries(given),
        ...(rubric === undefined ? {} : { rubric }),
        ...(books.length === 0 ? {} : { book: books }),
      };
      return run(settings, config, context);
    });
}

function threadCount(text: string): number {
  const count = /^[1-9]\d?$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > mostThreads)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${mostThreads}.`);
  return count;
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
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

async function run(given: RunSettings, configPath: string | undefined, context: CommandContext): Promise<void> {
  const { invocation } = context;
  const { loadConfig } = await import('../../run/config/load-config.ts');
  let settings = given;
  const logOf = ({ log = 'text', quiet, summaryLine }: RunSettings) =>
    createLog(log, invocation, { silent: quiet === true, bare: summaryLine === true });
  let log = logOf(given);
  try {
    const config = await loadConfig(configPath, given.rubric, invocation.cwd);
    settings = mergeSettings(config?.settings ?? {}, given);
    log = logOf(settings);
    await runSettled(settings, config, log, context);
  } catch (error) {
    // In text, `main` says it; a log of JSON says everything itself.
    if (settings.log !== 'json') throw error;
    const status = error instanceof UserError ? error.status : exitStatus.bug;
    if (error instanceof UserError) await log.problems(error.problems);
    else log.bug(error instanceof Error ? `${error.stack}` : `${error}`);
    log.event('run-finished', { status });
    context.setStatus(status);
  }
}

async function runSettled(
  settings: RunSettings,
  config: Awaited<ReturnType<typeof import('../../run/config/load-config.ts').loadConfig>>,
  log: RunLog,
  { invocation, setStatus }: CommandContext,
): Promise<void> {
  const { runMonth } = await import('../../run/run-month.ts');
  const { cwd, now, stdin, usage, stderr } = invocation;
  const times = settings.profile === true && usage !== undefined ? new PhaseTimes(log, usage) : undefined;
  const { quiet } = settings;
  const forget = onInterrupt((signal) => log.event('run-stopped', { signal }, `stopped by ${signal}`));
  const begun = ({ asOf, out }: Month) => {
    const { rubric, book } = settings;
    log.event('run-started', { tool: tool.name, version: tool.version, rubric, book, asOf, out, config: config?.path });
  };
  const request = await requestOf(settings);
  const outcome = await runMonth(request, config?.file, { cwd, now, stdin, progress: times ?? log }, begun).finally(
    () => {
      forget();
      log.end();
    },
  );
  await log.problems([...(quiet === true ? [] : outcome.warnings), ...outcome.breaches]);
  const status = outcome.breaches.length > 0 ? exitStatus.breached : exitStatus.done;
  setStatus(status);
  tellRest(outcome, settings, log);
  await printResult(outcome, settings, invocation);
  if (settings.open === true) await openPage(outcome.out, log, invocation);
  const { clients, rejected } = outcome.run?.report.summary.book ?? {};
  const { asOf, out } = outcome;
  log.event('run-finished', { status, asOf, out, unchanged: outcome.run === undefined, clients, rejected });
  times?.print(stderr);
}

async function requestOf(settings: RunSettings): Promise<MonthRequest> {
  const { rubric, book, asOf, table, previous, overrides, rates, bundle, locale } = settings;
  const missing = [
    ...(rubric === undefined ? [lacks('a rubric', 'tierbook run RUBRIC BOOK, or "rubric:"')] : []),
    ...(book === undefined || book.length === 0 ? [lacks('a book', 'tierbook run RUBRIC BOOK, or "book:"')] : []),
    ...(asOf === undefined ? [lacks('the day of the book', '--as-of DATE, or "as_of:"')] : []),
  ];
  if (rubric === undefined || book === undefined || asOf === undefined || missing.length > 0)
    throw new UserError(missing);
  const { out, mask, sign, ledger, keep, skipUnchanged } = settings;
  if (out?.trim() === '') {
    throw new UserError([{ code: 'bad-option', severity: 'error', message: '--out names no directory', found: out }]);
  }
  if (mask !== undefined && bundle !== undefined) {
    const message = '--mask and --bundle do not go together: a bundle holds the inputs, clients and all';
    throw new UserError([{ code: 'bad-option', severity: 'error', message, found: '--bundle' }]);
  }
  return {
    rubric,
    books: book,
    asOf,
    force: settings.force === true,
    formats: await formatsOf(`${settings.format ?? 'csv,json'}${settings.open === true ? ',html' : ''}`),
    tables: table ?? new Map(),
    read: readOptionsOf(settings, settings.passThrough === true),
    csv: { bom: settings.bom === true, crlf: settings.crlf === true },
    threads: settings.threads ?? Math.min(enoughThreads, availableParallelism()),
    ...(rates === undefined ? {} : { rates }),
    ...(previous === undefined ? {} : { previous }),
    ...(overrides === undefined ? {} : { overrides }),
    ...(bundle === undefined ? {} : { bundle }),
    ...(locale === undefined ? {} : { locale: locale as Locale }),
    ...(out === undefined ? {} : { out }),
    ...(mask === undefined ? {} : { mask }),
    ...(sign === undefined ? {} : { sign }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(keep === undefined ? {} : { keep }),
    ...(skipUnchanged === undefined ? {} : { skipUnchanged }),
  };
}

/** A run that nobody looks at is still a run: what keeps the page from being shown is told and changes no status. */
async function openPage(out: string, log: RunLog, { cwd, env, openFile }: CommandContext['invocation']): Promise<void> {
  const { showPage } = await import('../../run/open-page.ts');
  const page = join(out, 'report.html');
  const shown = await showPage(resolve(cwd, page), env, openFile);
  log.event(
    'page-opened',
    { file: page, opened: shown.opened, why: shown.why },
    shown.why && `${toVisible(page)} is not opened: ${shown.why}`,
  );
}

function lacks(what: string, expected: string) {
  const message = `a run needs ${what}`;
  return { code: 'missing-setting', severity: 'error', message, expected: `${expected} in tierbook.yaml` } as const;
}
