import type { ProblemCatalogue } from '../../model/problem.ts';

// What can be wrong with a formula. Every code is an error: a rubric that holds one is not run.

export const feelProblems = {
  'feel-syntax': {
    severity: 'error',
    meaning: 'The text is not a FEEL expression, or not a FEEL unary test.',
    remedy: 'Correct the text at the caret; docs/rubric.md shows every form that is understood.',
  },
  'not-in-subset': {
    severity: 'error',
    meaning: 'This is FEEL, but not of the part that the rubric language takes.',
    remedy: 'Write it the way the hint shows.',
  },
  'unknown-name': {
    severity: 'error',
    meaning: 'A formula uses a name that is no field, feature, lookup, table or name added by the tool.',
    remedy: 'Correct the name, or declare it; text stands in double quotes.',
  },
  'name-of-later-stage': {
    severity: 'error',
    meaning: 'A formula uses a name that is known only later in the run.',
    remedy: 'Use a name that is known at this stage, or move the rule to the stage that the message names.',
  },
  'unknown-function': {
    severity: 'error',
    meaning: 'A formula calls a function that does not exist.',
    remedy: 'Use one of the functions listed in docs/rubric.md.',
  },
  'wrong-arguments': {
    severity: 'error',
    meaning: 'A function is called with too many, too few, misnamed or unfitting arguments.',
    remedy: 'Give the arguments that the message names.',
  },
  'wrong-type': {
    severity: 'error',
    meaning: 'The parts of a formula do not go together, such as money and a plain number, or a text and a date.',
    remedy: 'Compare and combine values of one kind; divide money by money to get a number.',
  },
  'impossible-value': {
    severity: 'error',
    meaning: 'A category is compared with a text that is none of its values, so the test could never hold.',
    remedy: 'Use one of the values that the category lists.',
  },
  'bad-literal': {
    severity: 'error',
    meaning: 'A number, date or duration is written in a form that has no value, or has more digits than can be kept.',
    remedy:
      'Write dates as date("2026-01-31"), durations as duration("P30D") or duration("P18M"), numbers with at most 15 digits.',
  },
  'empty-interval': {
    severity: 'error',
    meaning: 'The ends of an interval leave no value between them.',
    remedy: 'Write the smaller end first, and close both ends where one value is meant.',
  },
  'list-over-clients': {
    severity: 'error',
    meaning: 'A formula takes a figure of all clients, such as their mean, and that is no value of one client.',
    remedy:
      'Only "of" of an outcome speaks of all clients at once. To place a client among the others use percentile or quantiles for the factor, or rank, top_percent or cumulative_share; a figure that the others do not move is written as a number.',
  },
  'rows-in-outcome': {
    severity: 'error',
    meaning: 'An outcome speaks of the rows of a table, and it is made of values that are recorded for each client.',
    remedy: 'Give the value of a client a name in "features", and use that name in the outcome.',
  },
} as const satisfies ProblemCatalogue;
