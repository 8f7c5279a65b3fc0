import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReadOptions } from '../../model/reader.ts';

// Options of every command that reads a book.

export interface ReadFlags {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerRow?: number;
  readonly sheet?: string;
  readonly table: ReadonlyMap<string, string>;
  readonly rates?: string;
}

export function addReadOptions(command: Command): Command {
  return command
    .option('--encoding <name>', 'encoding of text files (default: found out)')
    .option('--delimiter <character>', 'what separates cells, e.g. ";" or tab (default: found out)')
    .option('--header-row <row>', 'row of the headings, from 1 (default: found out)', wholeNumber)
    .option('--sheet <name>', 'sheet of a workbook (default: the first with data)')
    .addOption(
      new Option('--table <name=file>', 'the file of a table of the rubric; once a table')
        .argParser(addTable)
        .default(new Map(), 'the one the rubric names'),
    )
    .option('--rates <file>', 'currency,rate,date: units of the currency of the rubric for one of another');
}

function addTable(text: string, before: ReadonlyMap<string, string>): Map<string, string> {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('Expected NAME=FILE.');
  if (before.has(name)) throw new InvalidArgumentError(`The table ${name} is given twice.`);
  return new Map([...before, [name, text.slice(at + 1)]]);
}

export function readOptionsOf(
  { encoding, delimiter, headerRow, sheet }: Omit<ReadFlags, 'table'>,
  passThrough: boolean,
): ReadOptions {
  return {
    passThrough,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}
