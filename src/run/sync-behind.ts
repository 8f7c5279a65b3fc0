import type { FileHandle } from 'node:fs/promises';

// Written files are brought to the disk while the next ones are being written. Two at a time: Node has four threads for
// files, and those that write must not wait behind those that sync.

const lanes = 2;
/** Files that may be open, so that a book of very many columns stays within what a process may hold. */
const mostOpen = 32;

export class SyncBehind {
  readonly #lanes: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  #taken = 0;
  #open = 0;
  #failure: { readonly error: unknown } | undefined;

  /** Syncs and closes a file that is wholly written. */
  async take(file: FileHandle): Promise<void> {
    const lane = this.#taken++ % lanes;
    this.#open++;
    this.#lanes[lane] = this.#lanes[lane].then(() => this.#settle(file));
    if (this.#open >= mostOpen) await this.#lanes[lane];
  }

  /** Resolves when everything taken is on the disk; throws what the first one that failed threw. */
  async finish(): Promise<void> {
    await Promise.all(this.#lanes);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #settle(file: FileHandle): Promise<void> {
    try {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#open--;
  }
}
