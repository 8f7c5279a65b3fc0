import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { usesColour, widthOf } from '../terminal.ts';

interface ExplainFlags {
  readonly json?: boolean;
  readonly letter?: string;
  readonly locale?: Locale;
}

const example = `
Examples:
  tierbook explain runs/2026-10 C000122
  tierbook explain runs/2026-10 "Harbour Cranes" --letter letter.md

CLIENT is the id, or a part of the name that no other client has.`;

export function addExplainCommand(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description('tell why a client of a run is where it is, and what would move it up')
    .argument('<run>', 'the directory of a run')
    .argument('<client>', 'the id, or a part of the name')
    .option('--json', 'print everything as JSON')
    .option('--letter <file>', 'write a letter to the client, in Markdown; "-" prints it instead of the view')
    .addOption(
      new Option('--locale <locale>', "language of the view and the letter (default: the rubric's)").choices(locales),
    )
    .addHelpText('after', example)
    .action((run: string, client: string, flags: ExplainFlags) => explainClient(run, client, flags, context));
}

async function explainClient(run: string, client: string, flags: ExplainFlags, context: CommandContext): Promise<void> {
  const { stdout, stderr, env, cwd, now, stdin } = context.invocation;
  const { explain, writeTextFile } = await import('../../run/explain.ts');
  const progress = createProgress(stderr, flags.json === true || stderr.isTTY !== true);
  const told = await explain(run, client, { cwd, now, stdin, progress }).finally(() => progress.end());
  const locale = flags.locale ?? told.rubric.locale;
  if (flags.letter !== undefined) {
    const { writeLetter } = await import('../../report/letter.ts');
    const letter = writeLetter(told, locale);
    if (flags.letter !== '-') await writeTextFile(flags.letter, cwd, letter);
    else if (flags.json !== true) {
      stdout.write(letter);
      return;
    }
  }
  if (flags.json === true) {
    const { writeJson } = await import('../../report/summary-json.ts');
    stdout.write(`${writeJson(told as unknown as Parameters<typeof writeJson>[0])}\n`);
    return;
  }
  const { renderExplanation } = await import('../../report/terminal/explain.ts');
  stdout.write(renderExplanation(told, { width: widthOf(stdout), colour: usesColour(stdout, env), locale }));
}
