import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { envelopeName } from '../audit/manifest.ts';
import { checkEnvelope, keyIdOf, signStatement } from '../audit/signature.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { readPrivateKey, readPublicKey } from './key-files.ts';
import { fileProblem } from './sources.ts';

// The signature of a run: a DSSE envelope around its manifest, in a file beside it.

/** Reads the key at once, so that one that cannot be used stops a run before its work. */
export async function readSigner(path: string, cwd: string): Promise<(manifest: string) => string> {
  const { privateKey, publicKey } = await readPrivateKey(path, cwd);
  return (manifest) => signStatement(Buffer.from(manifest, 'utf8'), privateKey, publicKey);
}

export interface SignatureCheck {
  /** The key that was given: SHA-256 of its SPKI. */
  readonly keyId: string;
  /** Empty where the run is signed by the key. */
  readonly problems: readonly Problem[];
}

/** Holds a run's envelope against its manifest and a public key; `shown` is what the user calls the directory. */
export async function checkSignature(
  directory: string,
  shown: string,
  publicKeyPath: string,
  cwd: string,
): Promise<SignatureCheck> {
  const publicKey = await readPublicKey(publicKeyPath, cwd);
  const keyId = keyIdOf(publicKey);
  const text = await readFile(join(directory, envelopeName), 'utf8').catch((error: unknown) => error as Error);
  const file = `${shown}/${envelopeName}`;
  const refuse = (code: SignatureCode, message: string, more: Partial<Problem> = {}): SignatureCheck => ({
    keyId,
    problems: [{ code, severity: 'error', file, message, ...more }],
  });
  if (typeof text !== 'string') {
    if ((text as NodeJS.ErrnoException).code !== 'ENOENT') throw new UserError([fileProblem(file, text)]);
    return refuse('signature-missing', 'the run is not signed', { hint: 'tierbook run --sign KEY signs it' });
  }
  const manifest = await readFile(join(directory, 'manifest.json')).catch((error: unknown) => {
    throw new UserError([fileProblem(`${shown}/manifest.json`, error)]);
  });
  const found = checkEnvelope(text, manifest, publicKey);
  switch (found.state) {
    case 'good':
      return { keyId, problems: [] };
    case 'unreadable':
      return refuse('signature-wrong', `${envelopeName} is no envelope that tierbook wrote, or was changed`);
    case 'other-key':
      return refuse('signature-of-another-key', 'the run is signed by another key', {
        found: found.signedBy.join(', '),
        expected: keyId,
      });
    case 'forged':
      return refuse(
        'signature-wrong',
        'the signature does not fit what it is said to sign: one of the two was changed',
        {
          expected: `a signature by ${keyId}`,
        },
      );
    case 'other-statement':
      return refuse('signature-wrong', 'the key has signed another manifest than the one of this run');
  }
}

type SignatureCode = 'signature-missing' | 'signature-wrong' | 'signature-of-another-key';
