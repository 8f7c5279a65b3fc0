import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

const example = `
Example:
  tierbook keygen --out keys/lending

The private half, PREFIX.key, is for "tierbook run --sign"; nobody else may read it. The public half, PREFIX.pub, is for
"tierbook verify --key". Neither is ever replaced.`;

export function addKeygenCommand(program: Command, { invocation }: CommandContext): void {
  program
    .command('keygen')
    .description('make a pair of ed25519 keys to sign runs with')
    .option('--out <prefix>', 'where to write PREFIX.key and PREFIX.pub', 'tierbook')
    .addHelpText('after', example)
    .action(async ({ out }: { out: string }) => {
      const { createKeys } = await import('../../run/key-files.ts');
      const { files, keyId } = await createKeys(out, invocation.cwd);
      for (const name of files) invocation.stdout.write(`${name}\n`);
      invocation.stdout.write(`key ${keyId}\n`);
    });
}
