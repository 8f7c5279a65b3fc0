import { writeSync } from 'node:fs';

/** Writes all of the bytes, at once: the system may take fewer than it was given. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
