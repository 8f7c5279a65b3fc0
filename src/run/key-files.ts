import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { keyIdOf } from '../audit/signature.ts';
import type { Problem } from '../model/problem.ts';
import { UserError } from '../model/user-error.ts';
import { outputProblem } from './output-directory.ts';
import { fileProblem } from './sources.ts';

// Ed25519 keys as PEM files: PKCS#8 for the private half, which nobody but its owner may read, SPKI for the public one.
// Refuses any other key, a private key in the place of a public one, and one that needs a pass phrase: a cron job has none.

export interface PrivateKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Writes PREFIX.key and PREFIX.pub, neither of which may exist. */
export async function createKeys(prefix: string, cwd: string): Promise<{ files: string[]; keyId: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const files = [`${prefix}.key`, `${prefix}.pub`];
  await writeNew(files[0], cwd, 0o600, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  try {
    await writeNew(files[1], cwd, 0o644, publicKey.export({ type: 'spki', format: 'pem' }) as string);
  } catch (error) {
    await rm(resolve(cwd, files[0]), { force: true });
    throw error;
  }
  return { files, keyId: keyIdOf(publicKey) };
}

async function writeNew(name: string, cwd: string, mode: number, text: string): Promise<void> {
  try {
    const file = await open(resolve(cwd, name), 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw outputProblem(name, error);
    throw refuse('key-exists', name, `${name} exists already; a key is never replaced`, {
      hint: 'choose another name with --out',
    });
  }
}

export async function readPrivateKey(path: string, cwd: string): Promise<PrivateKey> {
  const { text, mode } = await readKeyFile(path, cwd);
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw refuse('key-open-to-others', path, `${path} can be read or written by others`, {
      found: (mode & 0o777).toString(8).padStart(4, '0'),
      expected: '0600',
      hint: `chmod 600 ${path}`,
    });
  }
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) {
    throw unusable(path, 'a key that needs a pass phrase', 'openssl pkey -in OLD -out NEW takes the pass phrase off');
  }
  if (/^-----BEGIN PUBLIC KEY-----/m.test(text))
    throw unusable(path, 'a public key', 'name the private key of the pair');
  const privateKey = parse(path, () => createPrivateKey(text), 'private');
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export async function readPublicKey(path: string, cwd: string): Promise<KeyObject> {
  const { text } = await readKeyFile(path, cwd);
  // It would do, but a private key has no business with whoever verifies.
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(text)) {
    throw unusable(path, 'a private key', 'name the public key of the pair, and keep the private one to yourself');
  }
  return parse(path, () => createPublicKey(text), 'public');
}

function parse(path: string, read: () => KeyObject, half: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw unusable(path, 'no key in PEM', 'tierbook keygen makes a pair');
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw unusable(path, `a ${half} key of ${key.asymmetricKeyType}`, 'tierbook keygen makes a pair of ed25519');
}

async function readKeyFile(path: string, cwd: string): Promise<{ text: string; mode: number }> {
  try {
    const file = await open(resolve(cwd, path));
    try {
      const { mode } = await file.stat();
      return { text: await file.readFile('utf8'), mode };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new UserError([fileProblem(path, error)]);
  }
}

function unusable(path: string, found: string, hint: string): UserError {
  return refuse('key-unusable', path, `${path} holds ${found}`, { found, expected: 'an ed25519 key in PEM', hint });
}

function refuse(
  code: 'key-exists' | 'key-unusable' | 'key-open-to-others',
  file: string,
  message: string,
  more: Partial<Problem>,
): UserError {
  return new UserError([{ code, severity: 'error', file, message, ...more }]);
}
