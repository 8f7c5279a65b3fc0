import type { ProblemCatalogue } from '../model/problem.ts';

// Every code the tiering storey makes a plan report.

export const tieringProblems = {
  'no-grade': {
    severity: 'finding',
    meaning: 'A client has a score, but no grade rule holds for it; it has no grade.',
    remedy: 'Add a last grade rule without "when": it takes every rated client that is left.',
  },
} as const satisfies ProblemCatalogue;
