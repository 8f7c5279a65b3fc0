import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../model/user-error.ts';
import { sha256 } from '../hashing.ts';
import { fileProblem } from '../sources.ts';

// The key that pseudonyms are made with: the bytes of a file as they stand, 16 at least. It never gets into an output; what
// does is its id, from which it cannot be found.

export interface MaskKey {
  readonly bytes: Uint8Array;
  /** SHA-256 of an HMAC with the key: tells keys apart and nothing else. */
  readonly keyId: string;
}

/** Bytes that nobody can try out: half of what SHA-256 gives. */
const fewestBytes = 16;

export async function readMaskKey(path: string, cwd: string): Promise<MaskKey> {
  const bytes = await readFile(resolve(cwd, path)).catch((error) => {
    throw new UserError([fileProblem(path, error)]);
  });
  if (bytes.length >= fewestBytes) return maskKeyOf(bytes);
  const [found, expected] = [`${bytes.length} bytes`, `${fewestBytes} or more`];
  const message = `${path} is too short for a key: whoever tries all of them finds it`;
  const hint = `openssl rand -out ${path} 32`;
  throw new UserError([{ code: 'mask-key-short', severity: 'error', file: path, message, found, expected, hint }]);
}

export function maskKeyOf(bytes: Uint8Array): MaskKey {
  return { bytes, keyId: sha256(createHmac('sha256', bytes).update('tierbook key id').digest()) };
}
