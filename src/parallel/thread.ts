import { Worker } from 'node:worker_threads';
import type { Job } from './crew.ts';
import { createMark, type Mark, type Task, take } from './task.ts';
import { type AnswerMessage, type JobMessage, unpackError } from './thread-messages.ts';

// A thread of a crew, as the thread sees it that made it: what it was sent, in that order, and what it has answered.

export interface ThreadEvents {
  /** A task is settled, and the thread has room for another. */
  onAnswer(): void;
  /** The thread is gone; what it had not begun can be taken back, the rest comes from `end`. */
  onEnd(thread: Thread, cause: unknown): void;
}

export class Thread {
  readonly #worker: Worker;
  /** What it was sent, and the marks by which that can be taken back. */
  readonly #sent = new Map<Task, Mark>();
  /** What it was asked for itself. */
  readonly #asked = new WeakSet<Task>();

  /** `entry` loads the modules of the jobs and does them (`serveJobs`). */
  constructor(entry: URL, { onAnswer, onEnd }: ThreadEvents) {
    this.#worker = new Worker(entry, { stdout: true, stderr: true });
    this.#worker.on('message', (answer: AnswerMessage) => {
      this.#settle(answer);
      onAnswer();
    });
    this.#worker.on('messageerror', (error) => onEnd(this, error));
    this.#worker.on('error', (error) => onEnd(this, error));
    this.#worker.on('exit', () => onEnd(this, undefined));
    // Only now: whoever listens holds the process open.
    this.#worker.unref();
  }

  /** How many tasks it has to do. */
  get load(): number {
    return this.#sent.size;
  }

  /** A job for this thread and no other, as long as it lives. */
  ask<Given, Result>(job: Job<Given, Result>, given: Given): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      const task: Task = { job: job as Job<unknown, unknown>, given, resolve, reject };
      this.#asked.add(task);
      this.send(task);
    }) as Promise<Result>;
  }

  send(task: Task): void {
    const mark = createMark();
    const { job, given } = task;
    try {
      this.#worker.postMessage({ name: job.name, given, mark } satisfies JobMessage);
    } catch (error) {
      // What cannot be cloned never left.
      task.reject(error);
      return;
    }
    this.#sent.set(task, mark);
    this.#worker.ref();
  }

  /** The first task that it has not begun, which it then never will; of those it was asked for itself only where it is `gone`. */
  takeBack(gone = false): Task | undefined {
    for (const [task, mark] of this.#sent) {
      if ((!gone && this.#asked.has(task)) || !take(mark)) continue;
      this.#forget(task);
      return task;
    }
    return undefined;
  }

  /** Ends it, and gives what it has not answered. */
  async end(): Promise<readonly Task[]> {
    const unanswered = [...this.#sent.keys()];
    this.#sent.clear();
    await this.#worker.terminate();
    return unanswered;
  }

  /** It answers in the order in which it was sent what it did. */
  #settle(answer: AnswerMessage): void {
    const [task] = this.#sent.keys();
    if (task === undefined) return;
    this.#forget(task);
    if ('thrown' in answer) task.reject(unpackError(answer.thrown));
    else task.resolve(answer.result);
  }

  #forget(task: Task): void {
    this.#sent.delete(task);
    if (this.#sent.size === 0) this.#worker.unref();
  }
}
