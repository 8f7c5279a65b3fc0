import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEnvelope, keyIdOf, preAuthEncoding, signStatement } from '../../src/audit/signature.ts';

/** A key made of one byte 32 times: PKCS#8 of ed25519 is a fixed head and the seed. */
function keysOf(byte: number) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

const own = keysOf(1);
const other = keysOf(2);
const statement = Buffer.from('{"_type": "https://in-toto.io/Statement/v1"}\n');
const envelope = signStatement(statement, own.privateKey, own.publicKey);

describe('a signed manifest', () => {
  it("is DSSE: its pre-authentication encoding is the specification's", () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    expect(preAuthEncoding('é', Buffer.from('é')).toString()).toBe('DSSEv1 2 é 2 é');
  });

  it('can be checked by anybody who knows DSSE', () => {
    const { payloadType, payload, signatures } = JSON.parse(envelope);
    expect(payloadType).toBe('application/vnd.in-toto+json');
    expect(Buffer.from(payload, 'base64')).toEqual(statement);
    expect(signatures).toHaveLength(1);
    expect(signatures[0].keyid).toBe(keyIdOf(own.publicKey));
    const covered = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${statement.length} ${statement}`);
    expect(verify(null, covered, own.publicKey, Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
  });

  it('has the same bytes whenever it is signed', () => {
    expect(signStatement(statement, own.privateKey, own.publicKey)).toBe(envelope);
  });

  const keyId = keyIdOf(own.publicKey);
  const signedBy = [keyIdOf(other.publicKey)];
  const changed = Buffer.from(statement.toString().replace('v1', 'v2'));
  const forged = JSON.stringify({ ...JSON.parse(envelope), payload: changed.toString('base64') }, null, 2);
  it.each([
    { title: 'as it was written', text: envelope, expected: { state: 'good', keyId } },
    {
      title: 'by another key',
      text: signStatement(statement, other.privateKey, other.publicKey),
      expected: { state: 'other-key', keyId, signedBy },
    },
    {
      title: 'by another key that calls itself this one',
      text: signStatement(statement, other.privateKey, own.publicKey),
      expected: { state: 'forged', keyId },
    },
    { title: 'with another payload', text: `${forged}\n`, expected: { state: 'forged', keyId } },
    {
      title: 'of another manifest',
      text: signStatement(changed, own.privateKey, own.publicKey),
      expected: { state: 'other-statement', keyId },
    },
    { title: 'empty', text: '', expected: { state: 'unreadable' } },
    { title: 'no object', text: 'null', expected: { state: 'unreadable' } },
    { title: 'spelled otherwise', text: JSON.stringify(JSON.parse(envelope)), expected: { state: 'unreadable' } },
    {
      title: 'without signatures',
      text: `${JSON.stringify({ ...JSON.parse(envelope), signatures: [] }, null, 2)}\n`,
      expected: { state: 'unreadable' },
    },
  ])('is told from one that is none: $title', ({ text, expected }) => {
    expect(checkEnvelope(text, statement, own.publicKey)).toEqual(expected);
  });

  it('fails with any byte of envelope or manifest flipped', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 255 }), (inEnvelope, at, mask) => {
        const [text, bytes] = [Buffer.from(envelope), Buffer.from(statement)];
        const flipped = inEnvelope ? text : bytes;
        flipped[at % flipped.length] ^= mask;
        expect(checkEnvelope(text.toString('utf8'), bytes, own.publicKey).state).not.toBe('good');
      }),
      { numRuns: 300 },
    );
  });
});
