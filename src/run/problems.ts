import type { ProblemCatalogue } from '../model/problem.ts';

/** Problems of files and directories, which only this storey touches. */
export const runProblems = {
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
  'key-exists': {
    severity: 'error',
    meaning: 'A key of that name exists, and a key is never replaced.',
    remedy: 'Choose another name with --out; what an old key has signed can only be checked with its public half.',
  },
  'key-unusable': {
    severity: 'error',
    meaning:
      'A file holds no key that can be used here: none at all, another kind, the other half, or one with a pass phrase.',
    remedy: 'Make a pair with `tierbook keygen`; --sign takes the private half, --key the public one.',
  },
  'key-open-to-others': {
    severity: 'error',
    meaning: 'The file of a private key can be read or written by others, so that anybody may have signed with it.',
    remedy: 'Take their permissions away (`chmod 600`); where others may have read it, make a new pair.',
  },
  'signature-missing': {
    severity: 'error',
    meaning: 'A public key was given, but the run is not signed.',
    remedy: 'Sign it with `tierbook run --sign`, or ask where its `manifest.json.dsse` has gone.',
  },
  'signature-of-another-key': {
    severity: 'error',
    meaning: 'The run is signed, but by another key than the one given.',
    remedy:
      'Compare the hashes of the keys with what their owners say; take the public key from them, not from the run.',
  },
  'signature-wrong': {
    severity: 'error',
    meaning: 'The signature does not fit the manifest: one of the two was changed after signing.',
    remedy: 'Take the run from where it is kept safe, or run it again from its inputs.',
  },
  'ledger-changed': {
    severity: 'error',
    meaning: 'A line of a ledger was changed, removed or moved; the first such line is named.',
    remedy: 'Compare with a copy that is kept elsewhere; never mend a ledger by hand.',
  },
  'ledger-torn': {
    severity: 'error',
    meaning: 'The last line of a ledger was cut short, as a kill or a full disk does.',
    remedy: 'Run that month again with --ledger and --skip-unchanged: it cuts the piece off and adds the line.',
  },
  'ledger-cut': {
    severity: 'error',
    meaning:
      'A ledger has no line of the hash given with --expect-head: lines were removed at its end, or written anew.',
    remedy: 'Compare with a copy that is kept elsewhere, and with the run directories.',
  },
  'ledger-lacks-run': {
    severity: 'error',
    meaning: 'A ledger has no line of the run that was given, or says other things of it than its manifest.',
    remedy:
      'Where the run was never entered, run it again with --ledger and --skip-unchanged; else its line was removed.',
  },
  'ledger-locked': {
    severity: 'error',
    meaning: 'The run is written, but another run holds the ledger, so that the line is missing (exit status 75).',
    remedy: 'Run again with --skip-unchanged, which adds the line; remove the lock if the process it names is gone.',
  },
  'missing-setting': {
    severity: 'error',
    meaning: 'Something that a run needs is given neither on the command line nor in a `tierbook.yaml`.',
    remedy: 'The message says what, and how it is written in either.',
  },
  'bad-placeholder': {
    severity: 'error',
    meaning: 'A path has something in braces that stands for nothing.',
    remedy: 'The message names what may stand there.',
  },
  'not-removed': {
    severity: 'warning',
    meaning: 'A run that --keep would have removed is still there.',
    remedy: 'Look at the permissions of its directory; the next run tries again.',
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
