// What must not be left behind where a signal ends the process: unfinished directories, locks, temporary files. Whoever makes
// one registers how it is removed, at once and without waiting, and takes that back when it is gone by itself.

const pending = new Set<(signal: string) => void>();

/** `clean` is called where a signal ends the process. Gives what takes it back. */
export function onInterrupt(clean: (signal: string) => void): () => void {
  pending.add(clean);
  return () => void pending.delete(clean);
}

/** Runs everything that is registered, the latest first. What fails does not keep the rest from its turn. */
export function cleanUp(signal: string): void {
  for (const clean of [...pending].reverse()) {
    pending.delete(clean);
    try {
      clean(signal);
    } catch {
      // The process ends; the next run clears what is left.
    }
  }
}
