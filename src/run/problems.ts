import type { ProblemCatalogue } from '../model/problem.ts';
import { maskProblems } from './mask/mask-problems.ts';
import { proofProblems } from './proof-problems.ts';

/** Problems of files and directories, which only this storey touches. */
export const runProblems = {
  ...maskProblems,
  ...proofProblems,
  'no-such-file': {
    severity: 'error',
    meaning: 'A file or directory that was named does not exist.',
    remedy: 'Check the path; a relative one starts at the directory the command runs in.',
  },
  'unreadable-file': {
    severity: 'error',
    meaning: 'A file exists but cannot be read.',
    remedy: 'Check its permissions, and whether another program holds it open.',
  },
  'empty-directory': {
    severity: 'error',
    meaning: 'A directory was named as the book but holds no file.',
    remedy: 'Put the parts of the book there; names that begin with `.` or `_` or end in `.crc` are passed over.',
  },
  'input-changed': {
    severity: 'error',
    meaning: 'A file gave other bytes when it was read again.',
    remedy: 'Run again when nothing writes to the file.',
  },
  'missing-table': {
    severity: 'error',
    meaning: 'The rubric has a table for which no file was given.',
    remedy: 'Give it with --table NAME=FILE, or name it under `file:` in the rubric.',
  },
  'empty-table': {
    severity: 'finding',
    meaning: 'A table has headings but no row below them, so every client has an empty list.',
    remedy: 'Nothing, where there are none; else look whether the export ran through.',
  },
  'unknown-table': {
    severity: 'error',
    meaning: '--table names a table that the rubric does not have.',
    remedy: 'The message lists the tables of the rubric.',
  },
  'check-breached': {
    severity: 'error',
    meaning:
      'A check of the rubric with `breach: fail` does not hold; the outputs are written all the same (exit status 1).',
    remedy: 'Look at the figure that the message gives; the rubric says what it must be.',
  },
  'bad-as-of': {
    severity: 'error',
    meaning: 'The as-of date is not a calendar date written as YYYY-MM-DD.',
    remedy: 'Write it as 2026-10-31.',
  },
  'bad-option': {
    severity: 'error',
    meaning: 'An option has a value it cannot have.',
    remedy: 'The message names the values it takes.',
  },
  'no-run': {
    severity: 'error',
    meaning: 'A directory that should hold a run holds none that this version can read.',
    remedy: 'Name the directory that `tierbook run --out` wrote; run it again where an earlier version wrote it.',
  },
  'pipe-read-twice': {
    severity: 'error',
    meaning:
      'An input is a pipe, which gives its bytes once, but must be read again under the rubric of the previous run.',
    remedy: 'Write the data to a file and name that.',
  },
  'previous-changed': {
    severity: 'error',
    meaning:
      'A file of a run is not as the run wrote it: it has another hash, is gone, or was put there by somebody else.',
    remedy: 'Take the run from where it is kept safe, or run it again from its inputs; never mend a file of a run.',
  },
  'previous-later': {
    severity: 'error',
    meaning: 'The run given with --previous is of a later day than this one.',
    remedy: 'Name the run before this one, or look at --as-of.',
  },
  'previous-unlike': {
    severity: 'finding',
    meaning: 'The run given with --previous is of another portfolio, measure or currency, or has no client in common.',
    remedy: 'Look whether --previous names the right run; figures against it compare unlike things.',
  },
  'rubric-version-kept': {
    severity: 'finding',
    meaning:
      'The files of the rubric are not those of the previous run, but its id and version are: reports of both name the same rubric.',
    remedy: 'Give every signed change of the rubric a new `version`.',
  },
  'override-unreadable': {
    severity: 'finding',
    meaning: 'A line of the overrides has more or fewer cells than there are headings; it is refused.',
    remedy: 'Mend the line; the register says which one it is.',
  },
  'override-incomplete': {
    severity: 'finding',
    meaning: 'An override lacks its client, tier, reason, requester, approver or one of its dates; it is refused.',
    remedy: 'Fill in every cell of the line that the register names.',
  },
  'override-bad-date': {
    severity: 'finding',
    meaning: 'A date of an override is none, or it expires before it is effective; it is refused.',
    remedy: 'Write the dates as 2026-10-31, the later one under `expires`.',
  },
  'override-unknown-tier': {
    severity: 'finding',
    meaning: 'An override asks for a tier that the rubric does not have; it is refused.',
    remedy: 'Write the name of a tier, or its label in any language of the rubric.',
  },
  'override-same-person': {
    severity: 'finding',
    meaning: 'An override is requested and approved by one person; it is refused.',
    remedy: 'Let somebody else approve it.',
  },
  'override-too-long': {
    severity: 'finding',
    meaning: 'An override lasts longer than `expire_within_days` of the rubric; it is refused.',
    remedy: 'Let it expire earlier, and ask for it again when that day comes.',
  },
  'override-not-single': {
    severity: 'finding',
    meaning: 'A client has two overrides or more that count on the same day; all of them are refused.',
    remedy: 'Let the older one expire before the newer one is effective.',
  },
  'override-without-tier': {
    severity: 'finding',
    meaning: 'An override is of a prospect, or of a client without a score or a rule that takes it; it is refused.',
    remedy: 'Nothing by hand: give the client the data that its score lacks.',
  },
  'override-forbidden': {
    severity: 'finding',
    meaning:
      'The condition `overrides.allow` of the rubric does not hold for the client and the tier asked for; it is refused.',
    remedy: 'Take the line out of the file, or have the rubric changed by those who sign it.',
  },
  'override-not-found': {
    severity: 'finding',
    meaning: 'An override is of a client that the book does not have.',
    remedy: 'Check the id, leading zeros included; take the line out once the client has left.',
  },
  'override-share': {
    severity: 'finding',
    meaning: 'The share of clients with a tier given by hand is above `overrides.warn_share` of the rubric.',
    remedy: 'Look whether the rules still say what the business means.',
  },
  'run-differs': {
    severity: 'error',
    meaning:
      'A file of a run says something else than comes out when the run is made again from its inputs: `found` stands in the run, `expected` comes out.',
    remedy: 'Do not use the run: make it again from its inputs, and find out who changed it.',
  },
  'refit-differs': {
    severity: 'error',
    meaning: 'A fit that was made anew does not come to what a run recorded of it, within 0.01 %.',
    remedy: 'Do not use the run: its parameters were changed, or are of other data.',
  },
  'input-not-found': {
    severity: 'error',
    meaning: 'A file that a run read is not among those given, or the one of its name has other bytes.',
    remedy:
      'Name the file as it was then, or the directory it lies below with --inputs; its name does not matter, its bytes do.',
  },
  'not-run-again': {
    severity: 'error',
    meaning: 'A run could not be made again, so that its figures are not proven.',
    remedy: 'The messages before it say what is lacking.',
  },
  'other-tool': {
    severity: 'error',
    meaning: 'Another version of tierbook made the run, so that this one cannot prove its own part in it.',
    remedy: 'Verify with the version that the message names; whether the files come out is told all the same.',
  },
  'other-build': {
    severity: 'warning',
    meaning:
      'The code that made the run is of the same version but has another digest: built anew, changed, or with other libraries.',
    remedy: 'Nothing where everything comes out the same; else verify with the build that made the run.',
  },
  'bad-bundle': {
    severity: 'error',
    meaning: 'A file that should be a bundle is none, is damaged, or holds what no bundle has.',
    remedy: 'Take the bundle from where it is kept safe.',
  },
  'bundle-too-large': {
    severity: 'error',
    meaning:
      'A bundle would be larger than 4 GB or have more than 65,534 files, which is more than a zip file can have.',
    remedy: 'Run without --bundle and keep the inputs beside the run: `tierbook verify RUN --inputs DIR` finds them.',
  },
  'output-exists': {
    severity: 'error',
    meaning: 'The output directory holds something already.',
    remedy: 'Choose another with --out, or replace a finished run with --force.',
  },
  'output-unwritable': {
    severity: 'error',
    meaning: 'The output cannot be written.',
    remedy: 'Check permissions and free space; nothing was left half written.',
  },
  'output-locked': {
    severity: 'error',
    meaning: 'Another run is writing to the same output directory.',
    remedy: 'Wait for it to end (exit status 75).',
  },
  'not-read-again': {
    severity: 'finding',
    meaning:
      "The rubric is not that of the previous run, and these inputs cannot be read under that one: which changes are of own data or the book cannot be told, and all of them count as the rubric's.",
    remedy: 'Where it matters, change inputs and rubric in different runs.',
  },
  'previous-differs': {
    severity: 'error',
    meaning: 'The previous run, worked out again from its own records, does not come to what it recorded.',
    remedy: 'It is of another version of tierbook: run that month again with this one, then give the new directory.',
  },
  'runs-swapped': {
    severity: 'finding',
    meaning: 'The two runs were named in the other order than that of their days.',
    remedy: 'Nothing; the earlier one comes first.',
  },
  'causes-unknown': {
    severity: 'finding',
    meaning:
      'Why clients moved cannot be told from the records of two runs: the later one was not made on top of the earlier one, and did not record what scoring it again takes.',
    remedy: 'Run the later month with --previous and the earlier run; it then reads its inputs and records the causes.',
  },
  'same-day': {
    severity: 'finding',
    meaning: 'Several of the runs are as of one day.',
    remedy: 'Leave out the one that does not count; where one was made on top of the other it stands behind it.',
  },
  'run-twice': {
    severity: 'finding',
    meaning: 'One run was given under two paths.',
    remedy: 'Nothing; it counts once.',
  },
} as const satisfies ProblemCatalogue;
