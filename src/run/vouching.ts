import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { envelopeName } from '../audit/manifest.ts';
import type { Problem } from '../model/problem.ts';
import { type LedgerCheck, verifyLedger } from './ledger.ts';
import { checkSignature } from './sign.ts';

// What vouches for a run besides its own hashes: a signature, held against a public key, and its line in a ledger.

export interface VouchingQuestion {
  /** Path of a public key. */
  readonly key?: string;
  readonly ledger?: string;
  readonly expectHead?: string;
}

export interface Vouching {
  /** The key that was given, where the run is signed by it. */
  readonly signedBy?: string;
  readonly ledger?: LedgerCheck;
  readonly problems: readonly Problem[];
}

/** `directory` is where the run lies, `shown` what the user calls it. */
export async function checkVouching(
  { key, ledger: path, expectHead }: VouchingQuestion,
  directory: string,
  shown: string,
  cwd: string,
): Promise<Vouching> {
  const signature = key === undefined ? undefined : await checkSignature(directory, shown, key, cwd);
  const head = expectHead === undefined ? {} : { expectHead };
  const ledger =
    path === undefined ? undefined : await verifyLedger({ ledger: path, run: { directory, shown }, ...head }, cwd);
  const unchecked: Problem[] =
    key === undefined && existsSync(join(directory, envelopeName))
      ? [
          {
            code: 'signature-unchecked',
            severity: 'warning',
            file: `${shown}/${envelopeName}`,
            message: 'the run is signed, but by whom was not checked',
            hint: 'give the public key with --key',
          },
        ]
      : [];
  return {
    ...(signature?.problems.length === 0 ? { signedBy: signature.keyId } : {}),
    ...(ledger && { ledger }),
    problems: [...unchecked, ...(signature?.problems ?? []), ...(ledger?.problems ?? [])],
  };
}
