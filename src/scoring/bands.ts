import type { ScoringMethod } from '../plan/scoring-method.ts';
import { type Bands, bandStep, bandsSchema, readBands } from './bands-setting.ts';
import { scoredColumn, scoredColumnSteps, scoredOf, testedKinds } from './scored-column.ts';

/** Unary tests over the value itself. A value that no band takes is missing, and a finding. */
export const bands: ScoringMethod<Bands> = {
  keyword: 'bands',
  summary: 'Points by the first FEEL unary test that the value meets; "else" takes what no test takes.',
  example: 'repayment: {weight: 30, of: max_dpd_24m, bands: {"0": 100, "(0..30]": 70, "(30..90]": 30, else: 0}}',
  needsOf: true,
  schema: bandsSchema,
  read(setting, scope) {
    const of = scoredOf(testedKinds, 'a number, date, duration, flag, text or category', setting, scope);
    return readBands(setting, of && scoredColumn(scope.name, of), scope);
  },
  steps: ({ name, target, of }, settings) => [
    ...scoredColumnSteps(name, of!),
    bandStep(target, scoredColumn(name, of!), settings),
  ],
};
