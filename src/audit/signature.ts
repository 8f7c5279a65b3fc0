import { createHash, type KeyObject, sign, verify } from 'node:crypto';

// A signed manifest as a DSSE envelope (https://github.com/secure-systems-lab/dsse, version 1.0) with one ed25519
// signature. A key is named by the SHA-256 of its public half (SPKI, DER), in hex. The signature decides, the name is a
// hint. Envelopes are read strictly: another spelling of the same envelope is refused, so that no byte of the file may change.

export const payloadType = 'application/vnd.in-toto+json';

interface Envelope {
  readonly payload: Buffer;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Buffer }[];
}

/** What a signature covers: DSSE's pre-authentication encoding. Lengths are in bytes. */
export function preAuthEncoding(type: string, payload: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `, 'utf8'),
    Buffer.from(payload),
  ]);
}

export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** The envelope's text. The same bytes and key give the same text: ed25519 has no chance in it. */
export function signStatement(statement: Uint8Array, privateKey: KeyObject, publicKey: KeyObject): string {
  const sig = sign(null, preAuthEncoding(payloadType, statement), privateKey);
  return writeEnvelope({ payload: Buffer.from(statement), signatures: [{ keyid: keyIdOf(publicKey), sig }] });
}

function writeEnvelope({ payload, signatures }: Envelope): string {
  const lines = signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.toString('base64') }));
  return `${JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures: lines }, null, 2)}\n`;
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    const { payload, signatures } = JSON.parse(text) as {
      payload: string;
      signatures: { keyid: string; sig: string }[];
    };
    const envelope = {
      payload: Buffer.from(payload, 'base64'),
      signatures: signatures.map(({ keyid, sig }) => ({ keyid: `${keyid}`, sig: Buffer.from(sig, 'base64') })),
    };
    return writeEnvelope(envelope) === text && signatures.length > 0 ? envelope : undefined;
  } catch {
    return undefined;
  }
}

export type SignatureState =
  /** Signed by this key, and over these bytes. */
  | { readonly state: 'good'; readonly keyId: string }
  /** No envelope that `signStatement` could have written. */
  | { readonly state: 'unreadable' }
  /** Signed by others. */
  | { readonly state: 'other-key'; readonly keyId: string; readonly signedBy: readonly string[] }
  /** Says that this key has signed it, but it has not signed that. */
  | { readonly state: 'forged'; readonly keyId: string }
  /** Signed by this key, but over another statement than the one beside it. */
  | { readonly state: 'other-statement'; readonly keyId: string };

/** Holds an envelope against the statement beside it and a public key. */
export function checkEnvelope(text: string, statement: Uint8Array, publicKey: KeyObject): SignatureState {
  const envelope = readEnvelope(text);
  if (envelope === undefined) return { state: 'unreadable' };
  const keyId = keyIdOf(publicKey);
  const { payload, signatures } = envelope;
  const covered = preAuthEncoding(payloadType, payload);
  const own = signatures.filter(({ keyid }) => keyid === keyId);
  if (own.length === 0) return { state: 'other-key', keyId, signedBy: signatures.map(({ keyid }) => keyid) };
  if (!own.some(({ sig }) => verify(null, covered, publicKey, sig))) return { state: 'forged', keyId };
  return payload.equals(statement) ? { state: 'good', keyId } : { state: 'other-statement', keyId };
}
