import type { ProblemCatalogue } from '../model/problem.ts';

/** Problems of keys, signatures, ledgers, settings and runs that go by themselves. */
export const proofProblems = {
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
  'signature-unchecked': {
    severity: 'warning',
    meaning: 'A run is signed, but no public key was given to hold the signature against.',
    remedy: 'Give --key with the public key, taken from its owner and not from the run.',
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
  'client-not-found': {
    severity: 'error',
    meaning: 'The run has no client with the id that was named, nor one whose name has it as a part.',
    remedy: 'Write the id as it stands in clients.csv, leading zeros included, or a part of the name.',
  },
  'client-ambiguous': {
    severity: 'error',
    meaning: 'More than one client has a name with the part that was given.',
    remedy: 'Write the id of one of those that the message lists.',
  },
} as const satisfies ProblemCatalogue;
