import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SyncBehind } from './sync-behind.ts';

// The files of a directory that is being written: opened here, filled by anybody, several at once, then synced behind.

export class StagedFiles {
  readonly #directory: string;
  readonly #folders = new Set<string>();
  readonly #filling = new Set<Promise<unknown>>();
  readonly #syncs = new SyncBehind();
  #isAbandoned = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What `fill` gives, which is given the descriptor of a new file and leaves it open. */
  async fill<Filled>(name: string, fill: (descriptor: number) => Promise<Filled>): Promise<Filled> {
    const descriptor = this.#open(name);
    const filling = fill(descriptor);
    this.#filling.add(filling);
    try {
      const filled = await filling;
      await this.#syncs.take(descriptor);
      return filled;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    } finally {
      this.#filling.delete(filling);
    }
  }

  /** Begins to bring to the disk what a long file has by now. */
  beginSync(descriptor: number): void {
    this.#syncs.begin(descriptor);
  }

  /** When everything that was filled is on the disk. */
  finish(): Promise<void> {
    return this.#syncs.finish();
  }

  /** Lets nobody open another file, and waits until none is written to: what its thread still wrote would go elsewhere. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    await Promise.allSettled(this.#filling);
    // What could not be synced is of no matter any more.
    await this.#syncs.finish().catch(() => undefined);
  }

  #open(name: string): number {
    if (this.#isAbandoned) throw new Error(`${name} is written into a directory that was given up`);
    const path = join(this.#directory, name);
    const folder = dirname(path);
    // At once: a thread of the system would make it again behind a signal's back, which has just removed it.
    if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    return openSync(path, 'wx');
  }
}
