import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import { exitStatus, UserError } from '../../model/user-error.ts';
import type { LedgerCheck } from '../../run/ledger.ts';
import { enoughThreads } from '../../run/threads.ts';
import type { Vouching, VouchingQuestion } from '../../run/vouching.ts';
import { toVisible } from '../../text/visible-text.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { usesColour } from '../terminal.ts';

interface VerifyFlags {
  readonly inputs?: string;
  readonly integrity?: boolean;
  readonly maskKey?: string;
  readonly key?: string;
  readonly ledger?: string;
  readonly expectHead?: string;
  readonly json?: boolean;
  readonly locale?: Locale;
}

const example = `
Examples:
  tierbook verify runs/2026-10 clients-2026-10.csv
  tierbook verify runs/2026-11 --inputs archive/
  tierbook verify 2026-11.zip
  tierbook verify runs/2026-11 --inputs archive/ --key lending.pub --ledger ledger.jsonl
  tierbook verify --ledger ledger.jsonl

Exit status: 0 proven, 1 something differs or could not be checked, 2 no run to verify.`;

export function addVerifyCommand(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('prove a run: its files against their hashes, and the whole run made again from its inputs')
    .argument('[run]', 'the directory of a run, or a bundle; none to verify a ledger alone')
    .argument('[input...]', 'what the run read: files and directories, found by their hashes')
    .option('--inputs <directory>', 'a directory to search for what the run read')
    .option('--integrity', 'hold the files against their hashes only')
    .option('--mask-key <file>', 'the key that a masked run was made with')
    .option('--key <file>', 'the public key that the run must be signed by')
    .option('--ledger <file>', 'a ledger that must be whole, and have a line of the run')
    .option('--expect-head <hash>', 'the hash of a line that the ledger must have, noted when it was its last')
    .addOption(new Option('--locale <locale>', "language of the report (default: the run's)").choices(locales))
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', example)
    .action((run: string | undefined, inputs: string[], flags: VerifyFlags) =>
      run === undefined ? verifyLedgerAlone(flags, context) : verify(run, inputs, flags, context),
    );
}

async function verify(run: string, inputs: string[], flags: VerifyFlags, context: CommandContext): Promise<void> {
  const { invocation, setStatus } = context;
  const { stdout, stderr, env, cwd, now, stdin } = invocation;
  const { verifyRun } = await import('../../run/verify.ts');
  const progress = createProgress(stderr, flags.json === true);
  const places = [...inputs, ...(flags.inputs === undefined ? [] : [flags.inputs])];
  const { checkVouching } = await import('../../run/vouching.ts');
  let vouched: Vouching = { problems: [] };
  const vouching = async (directory: string, shown: string) => {
    vouched = await checkVouching(questionOf(flags), directory, shown, cwd);
    return vouched.problems;
  };
  const { readMaskKey } = await import('../../run/mask/mask-key.ts');
  const maskKey = flags.maskKey === undefined ? undefined : await readMaskKey(flags.maskKey, cwd);
  const threads = Math.min(enoughThreads, availableParallelism());
  const { locale, ...verification } = await verifyRun(
    { run, places, integrityOnly: flags.integrity === true, threads, vouching, ...(maskKey && { maskKey }) },
    { cwd, now, stdin, progress },
  ).finally(() => progress.end());
  if (!verification.proven) setStatus(exitStatus.breached);
  if (flags.json === true) {
    const { signedBy = null, ledger = null } = vouched;
    stdout.write(`${JSON.stringify({ schemaVersion: 1, ...verification, signedBy, ledger }, null, 2)}\n`);
    return;
  }
  const { printProblems } = await import('../print-problems.ts');
  printProblems(verification.problems, invocation);
  if (vouched.signedBy !== undefined) stdout.write(`signed by the key ${vouched.signedBy}\n`);
  if (vouched.ledger !== undefined) stdout.write(describeLedger(flags.ledger, vouched.ledger));
  const { renderVerification } = await import('../../report/terminal/verification.ts');
  const view = { colour: usesColour(stdout, env), locale: flags.locale ?? locale };
  stdout.write(renderVerification(verification, view));
}

function questionOf({ key, ledger, expectHead }: VerifyFlags): VouchingQuestion {
  if (expectHead !== undefined && ledger === undefined) {
    const message = '--expect-head is of a ledger: give --ledger as well';
    throw new UserError([{ code: 'bad-option', severity: 'error', message }]);
  }
  return {
    ...(key === undefined ? {} : { key }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(expectHead === undefined ? {} : { expectHead }),
  };
}

async function verifyLedgerAlone(flags: VerifyFlags, { invocation, setStatus }: CommandContext): Promise<void> {
  const { ledger, expectHead } = questionOf(flags);
  if (ledger === undefined || flags.key !== undefined) {
    const message = 'there is nothing to verify';
    const expected = 'the directory of a run, a bundle, or --ledger FILE alone';
    throw new UserError([{ code: 'bad-option', severity: 'error', message, expected }]);
  }
  const { verifyLedger } = await import('../../run/ledger.ts');
  const check = await verifyLedger({ ledger, ...(expectHead === undefined ? {} : { expectHead }) }, invocation.cwd);
  if (check.problems.length > 0) setStatus(exitStatus.breached);
  if (flags.json === true) {
    invocation.stdout.write(`${JSON.stringify({ schemaVersion: 1, ledger: check }, null, 2)}\n`);
    return;
  }
  const { printProblems } = await import('../print-problems.ts');
  printProblems(check.problems, invocation);
  invocation.stdout.write(describeLedger(ledger, check));
}

/** Nothing where something is wrong with it: the problems say what. */
function describeLedger(
  path: string | undefined,
  { problems, lines, head, lineOfRun, linesAfterHead }: LedgerCheck,
): string {
  if (problems.length > 0) return '';
  const parts = [
    `${lines} line${lines === 1 ? '' : 's'}, none changed, removed or moved`,
    ...(lineOfRun === undefined ? [] : [`the run is in line ${lineOfRun}`]),
    ...(linesAfterHead === undefined ? [] : [`${linesAfterHead} after the head that was expected`]),
    `head ${head ?? 'none'}`,
  ];
  return `${toVisible(path ?? '')}: ${parts.join('; ')}\n`;
}
