import type { ProblemCatalogue } from '../model/problem.ts';

// Every code an engine reports of itself; the codes of gaps come with the steps that have them.

export const engineProblems = {
  'derived-out-of-bounds': {
    severity: 'finding',
    meaning: 'A formula gives a value past ±(2^53 − 1) units, which a column cannot hold exactly; it is missing there.',
    remedy: 'Look at the operands: a wrong unit is the usual cause. Otherwise divide earlier in the formula.',
  },
  'model-not-fitted': {
    severity: 'finding',
    meaning: 'A model found no parameters (too few repeats, or no convergence), so its results are missing.',
    remedy: '`models` of summary.json says why; give the model `parameters`, or a book with more history.',
  },
  'bands-collapse': {
    severity: 'finding',
    meaning: 'Many clients share a value, so that some percentile bands of the factor are empty in this book.',
    remedy: 'Use wider bands, or `bands` over the value itself.',
  },
} as const satisfies ProblemCatalogue;
