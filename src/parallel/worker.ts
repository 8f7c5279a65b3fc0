import { parentPort } from 'node:worker_threads';
// Its job is asked for by the crew itself.
import './collect-garbage.ts';
import { findJob } from './crew.ts';
import { take } from './task.ts';
import { type AnswerMessage, type JobMessage, packError } from './thread-messages.ts';

// What runs on each thread of a crew: one job after the other, found by its name. A job that was taken back in the meantime is
// passed over.

const waiting: JobMessage[] = [];
let isWorking = false;

async function answer({ name, given }: JobMessage): Promise<AnswerMessage> {
  try {
    return { result: await findJob(name).run(given) };
  } catch (error) {
    return { thrown: packError(error) };
  }
}

function send(message: AnswerMessage): void {
  try {
    parentPort?.postMessage(message);
  } catch (error) {
    parentPort?.postMessage({ thrown: packError(error) } satisfies AnswerMessage);
  }
}

async function work(): Promise<void> {
  isWorking = true;
  for (;;) {
    // Messages arrive in between.
    await new Promise((resolve) => setImmediate(resolve));
    const job = waiting.shift();
    if (job === undefined) break;
    if (take(job.mark)) send(await answer(job));
  }
  isWorking = false;
}

/** Once a thread, by the module that has loaded the modules of all jobs. */
export function serveJobs(): void {
  parentPort?.on('message', (message: JobMessage) => {
    waiting.push(message);
    if (!isWorking) void work();
  });
}
