import type { RecordedManifest } from '../../audit/read-manifest.ts';
import { UserError } from '../../model/user-error.ts';
import type { MaskKey } from './mask-key.ts';

// What cannot be done with a masked run, said so.

/** Clients of a book cannot be found among pseudonyms; the run of that day that is not masked has them. */
export function previousMasked(path: string): UserError {
  const message = `${path} holds a masked run, whose clients cannot be told`;
  const expected = 'the run of that day that is not masked; --mask masks what comes of it';
  return new UserError([{ code: 'masked-run', severity: 'error', file: path, message, found: path, expected }]);
}

/** `maskKey` is what was given in the place of the key `keyId`. */
export function unmaskable(keyId: string, maskKey: MaskKey | undefined): UserError {
  if (maskKey === undefined) {
    const message = 'the run is masked, and without its key nobody can make the same pseudonyms';
    const hint = 'give the key with --mask-key';
    return new UserError([{ code: 'masked-run', severity: 'error', message, expected: `key ${keyId}`, hint }]);
  }
  const message = 'the run is masked with another key';
  const [found, expected] = [`key ${maskKey.keyId}`, `key ${keyId}`];
  return new UserError([{ code: 'masked-otherwise', severity: 'error', message, found, expected }]);
}

interface GivenRun {
  readonly path: string;
  readonly run: { readonly manifest: RecordedManifest };
}

/** Two runs have clients in common only where neither is masked, or both by one key. */
export function refuseMixedMasks(runs: readonly GivenRun[]): void {
  const [first, ...others] = runs;
  const other = others.find(({ run }) => run.manifest.mask !== first.run.manifest.mask);
  if (other === undefined) return;
  const told = ({ path, run: { manifest } }: GivenRun) =>
    manifest.mask === undefined ? `${path} is not masked` : `${path} is masked by key ${manifest.mask.slice(0, 12)}`;
  const message = `${first.path} and ${other.path} have no clients in common: their pseudonyms are not of one key`;
  const found = `${told(first)}, ${told(other)}`;
  throw new UserError([{ code: 'masked-otherwise', severity: 'error', message, found, expected: 'both alike' }]);
}
