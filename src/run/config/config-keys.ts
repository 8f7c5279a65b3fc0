import { type Locale, locales } from '../../model/locale.ts';
import type { LocatedScalar } from '../../model/located.ts';
import { formats } from '../../report/formats.ts';
import { positionWithin } from '../../rubric/positions.ts';
import { listOf, mapOf, type Named } from '../../rubric/shape/collections.ts';
import { type Draft, type Entries, object, optional } from '../../rubric/shape/object.ts';
import { integer, text, word, yesNo } from '../../rubric/shape/scalars.ts';
import { type Reading, reportValue, type Shape } from '../../rubric/shape/shape.ts';
import { mostThreads } from '../threads.ts';
import { findWrongPlaceholder } from './placeholders.ts';
import { logKinds, type RunSettings } from './settings.ts';

// The keys of tierbook.yaml: the options of `run`, with `_` for `-`, and its two arguments. Paths may hold placeholders.

function path(): Shape<LocatedScalar> {
  const plain = text('path');
  return {
    ...plain,
    read(value, reading, what) {
      const found = plain.read(value, reading, what);
      return found === undefined || reportPlaceholder(found, reading) ? undefined : found;
    },
  };
}

function reportPlaceholder(at: LocatedScalar, reading: Reading): boolean {
  const wrong = findWrongPlaceholder(at.text);
  if (wrong === undefined) return false;
  const { from, to, found, expected, hint } = wrong;
  const more = { found, expected, ...(hint === undefined ? {} : { hint }) };
  reading.report('bad-placeholder', positionWithin(at, from, to), `${found} stands for nothing`, more);
  return true;
}

function threadCount(): Shape<number> {
  const whole = integer(1);
  return {
    ...whole,
    read(value, reading, what) {
      const found = whole.read(value, reading, what);
      if (found === undefined || found <= mostThreads) return found;
      return reportValue(value, reading, what, `at most ${mostThreads}`);
    },
  };
}

const entries = {
  rubric: optional(path(), 'the rubric', 'rubric.yaml'),
  book: optional(listOf(path(), true), 'the client portfolio; several are parts of one', 'export/'),
  as_of: optional(text(), 'the day of the book, or last-month-end', 'last-month-end'),
  out: optional(path(), 'where the run goes', 'runs/{as_of_month}'),
  previous: optional(path(), 'the run before, or last', 'last'),
  overrides: optional(path(), 'tiers given by hand', 'overrides.csv'),
  force: optional(yesNo(), 'replace a finished run', 'true'),
  skip_unchanged: optional(yesNo(), 'do nothing where nothing has changed', 'true'),
  encoding: optional(text(), 'encoding of text files', 'gb18030'),
  delimiter: optional(text(), 'what separates cells', 'tab'),
  header_row: optional(integer(1), 'row of the headings', '3'),
  sheet: optional(text(), 'sheet of a workbook', 'Clients'),
  table: optional(mapOf('NAME', path()), 'files of the tables of the rubric', '{loans: loans.csv}'),
  rates: optional(path(), 'rates of currencies', 'rates.csv'),
  format: optional(
    listOf(
      word(() => Object.keys(formats)),
      true,
    ),
    'what to write',
    '[csv, parquet]',
  ),
  locale: optional(
    word(() => locales),
    'language of labels',
    'zh-CN',
  ),
  pass_through: optional(yesNo(), 'carry columns that no field takes', 'true'),
  bom: optional(yesNo(), 'begin CSV with a byte order mark', 'true'),
  crlf: optional(yesNo(), 'end CSV lines with CR LF', 'true'),
  mask: optional(path(), 'the key of pseudonyms for clients', 'keys/mask.key'),
  sign: optional(path(), 'the private key to sign with', 'keys/tierbook.key'),
  ledger: optional(path(), 'the ledger to add a line to', 'ledger.jsonl'),
  bundle: optional(path(), 'a zip file of the run and its inputs', 'bundles/{as_of}.zip'),
  keep: optional(integer(1), 'how many runs to keep', '24'),
  open: optional(yesNo(), 'show the page on the desktop', 'true'),
  threads: optional(threadCount(), 'how many threads may work at once', '2'),
  profile: optional(yesNo(), 'print time and memory of each phase', 'true'),
  log: optional(
    word(() => logKinds),
    'how to report',
    'json',
  ),
  quiet: optional(yesNo(), 'print nothing but problems', 'true'),
  json: optional(yesNo(), 'print summary.json', 'true'),
  summary_line: optional(yesNo(), 'print one line', 'true'),
} satisfies Entries;

export const configShape = object('tierbook.yaml', entries);
/** By the option's name, `as_of` of `--as-of`. */
export const configKeys: readonly string[] = Object.keys(entries);

/** The settings of a file, `rebase` making its paths start at the working directory. */
export function settingsOf(draft: Draft<typeof entries>, rebase: (path: string) => string): RunSettings {
  const given: { [K in keyof RunSettings]: RunSettings[K] | undefined } = {
    rubric: at(draft.rubric, rebase),
    book: draft.book?.map((one) => rebase(one.text)),
    asOf: at(draft.as_of),
    out: at(draft.out, rebase),
    previous: at(draft.previous, (path) => (path === 'last' ? path : rebase(path))),
    overrides: at(draft.overrides, rebase),
    force: draft.force,
    skipUnchanged: draft.skip_unchanged,
    encoding: at(draft.encoding),
    delimiter: at(draft.delimiter),
    headerRow: draft.header_row,
    sheet: at(draft.sheet),
    table: draft.table && tablesOf(draft.table, rebase),
    rates: at(draft.rates, rebase),
    format: draft.format?.map((one) => one.text).join(','),
    locale: at(draft.locale) as Locale | undefined,
    passThrough: draft.pass_through,
    bom: draft.bom,
    crlf: draft.crlf,
    mask: at(draft.mask, rebase),
    sign: at(draft.sign, rebase),
    ledger: at(draft.ledger, rebase),
    bundle: at(draft.bundle, rebase),
    keep: draft.keep,
    open: draft.open,
    threads: draft.threads,
    profile: draft.profile,
    log: at(draft.log),
    quiet: draft.quiet,
    json: draft.json,
    summaryLine: draft.summary_line,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function at(scalar: LocatedScalar | undefined, change = (written: string) => written): string | undefined {
  return scalar === undefined ? undefined : change(scalar.text);
}

function tablesOf(tables: readonly Named<LocatedScalar>[], rebase: (path: string) => string): Map<string, string> {
  return new Map(tables.map(({ name, value }) => [name, rebase(value.text)]));
}
