import type { ProblemCatalogue } from '../model/problem.ts';

// Every code the input storey reports. The text half stands first, field types and Excel below it.

export const inputProblems = {
  // Files, encodings and formats.
  'no-source': {
    severity: 'error',
    meaning: 'There is nothing to read: no file was named, or a directory has no part.',
    remedy: 'Name a file, a directory with files in it, or `-` for standard input.',
  },
  'too-many-sources': {
    severity: 'error',
    meaning: 'A book has more than 65536 parts.',
    remedy: 'Join parts into larger files.',
  },
  'empty-file': {
    severity: 'error',
    meaning: 'A file has no bytes, or nothing but blank lines.',
    remedy: 'Export the book again.',
  },
  'no-rows': {
    severity: 'error',
    meaning: 'A book has headings, but no row below them in any of its files.',
    remedy: 'Export the book again, or name the heading row with `--header-row`.',
  },
  'unsupported-format': {
    severity: 'error',
    meaning: 'A file is of a format that is not read.',
    remedy: 'Save it in the format that the message names.',
  },
  'unknown-encoding': {
    severity: 'error',
    meaning: '`--encoding` names an encoding that does not exist.',
    remedy: 'Name one of the WHATWG encoding standard, such as utf-8, gb18030 or windows-1252.',
  },
  'unsure-encoding': {
    severity: 'error',
    meaning: 'A file is not UTF-8, and its headings fit several encodings or none; a guess would garble names.',
    remedy: 'Say which it is with `--encoding`.',
  },
  'illegal-byte': {
    severity: 'error',
    meaning: 'A file has a byte that its encoding does not have.',
    remedy: 'Mend the line, or name the encoding with `--encoding`.',
  },
  // Rates.
  'bad-rate': {
    severity: 'error',
    meaning: 'A line of the rate file is no rate: currency, rate and date, each as it must be written.',
    remedy: 'Mend the line; nothing is converted while one of them is in doubt.',
  },
  'two-rates': {
    severity: 'error',
    meaning: 'The rate file has two rates for one currency and day, and they differ.',
    remedy: 'Keep one of them.',
  },
  // Headings.
  'no-heading-row': {
    severity: 'error',
    meaning: '`--header-row` names a line on which no row begins.',
    remedy: 'Name the line of the headings, counted from 1 as an editor counts them.',
  },
  'missing-heading': {
    severity: 'error',
    meaning: 'A required field has no heading in the file.',
    remedy: "Add the file's heading to `from` of the field, or name the heading row, sheet or delimiter.",
  },
  'doubled-heading': {
    severity: 'error',
    meaning: 'Two columns could be one field: two of its headings are there, or one of them twice.',
    remedy: 'Rename a column, or leave one name out of `from`.',
  },
  'two-units': {
    severity: 'error',
    meaning: 'The heading names one unit and the field another.',
    remedy: 'Take `unit` out of the field, or mend the heading.',
  },
  'unfit-heading-unit': {
    severity: 'error',
    meaning: 'The heading of an amount or a number says per cent, or that of a percent field an amount.',
    remedy: 'Change the type of the field, or the heading.',
  },
  'different-parts': {
    severity: 'error',
    meaning: 'A part of the book lacks a column that another part has.',
    remedy: 'Export all parts with the same headings, or run on the parts that belong together.',
  },
  'absent-heading': {
    severity: 'finding',
    meaning: 'A field that is not required has no heading; it is missing for every client.',
    remedy: "Nothing, or add the file's heading to `from`.",
  },
  'repeated-heading': {
    severity: 'finding',
    meaning: 'A heading that no field takes is there more than once.',
    remedy: 'Nothing, as long as no field needs it.',
  },
  'unknown-heading-unit': {
    severity: 'finding',
    meaning: 'What stands in brackets behind a heading is no unit that is known, so the cells are read without one.',
    remedy: 'Check the heading; state `unit:` where the cells are in another unit than they seem.',
  },
  // Rows of text files, and rows as clients.
  'unclosed-quote': {
    severity: 'error',
    meaning: 'A cell begins with a quote that is not closed; it would swallow the rows behind it.',
    remedy: 'Close the quote on the line that is named, or double it where it belongs to the text.',
  },
  'rows-inside-quotes': {
    severity: 'finding',
    meaning: 'A quoted cell runs over lines that look like rows of their own.',
    remedy: 'Check the lines: a quote may be missing on the first of them.',
  },
  'short-row': {
    severity: 'finding',
    meaning: 'A row has fewer cells than there are headings, so its cells cannot be told apart.',
    remedy: 'Mend the line.',
  },
  'long-row': {
    severity: 'finding',
    meaning: 'A row has more cells than there are headings, so its cells cannot be told apart.',
    remedy: 'Mend the line: a delimiter inside a text needs quotes around the text.',
  },
  'missing-required': {
    severity: 'finding',
    meaning: 'The key or a required field is missing; the row is rejected.',
    remedy: 'Fill in the cell, or make the field optional.',
  },
  'out-of-range': {
    severity: 'finding',
    meaning: 'A value is under `min` or over `max` of its field.',
    remedy: 'Mend the cell, or the bound.',
  },
  'unknown-owner': {
    severity: 'finding',
    meaning: 'A row of a further table belongs to a client, or to a row of another table, that is not there.',
    remedy:
      'Look for the key in the book: leading zeros and spaces inside count. Rows of former clients may be left out by `where`.',
  },
  'several-owners': {
    severity: 'error',
    meaning: 'A table is reached through another in which one key belongs to several clients.',
    remedy: 'Let the `where` of that table pick one owner.',
  },
  'conflicting-rows': {
    severity: 'finding',
    meaning: 'Rows with one key differ in a cell; all of them are rejected.',
    remedy: 'Keep the row that is right.',
  },
  // Cells by field type.
  'not-a-number': {
    severity: 'finding',
    meaning: 'A cell of a number, integer, money or percent field is no number.',
    remedy: 'Mend the cell, add the text to `missing_marks`, or state `format:` or `unit:`.',
  },
  'not-an-integer': {
    severity: 'finding',
    meaning: 'A cell of an integer field has digits other than zeros behind the point.',
    remedy: 'Mend the cell, or make the field a `number`.',
  },
  'other-currency': {
    severity: 'finding',
    meaning: "A cell or its heading names a currency that is not the rubric's.",
    remedy: 'Convert the amounts, or put them in a book of their own.',
  },
  'no-rate': {
    severity: 'finding',
    meaning: 'An amount is in a currency that has no rate, or that cannot be told.',
    remedy: 'Add the rate to the file of `--rates`; a sign of several currencies such as $ wants its ISO code.',
  },
  'no-currency': {
    severity: 'finding',
    meaning: 'An amount stands beside no currency, though the rubric names a field for it.',
    remedy: 'Mend the cell of the currency.',
  },
  'out-of-bounds': {
    severity: 'finding',
    meaning: 'A number is larger than a column can hold exactly.',
    remedy: 'Mend the cell, or state the amounts in a larger unit in a `number` field.',
  },
  'not-a-date': {
    severity: 'finding',
    meaning: 'A cell of a date field is no date.',
    remedy: 'Mend the cell, or state `format:` for serial numbers and short dates.',
  },
  'no-such-date': {
    severity: 'finding',
    meaning: 'A date has the right form, but the calendar has no such day.',
    remedy: 'Mend the cell, or check that `format:` has day and month in the right order.',
  },
  'date-needs-format': {
    severity: 'finding',
    meaning: 'A date such as 03/04/2026 can be read in two ways.',
    remedy: 'State `format: MDY` or `format: DMY` for the field.',
  },
  'not-a-flag': {
    severity: 'finding',
    meaning: 'A cell of a flag field is neither true nor false.',
    remedy: 'Mend the cell, add the text to `missing_marks`, or make the field a `category`.',
  },
  'unknown-value': {
    severity: 'finding',
    meaning: 'A cell of a category field is none of its `values`.',
    remedy: 'Mend the cell, or add the text to `values`.',
  },
  rounded: {
    severity: 'finding',
    meaning: 'A number has more digits behind the point than its field keeps; it was rounded half away from zero.',
    remedy: 'Nothing, if the digits do not matter.',
  },
  'ratio-above-150-percent': {
    severity: 'finding',
    meaning: 'A bare cell of a percent field is beyond ±1.5, as if it were meant in per cent; it was read as a ratio.',
    remedy: 'State `unit: percent` where 45 means 45 %.',
  },
  'id-in-scientific-notation': {
    severity: 'finding',
    meaning: 'An id looks like 1.23457E+11: a spreadsheet has cut off its digits.',
    remedy: 'Export the ids again as text.',
  },
  'unseen-character': {
    severity: 'finding',
    meaning: 'A text holds characters that cannot be seen (control, zero-width or bidirectional); they were kept.',
    remedy: 'Remove them at the source: two ids that look alike may differ in them.',
  },
  // Workbooks.
  'damaged-workbook': {
    severity: 'error',
    meaning: 'A workbook is cut short or broken: its archive or its XML cannot be read.',
    remedy: 'Fetch the file again; where a spreadsheet still opens it, save it anew from there.',
  },
  'unknown-sheet': {
    severity: 'error',
    meaning: '`--sheet` names a sheet that the workbook does not have.',
    remedy: 'Name one of those listed, or the number of a visible one.',
  },
  'cell-error': {
    severity: 'finding',
    meaning: 'A cell of a sheet holds an error such as #N/A or #DIV/0!.',
    remedy: 'Mend the formula, or add the error to `missing_marks`.',
  },
  'formula-without-result': {
    severity: 'finding',
    meaning: 'A cell of a sheet has a formula, but its result was not stored with it.',
    remedy: 'Open the workbook in a spreadsheet and save it, so that it calculates.',
  },
  'id-past-15-digits': {
    severity: 'finding',
    meaning: 'An id is stored as a number of more than 15 digits, of which a spreadsheet keeps 15.',
    remedy: 'Export the ids again as text.',
  },
  // Parquet files.
  'damaged-parquet': {
    severity: 'error',
    meaning: 'A Parquet file is cut short or broken: its footer or a page cannot be read.',
    remedy: 'Fetch the file again, or have it written anew.',
  },
  'encrypted-parquet': {
    severity: 'error',
    meaning: 'A Parquet file, or a column of it that a field wants, is encrypted.',
    remedy: 'Have it written anew without encryption.',
  },
  'unsupported-compression': {
    severity: 'error',
    meaning: 'A column of a Parquet file is compressed in a way that is not read.',
    remedy: 'Have it written anew with snappy, zstd, gzip, brotli or no compression.',
  },
  'unreadable-column': {
    severity: 'error',
    meaning: 'A field wants a column of a Parquet file that holds lists, structures, maps or raw bytes.',
    remedy: 'Have it written as a plain column, or take its name out of `from`.',
  },
  'column-passed-over': {
    severity: 'finding',
    meaning: 'A column of a Parquet file that no field takes holds lists, structures, maps or raw bytes.',
    remedy: 'Nothing, as long as no field needs it.',
  },
  'day-in-utc': {
    severity: 'finding',
    meaning: 'A date was taken from an instant that is not midnight in UTC; elsewhere it may be another day.',
    remedy: 'Have it written as a date, or as a timestamp without a time zone, where the day is another.',
  },
} as const satisfies ProblemCatalogue;
