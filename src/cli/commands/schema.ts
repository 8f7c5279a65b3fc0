import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

const example = `
Example:
  tierbook schema > rubric.schema.json

An editor with YAML support completes and checks a rubric that begins with
  # yaml-language-server: $schema=rubric.schema.json`;

export function addSchemaCommand(program: Command, { invocation }: CommandContext): void {
  program
    .command('schema')
    .description('print the JSON Schema of the rubric, for editors')
    .addHelpText('after', example)
    .action(async () => {
      const { rubricSchema } = await import('../../rubric/schema.ts');
      const { registries } = await import('../../run/rubric-file.ts');
      invocation.stdout.write(`${JSON.stringify(rubricSchema(registries), null, 2)}\n`);
    });
}
