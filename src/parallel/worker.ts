import { parentPort } from 'node:worker_threads';
import { take } from './task.ts';
import { type AnswerMessage, type JobMessage, packError } from './thread-messages.ts';

// What runs on each thread of a crew: one job after the other, its function loaded by name from its module. A job that was
// taken back in the meantime is passed over.

type Run = (given: unknown) => unknown;

let last: Promise<void> = Promise.resolve();

async function answer({ module, name, given }: JobMessage): Promise<AnswerMessage> {
  try {
    const { [name]: run } = (await import(module)) as Record<string, Run | undefined>;
    if (typeof run !== 'function') throw new Error(`${module} exports no job called ${name}`);
    return { result: await run(given) };
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

parentPort?.on('message', (job: JobMessage) => {
  last = last.then(async () => {
    if (take(job.mark)) send(await answer(job));
  });
});
