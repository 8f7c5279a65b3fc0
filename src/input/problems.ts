import type { ProblemCatalogue } from '../model/problem.ts';

// Every code the input storey reports. The text half stands first, field types and Excel below it.

export const inputProblems = {} as const satisfies ProblemCatalogue;
