import { closeSync, fsync } from 'node:fs';
import { promisify } from 'node:util';

// Written files are brought to the disk while the next ones are being written, and long ones from time to time while they are,
// so that little is left to wait for at the end. Two at a time: Node has four threads for files, and those that write must not
// wait behind those that sync.

const lanes = 2;
/** Files that may be open, so that a book of very many columns stays within what a process may hold. */
const mostOpen = 32;

export class SyncBehind {
  readonly #lanes: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  readonly #sync: (descriptor: number) => Promise<void>;
  #open = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(sync: (descriptor: number) => Promise<void> = promisify(fsync)) {
    this.#sync = sync;
  }

  /** Begins to sync what has been written of a file; it is taken later. */
  begin(descriptor: number): void {
    this.#follow(descriptor, () => this.#sync(descriptor));
  }

  /** Syncs and closes a file that is wholly written, and is nobody else's from now on. */
  async take(descriptor: number): Promise<void> {
    this.#open++;
    const settled = this.#follow(descriptor, () => this.#settle(descriptor));
    if (this.#open >= mostOpen) await settled;
  }

  /** Resolves when everything taken is on the disk; throws what the first one that failed threw. */
  async finish(): Promise<void> {
    await Promise.all(this.#lanes);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** What is done of one file is done one after the other, so that it is closed last. The system tells of a failure once. */
  #follow(descriptor: number, work: () => Promise<void>): Promise<void> {
    const lane = descriptor % lanes;
    const done = this.#lanes[lane].then(work).catch((error: unknown) => {
      this.#failure ??= { error };
    });
    this.#lanes[lane] = done;
    return done;
  }

  async #settle(descriptor: number): Promise<void> {
    try {
      await this.#sync(descriptor);
    } finally {
      this.#open--;
      closeSync(descriptor);
    }
  }
}
