import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { createKeys, readPrivateKey, readPublicKey } from '../../src/run/key-files.ts';
import { temporaryDirectory } from './tierbook.ts';

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error.problems[0].code;
  throw new Error(`expected a UserError, got ${String(error)}`);
}

describe('a pair of keys', () => {
  it('is written as PEM, the private half for its owner only', async () => {
    const folder = temporaryDirectory();
    const { files, keyId } = await createKeys('bank', folder);
    expect(files).toEqual(['bank.key', 'bank.pub']);
    expect(keyId).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(folder, 'bank.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'bank.key'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(readFileSync(join(folder, 'bank.pub'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    const { publicKey } = await readPrivateKey('bank.key', folder);
    expect((await readPublicKey('bank.pub', folder)).equals(publicKey)).toBe(true);
  });

  it.each(['bank.key', 'bank.pub'])('never replaces %s, and leaves no half', async (name) => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, name), 'mine');
    expect(await codeOf(createKeys('bank', folder))).toBe('key-exists');
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
    const half = name === 'bank.key' ? 'bank.pub' : 'bank.key';
    expect(() => statSync(join(folder, half))).toThrow('ENOENT');
  });
});

describe('a key file is refused', () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const ed25519 = generateKeyPairSync('ed25519');
  const privateText = ed25519.privateKey.export(pem) as string;
  const publicText = ed25519.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const secret = { ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' };
  const old =
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAA==\n-----END RSA PRIVATE KEY-----\n';

  it.each([
    { title: 'that others may read', text: privateText, mode: 0o640, code: 'key-open-to-others', says: '0640' },
    { title: 'that others may write', text: privateText, mode: 0o602, code: 'key-open-to-others', says: '0602' },
    {
      title: 'with a pass phrase',
      text: ed25519.privateKey.export(secret) as string,
      code: 'key-unusable',
      says: 'pass phrase',
    },
    { title: 'with a pass phrase, of old', text: old, code: 'key-unusable', says: 'pass phrase' },
    { title: 'of another kind', text: rsa.privateKey.export(pem) as string, code: 'key-unusable', says: 'rsa' },
    { title: 'of the public half', text: publicText, code: 'key-unusable', says: 'a public key' },
    { title: 'that is none', text: 'hello', code: 'key-unusable', says: 'no key in PEM' },
  ])('to sign with: one $title', async ({ text, mode = 0o600, code, says }) => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'k'), text);
    chmodSync(join(folder, 'k'), mode);
    const refused = readPrivateKey('k', folder);
    expect(await codeOf(refused)).toBe(code);
    const problems = await refused.catch((error: UserError) => error.problems);
    expect(JSON.stringify(problems)).toContain(says);
  });

  it.each([
    { title: 'the private half', text: privateText, says: 'a private key' },
    { title: 'of another kind', text: rsa.publicKey.export({ type: 'spki', format: 'pem' }), says: 'rsa' },
    { title: 'none', text: '', says: 'no key in PEM' },
  ])('to check with: one that is $title', async ({ text, says }) => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'k'), text);
    const refused = readPublicKey('k', folder);
    expect(await codeOf(refused)).toBe('key-unusable');
    await expect(refused).rejects.toThrow(says);
  });

  it('where it does not exist', async () => {
    expect(await codeOf(readPrivateKey('k', temporaryDirectory()))).toBe('no-such-file');
  });
});
