import { type Command, InvalidArgumentError } from 'commander';
import type { ReadOptions } from '../../model/reader.ts';

// Options of every command that reads a book.

export interface ReadFlags {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerRow?: number;
  readonly sheet?: string;
}

export function addReadOptions(command: Command): Command {
  return command
    .option('--encoding <name>', 'encoding of text files (default: found out)')
    .option('--delimiter <character>', 'what separates cells, e.g. ";" or tab (default: found out)')
    .option('--header-row <row>', 'row of the headings, from 1 (default: found out)', wholeNumber)
    .option('--sheet <name>', 'sheet of a workbook (default: the first with data)');
}

export function readOptionsOf({ encoding, delimiter, headerRow, sheet }: ReadFlags, passThrough: boolean): ReadOptions {
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
