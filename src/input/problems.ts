import type { ProblemCatalogue } from '../model/problem.ts';

// Every code the input storey reports. The text half stands first, field types and Excel below it.

export const inputProblems = {
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
} as const satisfies ProblemCatalogue;
