import { parentPort } from 'node:worker_threads';
import { loadAtOnce } from './load-at-once.ts';
import { take } from './task.ts';
import { type AnswerMessage, type JobMessage, type LoadMessage, packError } from './thread-messages.ts';

// What runs on each thread of a crew: one job after the other, its function loaded by name from its module. A job that was
// taken back in the meantime is passed over. As long as there is none, modules are loaded that jobs to come will need.

type Run = (given: unknown) => unknown;

const jobs: JobMessage[] = [];
const modules: string[] = [];
let isWorking = false;

async function answer({ module, name, given }: JobMessage): Promise<AnswerMessage> {
  try {
    loadAtOnce(module);
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

async function work(): Promise<void> {
  isWorking = true;
  for (;;) {
    // Messages arrive in between.
    await new Promise((resolve) => setImmediate(resolve));
    const job = jobs.shift();
    const module = job === undefined ? modules.shift() : undefined;
    if (job !== undefined && take(job.mark)) send(await answer(job));
    if (module !== undefined) loadAtOnce(module);
    if (job === undefined && module === undefined) break;
  }
  isWorking = false;
}

parentPort?.on('message', (message: JobMessage | LoadMessage) => {
  if ('load' in message) modules.push(...message.load);
  else jobs.push(message);
  if (!isWorking) void work();
});
