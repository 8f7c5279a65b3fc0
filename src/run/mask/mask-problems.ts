import type { ProblemCatalogue } from '../../model/problem.ts';

/** Problems of masked runs. */
export const maskProblems = {
  'mask-key-short': {
    severity: 'error',
    meaning:
      'The file given with --mask or --mask-key is too short to be a key: whoever tries out all of its length finds it.',
    remedy: 'Make one of 32 bytes of chance (`openssl rand -out mask.key 32`) and keep it where the other keys are.',
  },
  'masked-run': {
    severity: 'error',
    meaning: 'A run is masked, and what was asked for needs its clients.',
    remedy:
      'Take the run of that day that is not masked: a masked one is a copy for others. `verify` takes the key with --mask-key.',
  },
  'masked-otherwise': {
    severity: 'error',
    meaning: 'A key is not the one that a run was masked with, or two runs are not masked with one key.',
    remedy: 'The manifest has the id of the key under `options`; compare runs that are both not masked, or by one key.',
  },
} as const satisfies ProblemCatalogue;
