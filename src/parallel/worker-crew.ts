import { Worker } from 'node:worker_threads';
import { collectGarbage } from './collect-garbage.ts';
import { alone, type Crew, type Job } from './crew.ts';
import { type AnswerMessage, type JobMessage, unpackError } from './thread-messages.ts';

// A crew of threads. They start with the first job that finds none idle, write nothing, and hold the process open only
// while they work. A thread that ends before its job is done is an error of that job. Whoever makes a crew closes it.

export interface WorkerCrew extends Crew {
  renew(): Promise<void>;
  /** Ends the threads; what they had not finished is rejected. No job is taken afterwards. */
  close(): Promise<void>;
}

const isCompiled = !import.meta.url.endsWith('.ts');

/** `size` threads; with 1, or run from sources that a thread cannot load, none at all: jobs are done here. */
export function createCrew(size: number): WorkerCrew {
  return size > 1 && isCompiled ? new ThreadCrew(size) : { ...alone, renew: async () => {}, close: async () => {} };
}

interface Task {
  readonly message: JobMessage;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  task: Task | undefined;
}

const entry = new URL('./worker.js', import.meta.url);

class ThreadCrew implements WorkerCrew {
  readonly size: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];
  #isClosed = false;

  constructor(size: number) {
    this.size = size;
  }

  do<Given, Result>({ module, name }: Job<Given, Result>, given: Given): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ message: { module, name, given }, resolve, reject });
      this.#handOut();
    }) as Promise<Result>;
  }

  async renew(): Promise<void> {
    const idle = [...this.#threads].filter((thread) => thread.task === undefined);
    for (const thread of idle) this.#threads.delete(thread);
    await Promise.all(idle.map((thread) => thread.worker.terminate()));
    collectGarbage();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#handOut();
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#isClosed ? undefined : (this.#idle() ?? this.#start());
      if (thread === undefined && !this.#isClosed) return;
      const task = this.#waiting.shift() as Task;
      if (thread === undefined) task.reject(new Error(`the crew was closed before ${task.message.name} was done`));
      else begin(thread, task);
    }
  }

  #idle(): Thread | undefined {
    for (const thread of this.#threads) if (thread.task === undefined) return thread;
    return undefined;
  }

  #start(): Thread | undefined {
    if (this.#threads.size >= this.size) return undefined;
    const worker = new Worker(entry, { stdout: true, stderr: true });
    const thread: Thread = { worker, task: undefined };
    this.#threads.add(thread);
    worker.on('message', (answer: AnswerMessage) => {
      const { task } = thread;
      rest(thread);
      if ('thrown' in answer) task?.reject(unpackError(answer.thrown));
      else task?.resolve(answer.result);
      this.#handOut();
    });
    worker.on('messageerror', (error) => this.#lose(thread, error));
    worker.on('error', (error) => this.#lose(thread, error));
    worker.on('exit', () => this.#lose(thread));
    return thread;
  }

  /** The job of a thread that is gone fails; another thread takes what waits. */
  #lose(thread: Thread, cause?: unknown): void {
    if (!this.#threads.delete(thread)) return;
    const { task } = thread;
    thread.task = undefined;
    const how = this.#isClosed ? 'the crew was closed' : 'its thread ended';
    task?.reject(new Error(`${how} before ${task.message.name} was done`, { cause }));
    void thread.worker.terminate();
    this.#handOut();
  }
}

function begin(thread: Thread, task: Task): void {
  thread.task = task;
  thread.worker.ref();
  try {
    thread.worker.postMessage(task.message);
  } catch (error) {
    // What cannot be cloned never left.
    rest(thread);
    task.reject(error);
  }
}

function rest(thread: Thread): void {
  thread.task = undefined;
  thread.worker.unref();
}
