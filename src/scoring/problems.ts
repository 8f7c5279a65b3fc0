import type { ProblemCatalogue } from '../model/problem.ts';

// Every code the scoring storey reports, while a rubric is checked and while a plan of its making is run.

export const scoringProblems = {
  'method-setting': {
    severity: 'error',
    meaning: 'The setting of a scoring method does not have the shape that the method reads.',
    remedy: 'Write it as the example of the method in the rubric language does.',
  },
  'scored-type': {
    severity: 'error',
    meaning: 'The scoring method cannot score values of this type.',
    remedy: 'Score another value with it, or use bands, which take every type.',
  },
  'method-number': {
    severity: 'error',
    meaning: 'A number is expected here, or the number does not fit the column it is compared with.',
    remedy: 'Write a plain number such as 0.75, or a percentage such as 75%.',
  },
  'not-ascending': {
    severity: 'error',
    meaning: 'Knots of a scale and cuts of quantiles must rise from one to the next.',
    remedy: 'Put them in ascending order, each once.',
  },
  'points-count': {
    severity: 'error',
    meaning: 'There must be one number of points for every bin.',
    remedy: 'Give as many points as there are bins, lowest bin first: one more than there are cuts.',
  },
  'band-gap': {
    severity: 'warning',
    meaning: 'There are values that no band takes; they count as missing.',
    remedy: 'Add a band for them, or "else".',
  },
  'overlapping-bands': {
    severity: 'warning',
    meaning: 'Two bands take the same values with different points; the earlier one counts.',
    remedy: 'Move the edge of one of them, so that every value belongs to one band only.',
  },
  'unreachable-band': {
    severity: 'warning',
    meaning: 'No value can reach this band, because earlier bands take all of its values or no such value exists.',
    remedy: 'Remove the band, or put it before the one that takes its values.',
  },
  'value-in-gap': {
    severity: 'finding',
    meaning: 'A client has a value that no band takes; its factor counts as missing.',
    remedy: 'Add a band for the value, or "else", to the rubric.',
  },
  'points-outside-range': {
    severity: 'finding',
    meaning: 'A formula gave points outside the range that is allowed; the factor counts as missing.',
    remedy: 'Change the formula so that it stays within the range, or widen points_range.',
  },
  'value-not-listed': {
    severity: 'finding',
    meaning: 'A client has a value that the lookup does not list; its class counts as missing.',
    remedy: 'Add the value to a class of the lookup, or give the lookup an "else".',
  },
} as const satisfies ProblemCatalogue;
