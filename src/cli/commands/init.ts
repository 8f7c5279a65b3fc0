import { type Command, Option } from 'commander';
import { type Locale, locales } from '../../model/locale.ts';
import type { CommandContext } from '../context.ts';

const example = `
Example:
  tierbook init sample --locale zh-CN

It never overwrites: a directory that holds one of its files is refused.`;

export function addInitCommand(program: Command, { invocation }: CommandContext): void {
  program
    .command('init')
    .description('write a commented rubric and a sample book of two months')
    .argument('[directory]', 'where to write', '.')
    .addOption(new Option('--locale <locale>', 'language of the rubric and the book').choices(locales).default('en'))
    .addHelpText('after', example)
    .action(async (directory: string, flags: { locale: Locale }) => {
      const { initialise } = await import('../../run/init.ts');
      const written = await initialise(directory, flags.locale, invocation.cwd);
      for (const name of written) invocation.stdout.write(`${name}\n`);
    });
}
