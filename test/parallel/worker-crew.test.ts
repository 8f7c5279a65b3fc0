import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import { type Crew, createJob, type findJob as FindJob, type Job } from '../../src/parallel/crew.ts';
import { packError, unpackError } from '../../src/parallel/thread-messages.ts';
import type { createCrew as CreateCrew, WorkerCrew } from '../../src/parallel/worker-crew.ts';
import { type Compiled, compileSources } from '../compiled.ts';

/** A module with jobs, as `src/run/hand.ts` loads them. */
const jobs = `
import { threadId } from 'node:worker_threads';
import { UserError } from './build/model/user-error.js';
import { createJob } from './build/parallel/crew.js';
const jobs = {};
jobs.double = (given) => given * 2;
jobs.count = ({ counts, index }) => { Atomics.add(counts, index, 1); return index; };
jobs.waitFor = async (flag) => {
  Atomics.store(flag, 0, 1);
  while (Atomics.load(flag, 0) !== 2) await new Promise((done) => setTimeout(done));
};
jobs.add = (given) => { given[given.length - 1] += 5; };
jobs.whoAmI = async (milliseconds) => new Promise((done) => setTimeout(() => done(threadId), milliseconds));
jobs.refuse = () => { throw new UserError([{ code: 'odd', severity: 'error', message: 'odd' }], 75); };
jobs.fail = () => { throw new RangeError('out of it'); };
jobs.deny = () => { throw Object.assign(new Error('no'), { code: 'EACCES' }); };
jobs.throwOddly = () => { throw () => {}; };
jobs.giveOddly = () => () => {};
jobs.end = () => { process.exit(3); };
jobs.crash = () => new Promise(() => { setTimeout(() => { throw new Error('later'); }); });
jobs.hang = () => new Promise(() => {});
jobs.talk = () => { console.log('out'); console.error('err'); process.emitWarning('careful'); };
for (const [name, run] of Object.entries(jobs)) createJob(name, run);
`;

let compiled: Compiled;
let createCrew: typeof CreateCrew;
let findJob: typeof FindJob;
let entry: URL;

beforeAll(async () => {
  compiled = compileSources();
  const url = (path: string) => pathToFileURL(join(compiled.directory, path));
  writeFileSync(url('jobs.mjs'), jobs);
  writeFileSync(
    url('hand.mjs'),
    `import './jobs.mjs'; import { serveJobs } from './build/parallel/worker.js'; serveJobs();`,
  );
  entry = url('hand.mjs');
  ({ createCrew } = await import(url('build/parallel/worker-crew.js').href));
  ({ findJob } = await import(url('build/parallel/crew.js').href));
  await import(url('jobs.mjs').href);
});

afterAll(() => compiled.remove());

/** `run` is how the thread of the tests does it. */
function job(name: string, run?: Job<unknown, unknown>['run']): Job<unknown, unknown> {
  return { name, run: run ?? ((given) => findJob(name).run(given)) };
}

/** Asks for two jobs at most, and keeps this thread from doing them itself. */
async function doElsewhere(crew: WorkerCrew, ...asked: readonly [name: string, given: unknown][]) {
  const settled = Promise.allSettled(asked.map(([name, given]) => crew.do(job(name), given)));
  await hold(crew, () => settled);
  return settled;
}

/** Keeps this thread busy: more jobs than can be sent to the others, so that it begins with one of these. */
function hold(crew: WorkerCrew, until: () => Promise<unknown>): Promise<unknown> {
  const held = job('double', until);
  return Promise.all(Array.from({ length: 12 }, () => crew.do(held, 0)));
}

function crewOf(size: number): WorkerCrew {
  const crew = createCrew(size, entry);
  onTestFinished(() => crew.close());
  return crew;
}

describe('the others of a crew', () => {
  it('are none before threads are there', () => {
    const crew = createCrew(3, entry);
    onTestFinished(() => crew.close());
    expect([crew.others, createCrew(1, entry).others]).toEqual([undefined, undefined]);
  });

  it('do jobs that this thread, with nothing else to do, leaves to them', async () => {
    const crew = createCrew(3, entry);
    onTestFinished(() => crew.close());
    crew.start(2);
    const { size, do: ask } = crew.others as Crew;
    const hands = await Promise.all(Array.from({ length: 12 }, () => ask(job('whoAmI'), 5)));
    expect(size).toBe(3);
    expect(new Set(hands).size).toBe(2);
    expect(hands).not.toContain(threadId);
  });

  it('do them, too, where this thread has jobs of its own to look after', async () => {
    const crew = createCrew(2, entry);
    onTestFinished(() => crew.close());
    crew.start(1);
    const { do: ask } = crew.others as Crew;
    const own = crew.do(job('whoAmI'), 5);
    const hands = await Promise.all(Array.from({ length: 6 }, () => ask(job('whoAmI'), 5)));
    await own;
    expect(hands).not.toContain(threadId);
  });

  it('say what went wrong', async () => {
    const crew = createCrew(2, entry);
    onTestFinished(() => crew.close());
    crew.start(1);
    await expect(crew.others?.do(job('refuse'), 0)).rejects.toThrow('odd');
    await expect(crew.others?.do(job('end'), 0)).rejects.toThrow('its thread ended');
  });
});

describe('a crew of threads', () => {
  it.each([2, 3, 5])('does each job once with %i hands', async (size) => {
    const crew = crewOf(size);
    const given = Array.from({ length: 50 }, (_, index) => index);
    const counts = new Int32Array(new SharedArrayBuffer(200));
    expect(await Promise.all(given.map((index) => crew.do(job('count'), { counts, index })))).toEqual(given);
    expect([...counts]).toEqual(given.map(() => 1));
  });

  it('starts one thread less than its size, keeps them, and works itself', async () => {
    const crew = crewOf(3);
    await doElsewhere(crew, ['double', 1], ['double', 2]);
    const ask = () => Promise.all(Array.from({ length: 9 }, () => crew.do(job('whoAmI'), 50)));
    const threads = new Set([...(await ask()), ...(await ask())]);
    expect(threads.size).toBe(3);
    expect(threads).toContain(threadId);
  });

  it('starts threads before there are jobs, and no more than hands are missing', async () => {
    const crew = crewOf(2);
    crew.start(5);
    const found = await doElsewhere(crew, ['whoAmI', 1], ['whoAmI', 1]);
    const [first, second] = found.map((told) => (told as PromiseFulfilledResult<unknown>).value);
    expect(first).toBe(second);
  });

  it('does here what a busy thread has not begun', async () => {
    const crew = crewOf(2);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const long = crew.do(job('waitFor'), flag);
    const next = crew.do(job('whoAmI'), 0);
    const held = hold(crew, async () => {
      while (Atomics.load(flag, 0) === 0) await new Promise((done) => setTimeout(done));
    });
    expect(await next).toBe(threadId);
    Atomics.store(flag, 0, 2);
    await Promise.all([long, held]);
  });

  it('fills memory that is shared, and copies what is not', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(16));
    const own = new Float64Array(2);
    await doElsewhere(crewOf(2), ['add', shared], ['add', own]);
    expect([...shared, ...own]).toEqual([0, 5, 0, 0]);
  });

  it.each([
    { name: 'refuse', expected: { name: 'UserError', status: 75, problems: [{ code: 'odd' }] } },
    { name: 'fail', expected: { name: 'RangeError', message: 'out of it' } },
    { name: 'deny', expected: { message: 'no', code: 'EACCES' } },
    { name: 'throwOddly', expected: { message: '() => {}' } },
    { name: 'giveOddly', expected: { message: expect.stringContaining('could not be cloned') } },
    { name: 'absent', expected: { message: expect.stringContaining('there is no job called absent') } },
    { name: 'end', expected: { message: 'its thread ended before end was done' } },
    { name: 'crash', expected: { message: 'its thread ended before crash was done', cause: { message: 'later' } } },
  ])('rejects what $name comes to, and goes on', async ({ name, expected }) => {
    const crew = crewOf(2);
    expect(await doElsewhere(crew, [name, 0], ['double', 4])).toMatchObject([
      { status: 'rejected', reason: expected },
      { status: 'fulfilled', value: 8 },
    ]);
    expect(await crew.do(job('double'), 4)).toBe(8);
  });

  it.each([
    { name: 'refuse', expected: { name: 'UserError', status: 75 } },
    { name: 'fail', expected: { name: 'RangeError', message: 'out of it' } },
    { name: 'hang', given: () => {}, expected: { name: 'DataCloneError' } },
  ])('rejects what $name comes to here, and goes on', async ({ name, given = 0, expected }) => {
    const crew = crewOf(2);
    const jobs = Array.from({ length: 4 }, () => crew.do(job(name), given));
    for (const failed of await Promise.allSettled(jobs)) expect(failed).toMatchObject({ reason: expected });
    expect(await crew.do(job('double'), 4)).toBe(8);
  });

  it('keeps its threads when they are tidied', async () => {
    const crew = crewOf(2);
    await crew.tidy();
    const [before] = await doElsewhere(crew, ['whoAmI', 0]);
    await crew.tidy();
    expect(await doElsewhere(crew, ['whoAmI', 0])).toEqual([before]);
  });

  it('rejects what is unfinished when it is closed, and takes nothing more', async () => {
    const crew = crewOf(2);
    const pending = Promise.allSettled([1, 2, 3].map(() => crew.do(job('hang'), 0)));
    await crew.close();
    const reason = { message: 'the crew was closed before hang was done' };
    expect(await pending).toMatchObject([{ reason }, { reason }, { reason }]);
    await expect(crew.do(job('hang'), 0)).rejects.toMatchObject(reason);
  });

  it.each([
    { title: 'writes nothing', name: 'talk', ending: 'await crew.close();' },
    { title: 'lets the process end though nobody closed it', name: 'double', ending: '' },
    {
      title: 'lets the process end though threads are only starting',
      name: 'double',
      ending: 'createCrew(3, entry).start(2);',
    },
  ])('$title', ({ name, ending }) => {
    const source = `
      import { createCrew } from './build/parallel/worker-crew.js';
      const entry = new URL('./hand.mjs', import.meta.url);
      const crew = createCrew(2, entry);
      const job = { name: '${name}' };
      const asked = [1, 2].map(() => crew.do(job, 0));
      const held = { ...job, name: 'double', run: () => Promise.all(asked) };
      await Promise.all([1, 2, 3, 4].map(() => crew.do(held, 0)));
      ${ending}
      console.log('done');`;
    const path = join(compiled.directory, 'main.mjs');
    writeFileSync(path, source);
    const ran = spawnSync(process.execPath, [path], { encoding: 'utf8', timeout: 20_000 });
    expect(ran).toMatchObject({ status: 0, stdout: 'done\n', stderr: '' });
  });
});

describe('a crew of one', () => {
  it('does its jobs on this thread', async () => {
    const crew = crewOf(1);
    expect(await crew.do({ name: 'double', run: (given: number) => given + 1 }, 1)).toBe(2);
  });
});

it('knows a job by a name that no other has', () => {
  createJob('only', () => {});
  expect(() => createJob('only', () => {})).toThrow('there are two jobs called only');
});

describe('errors on the road', () => {
  it.each([
    { title: 'of the user', error: new UserError([{ code: 'odd', severity: 'error', message: 'odd' }], 2) },
    { title: 'of the system', error: Object.assign(new Error('gone'), { code: 'ENOENT' }) },
    { title: 'of the language', error: new TypeError('no function') },
    { title: 'that are none', error: 'text' },
  ])('come back $title', ({ error }) => {
    const back = unpackError(structuredClone(packError(error)));
    expect(back).toEqual(error);
    expect(back instanceof UserError).toBe(error instanceof UserError);
  });
});
