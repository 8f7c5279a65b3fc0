import { closeSync, fsync } from 'node:fs';
import { promisify } from 'node:util';

// Written files are brought to the disk while the next ones are being written. Two at a time: Node has four threads for
// files, and those that write must not wait behind those that sync.

const lanes = 2;
/** Files that may be open, so that a book of very many columns stays within what a process may hold. */
const mostOpen = 32;

export class SyncBehind {
  readonly #lanes: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  readonly #sync: (descriptor: number) => Promise<void>;
  #taken = 0;
  #open = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(sync: (descriptor: number) => Promise<void> = promisify(fsync)) {
    this.#sync = sync;
  }

  /** Syncs and closes a file that is wholly written, and is nobody else's from now on. */
  async take(descriptor: number): Promise<void> {
    const lane = this.#taken++ % lanes;
    this.#open++;
    this.#lanes[lane] = this.#lanes[lane].then(() => this.#settle(descriptor));
    if (this.#open >= mostOpen) await this.#lanes[lane];
  }

  /** Resolves when everything taken is on the disk; throws what the first one that failed threw. */
  async finish(): Promise<void> {
    await Promise.all(this.#lanes);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #settle(descriptor: number): Promise<void> {
    try {
      try {
        await this.#sync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#open--;
  }
}
