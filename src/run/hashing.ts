import { createHash } from 'node:crypto';
import type { ByteSource } from '../model/reader.ts';
import { UserError } from '../model/user-error.ts';

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface HashedSource extends ByteSource {
  /** SHA-256 and size of what was read; reads the source now if no pass over it has come to its end. */
  digest(): Promise<Digest>;
  /** Takes the digest of a pass that was made elsewhere. */
  note(digest: Digest): void;
}

interface Digest {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Hashes a source while it is read, so that the manifest names the bytes that were used. A source that gives other bytes
 * on a later pass has changed under the run, which is refused.
 */
export function hashed(source: ByteSource): HashedSource {
  let known: Digest | undefined;
  function note(digest: Digest): void {
    if (known !== undefined && known.sha256 !== digest.sha256) throw changed(source.name);
    known = digest;
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const part of source.bytes()) {
      hash.update(part);
      size += part.length;
      yield part;
    }
    note({ sha256: hash.digest('hex'), size });
  }
  return {
    ...source,
    bytes,
    note,
    digest: async () => {
      if (known === undefined) for await (const _ of bytes());
      return known as Digest;
    },
  };
}

export function changed(name: string): UserError {
  return new UserError([
    {
      code: 'input-changed',
      severity: 'error',
      file: name,
      message: `${name} changed while it was being read`,
      hint: 'run again when nothing writes to it',
    },
  ]);
}
