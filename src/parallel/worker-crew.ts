import { collectGarbage, collectJob } from './collect-garbage.ts';
import { alone, type Crew, type Job } from './crew.ts';
import type { Task } from './task.ts';
import { Thread } from './thread.ts';

// A crew of this thread and others. The others start with the first job that finds none of them idle, or earlier where that is
// asked for, write nothing, and hold the process open only while they work. This thread takes a job whenever it has nothing
// else to do, so that no code is compiled on more threads than there are hands. Whoever makes a crew closes it.

export interface WorkerCrew extends Crew {
  tidy(): Promise<void>;
  /** Starts up to so many threads before there are jobs. */
  start(threads: number): void;
  /** Ends the threads; what they had not finished is rejected. No job is taken afterwards. */
  close(): Promise<void>;
}

const isCompiled = !import.meta.url.endsWith('.ts');

/**
 * `size` hands; with 1, or run from sources that a thread cannot load, none but this thread: jobs are done when asked for.
 * Threads run `entry`, which loads the modules of all jobs and calls `serveJobs`.
 */
export function createCrew(size: number, entry: URL): WorkerCrew {
  return size > 1 && isCompiled
    ? new ThreadCrew(size, entry)
    : { ...alone, tidy: async () => {}, start: () => {}, close: async () => {} };
}

/** Jobs that a thread is sent: one to do, and others to go on with while this thread is busy. */
const mostSent = 4;

class ThreadCrew implements WorkerCrew {
  readonly size: number;
  readonly #entry: URL;
  readonly #threads = new Set<Thread>();
  /** What is neither begun nor sent to a thread. */
  readonly #waiting: Task[] = [];
  /** What this thread does. */
  #here: Task | undefined;
  #isWorking = false;
  #isClosed = false;

  constructor(size: number, entry: URL) {
    this.size = size;
    this.#entry = entry;
  }

  do<Given, Result>(job: Job<Given, Result>, given: Given): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      this.#take({ job: job as Job<unknown, unknown>, given, resolve, reject });
    }) as Promise<Result>;
  }

  get others(): Crew | undefined {
    const threads = [...this.#threads];
    if (threads.length === 0) return undefined;
    const freest = () => threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
    return { size: threads.length + 1, do: (job, given) => freest().ask(job, given) };
  }

  async tidy(): Promise<void> {
    const idle = [...this.#threads].filter((thread) => thread.load === 0);
    const tidied = idle.map((thread) => thread.ask(collectJob, undefined));
    collectGarbage();
    await Promise.all(tidied);
  }

  start(threads: number): void {
    while (this.#threads.size < Math.min(threads, this.size - 1)) this.#start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#threads];
    this.#threads.clear();
    const unanswered = threads.map((thread) => thread.end());
    for (const task of this.#waiting.splice(0)) rejectClosed(task);
    if (this.#here !== undefined) rejectClosed(this.#here);
    for (const task of (await Promise.all(unanswered)).flat()) rejectClosed(task);
  }

  #take(...tasks: readonly Task[]): void {
    if (this.#isClosed) tasks.forEach(rejectClosed);
    else this.#waiting.push(...tasks);
    this.#handOut();
    if (!this.#isWorking) void this.#work();
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#freest();
      if (thread === undefined) return;
      thread.send(this.#waiting.shift() as Task);
    }
  }

  #freest(): Thread | undefined {
    let freest: Thread | undefined;
    for (const thread of this.#threads) if (thread.load < (freest?.load ?? mostSent)) freest = thread;
    return freest?.load !== 0 && this.#threads.size < this.size - 1 ? this.#start() : freest;
  }

  #start(): Thread {
    const thread = new Thread(this.#entry, {
      onAnswer: () => this.#handOut(),
      onEnd: (ended, cause) => this.#lose(ended, cause),
    });
    this.#threads.add(thread);
    return thread;
  }

  /** One job after the other as long as there are any, and in between whatever else the process has to do. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#here = this.#waiting.shift() ?? this.#takeBack();
      if (this.#here === undefined) break;
      const { job, given, resolve, reject } = this.#here;
      await Promise.resolve(given).then(job.run).then(resolve, reject);
    }
    this.#isWorking = false;
  }

  /** A task that a thread was only to go on with. */
  #takeBack(): Task | undefined {
    for (const thread of this.#threads) {
      const task = thread.takeBack();
      if (task !== undefined) return task;
    }
    return undefined;
  }

  /** The job of a thread that is gone fails; others take what it had not begun. */
  #lose(thread: Thread, cause: unknown): void {
    if (!this.#threads.delete(thread)) return;
    const left: Task[] = [];
    for (let task = thread.takeBack(true); task !== undefined; task = thread.takeBack(true)) left.push(task);
    void thread.end().then((begun) => {
      for (const { job, reject } of begun) reject(new Error(`its thread ended before ${job.name} was done`, { cause }));
    });
    this.#take(...left);
  }
}

function rejectClosed({ job, reject }: Task): void {
  reject(new Error(`the crew was closed before ${job.name} was done`));
}
