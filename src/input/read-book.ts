import type { RawBook, SourceRead } from '../model/book.ts';
import type { FieldTypeRegistry } from '../model/field-type.ts';
import type { Problem } from '../model/problem.ts';
import type { Rates } from '../model/rates.ts';
import type { ByteSource, Format, OpenedSource, ReadOptions, WantedColumn } from '../model/reader.ts';
import type { FieldSpec } from '../model/rubric.ts';
import { UserError } from '../model/user-error.ts';
import { gatherFindings } from './cell-findings.ts';
import { chooseFormat, makeFormats } from './formats.ts';
import { type HeadingMatches, judgeHeadings, matchHeadings, noteHeadings } from './headings/headings.ts';
import { TakenOnTrust } from './on-trust.ts';
import { passThroughFields } from './pass-through.ts';
import { type KeepRows, RawBookBuilder } from './raw-book-builder.ts';

// One source or many into one raw book: headings first, for all of them, so that every problem with them is reported at
// once; then the rows, chunk by chunk. Refuses parts with different headings, and a book without rows.

interface OpenedPart {
  readonly opened: OpenedSource;
  readonly matches: HeadingMatches;
}

/** How rows of a further table are read, beside what the command line says; by default those of a book. */
export interface ReadRows extends KeepRows {
  /** Whether there may be no row at all. */
  readonly mayBeEmpty?: boolean;
}

/** Problems of several steps that may each throw, all reported. */
class Collected {
  readonly problems: Problem[] = [];

  async of<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.problems.length > 0) throw new UserError(this.problems);
  }
}

/**
 * Reads sources into one raw book. Its table has a column for every field (missing throughout where there is no heading)
 * and, with `passThrough`, a text column for every other heading. Throws a UserError.
 */
export async function readBook(
  sources: readonly ByteSource[],
  fields: readonly FieldSpec[],
  idField: string,
  options: ReadOptions,
  types: FieldTypeRegistry,
  formats: readonly Format[] = makeFormats(types),
  rows: ReadRows = {},
): Promise<RawBook> {
  try {
    return await readOnce(sources, fields, idField, options, types, formats, rows);
  } catch (error) {
    if (!(error instanceof TakenOnTrust)) throw error;
    const careful = formats.map((format) => format.careful ?? format);
    return await readOnce(sources, fields, idField, options, types, careful, rows);
  }
}

async function readOnce(
  sources: readonly ByteSource[],
  fields: readonly FieldSpec[],
  idField: string,
  options: ReadOptions,
  types: FieldTypeRegistry,
  formats: readonly Format[],
  { mayBeEmpty = false, ...keep }: ReadRows,
): Promise<RawBook> {
  if (sources.length === 0) throw refuse('no-source', 'there is no file to read', 'a file, a directory of parts, or -');
  // The heading of a currency must be there, though not a currency in every row.
  const needed = new Set([idField, ...fields.flatMap((field) => field.currencyField ?? [])]);
  const wanted = fields.map((field) => (needed.has(field.name) ? { ...field, required: true } : field));
  const collected = new Collected();
  const parts: OpenedPart[] = [];
  const throwIfAny = () => {
    // Whoever looks at all of a source may find more to say.
    if (collected.problems.length > 0 && parts.some(({ opened }) => opened.onTrust)) throw new TakenOnTrust();
    collected.throwIfAny();
  };
  for (const source of sources) {
    const opened = await collected.of(async () => (await chooseFormat(source, formats)).open(source, wanted, options));
    if (opened === undefined) continue;
    const matches = matchHeadings(opened.headings, wanted);
    collected.problems.push(...judgeHeadings(matches, opened.headings, placeOf(opened), types));
    parts.push({ opened, matches });
  }
  throwIfAny();
  const passed = options.passThrough ? passThroughFields(parts.map(headingsLeft), wanted) : [];
  collected.problems.push(...compareParts(parts, passed));
  throwIfAny();

  const builder = new RawBookBuilder([...wanted, ...passed], keep);
  for (const part of parts)
    await readPart(part, passed, (own) => prepare(own, fields, idField, options.rates), builder);
  const raw = builder.finish();
  if (!mayBeEmpty && raw.files.every((file) => file.rows === 0)) {
    const names = sources.map((source) => source.name).join(', ');
    throw refuse('no-rows', `no row below the headings in ${names}`, 'a row for every client');
  }
  const notes = parts.flatMap(({ opened, matches }) => [
    ...opened.findings,
    ...noteHeadings(matches, opened.headings, types),
  ]);
  return { ...raw, findings: gatherFindings([...withoutRepeats(notes), ...raw.findings]) };
}

function refuse(code: string, message: string, expected: string): UserError {
  return new UserError([{ code, severity: 'error', message, expected }]);
}

function placeOf({ name, sheet, headingLine, hint }: OpenedSource) {
  return {
    file: name,
    line: headingLine,
    ...(sheet === undefined ? {} : { sheet }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function headingsLeft({ opened, matches }: OpenedPart): string[] {
  return matches.unmapped.map((index) => opened.headings[index]);
}

/** Notes about headings are the same in every part; they are not counted. */
function withoutRepeats(findings: readonly Problem[]): Problem[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.message}`, finding])).values()];
}

/** Parts of one book must have the same fields; each that lacks one is named. */
function compareParts(parts: readonly OpenedPart[], passed: readonly FieldSpec[]): Problem[] {
  const names = parts.map(({ opened, matches }) => {
    const own = passThroughFields([headingsLeft({ opened, matches })], []).map((field) => field.name);
    return new Set([...matches.wanted.map((column) => column.field.name), ...(passed.length > 0 ? own : [])]);
  });
  const all = new Set(names.flatMap((own) => [...own]));
  return parts.flatMap(({ opened }, index) => {
    const lacking = [...all].filter((name) => !names[index].has(name));
    if (lacking.length === 0) return [];
    return [
      {
        code: 'different-parts',
        severity: 'error' as const,
        message: `${opened.name} lacks columns that other parts of the book have`,
        file: opened.name,
        line: opened.headingLine,
        found: opened.headings
          .filter((heading) => heading !== '')
          .map((heading) => `"${heading}"`)
          .join(', '),
        expected: lacking.map((name) => `"${name}"`).join(', '),
      },
    ];
  });
}

/** Columns as they are read: the key is marked, and amounts in a currency of the row's know what names and converts it. */
function prepare(
  own: readonly WantedColumn[],
  fields: readonly FieldSpec[],
  idField: string,
  rates: Rates | undefined,
): WantedColumn[] {
  const asGiven = own.map((column): WantedColumn => {
    if (column.field.name === idField) return { ...column, key: true };
    return { ...column, field: fields.find((field) => field.name === column.field.name) ?? column.field };
  });
  return asGiven.map((column): WantedColumn => {
    const currency = asGiven.find(({ field }) => field.name === column.field.currencyField);
    if (currency === undefined) return column;
    return { ...column, conversion: { currency, rates: rates ?? onlyOwn(column.field.currency) } };
  });
}

/** No rates at all: every amount is in the rubric's currency, or a reject. */
function onlyOwn(currency: string): Rates {
  return { currency, asOf: undefined, byCurrency: new Map(), digitsOf: () => undefined };
}

async function readPart(
  part: OpenedPart,
  passed: readonly FieldSpec[],
  prepareOwn: (own: readonly WantedColumn[]) => WantedColumn[],
  builder: RawBookBuilder,
): Promise<void> {
  const { opened, matches } = part;
  const wanted = [...prepareOwn(matches.wanted), ...findPassed(part, passed)];
  const before = builder.rowsRead;
  builder.startSource(wanted);
  for await (const chunk of opened.chunks(wanted)) builder.add(chunk);
  const source: SourceRead = {
    name: opened.name,
    ...(opened.sheet === undefined ? {} : { sheet: opened.sheet }),
    rows: builder.rowsRead - before,
    ...(opened.encoding === undefined ? {} : { encoding: opened.encoding }),
    ...(opened.delimiter === undefined ? {} : { delimiter: opened.delimiter }),
    unmapped: headingsLeft(part).filter((heading) => heading !== ''),
  };
  builder.endSource(source);
}

/** The columns of headings that are passed through; the n-th of equal headings belongs to the n-th field of that heading. */
function findPassed({ opened, matches }: OpenedPart, passed: readonly FieldSpec[]): WantedColumn[] {
  const used = new Set<number>();
  return passed.flatMap((field) => {
    const index = matches.unmapped.find((at) => !used.has(at) && opened.headings[at] === field.from[0]);
    if (index === undefined) return [];
    used.add(index);
    return [{ field, index, heading: opened.headings[index] }];
  });
}
