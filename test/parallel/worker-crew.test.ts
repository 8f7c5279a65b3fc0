import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/model/user-error.ts';
import type { Job } from '../../src/parallel/crew.ts';
import { packError, unpackError } from '../../src/parallel/thread-messages.ts';
import type { createCrew as CreateCrew, WorkerCrew } from '../../src/parallel/worker-crew.ts';
import { type Compiled, compileSources } from '../compiled.ts';

const jobs = `
import { threadId } from 'node:worker_threads';
import { UserError } from './dist/model/user-error.js';
export const double = (given) => given * 2;
export const add = (given) => { given[given.length - 1] += 5; };
export const whoAmI = async (milliseconds) => new Promise((done) => setTimeout(() => done(threadId), milliseconds));
export const refuse = () => { throw new UserError([{ code: 'odd', severity: 'error', message: 'odd' }], 75); };
export const fail = () => { throw new RangeError('out of it'); };
export const deny = () => { throw Object.assign(new Error('no'), { code: 'EACCES' }); };
export const throwOddly = () => { throw () => {}; };
export const giveOddly = () => () => {};
export const end = () => { process.exit(3); };
export const crash = () => new Promise(() => { setTimeout(() => { throw new Error('later'); }); });
export const hang = () => new Promise(() => {});
export const talk = () => { console.log('out'); console.error('err'); process.emitWarning('careful'); };
`;

let compiled: Compiled;
let createCrew: typeof CreateCrew;
let module: string;

beforeAll(async () => {
  compiled = compileSources();
  const path = join(compiled.directory, 'jobs.mjs');
  writeFileSync(path, jobs);
  module = pathToFileURL(path).href;
  ({ createCrew } = await import(pathToFileURL(join(compiled.directory, 'dist/parallel/worker-crew.js')).href));
});

afterAll(() => compiled.remove());

/** A job that can only be done on another thread. */
function job(name: string): Job<unknown, unknown> {
  const run = () => {
    throw new Error('done here');
  };
  return { module, name, run };
}

function crewOf(size: number): WorkerCrew {
  const crew = createCrew(size);
  onTestFinished(() => crew.close());
  return crew;
}

describe('a crew of threads', () => {
  it('does more jobs than it has threads', async () => {
    const crew = crewOf(2);
    const given = Array.from({ length: 20 }, (_, index) => index);
    expect(await Promise.all(given.map((number) => crew.do(job('double'), number)))).toEqual(given.map((n) => n * 2));
  });

  it('starts no more threads than its size and keeps them', async () => {
    const crew = crewOf(2);
    const threads = await Promise.all(Array.from({ length: 6 }, () => crew.do(job('whoAmI'), 5)));
    threads.push(await crew.do(job('whoAmI'), 0));
    expect(new Set(threads).size).toBe(2);
  });

  it('fills memory that is shared, and copies what is not', async () => {
    const crew = crewOf(2);
    const shared = new Float64Array(new SharedArrayBuffer(16));
    const own = new Float64Array(2);
    await Promise.all([shared, own].map((array) => crew.do(job('add'), array)));
    expect([...shared, ...own]).toEqual([0, 5, 0, 0]);
  });

  it.each([
    { name: 'refuse', expected: { name: 'UserError', status: 75, problems: [{ code: 'odd' }] } },
    { name: 'fail', expected: { name: 'RangeError', message: 'out of it' } },
    { name: 'deny', expected: { message: 'no', code: 'EACCES' } },
    { name: 'throwOddly', expected: { message: '() => {}' } },
    { name: 'giveOddly', expected: { message: expect.stringContaining('could not be cloned') } },
    { name: 'absent', expected: { message: expect.stringContaining('exports no job called absent') } },
    { name: 'end', expected: { message: 'its thread ended before end was done' } },
    { name: 'crash', expected: { message: 'its thread ended before crash was done', cause: { message: 'later' } } },
  ])('rejects what $name comes to, and goes on', async ({ name, expected }) => {
    const crew = crewOf(2);
    const [failed, ...others] = await Promise.allSettled([
      crew.do(job(name), 0),
      ...Array.from({ length: 5 }, () => crew.do(job('double'), 4)),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: expected });
    expect(others).toEqual(Array.from({ length: 5 }, () => ({ status: 'fulfilled', value: 8 })));
  });

  it('rejects what cannot be sent, and goes on', async () => {
    const crew = crewOf(2);
    await expect(crew.do(job('double'), () => {})).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await crew.do(job('double'), 1)).toBe(2);
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
  ])('$title', ({ name, ending }) => {
    const source = `
      import { createCrew } from './dist/parallel/worker-crew.js';
      const crew = createCrew(2);
      await Promise.all([1, 2].map(() => crew.do({ module: ${JSON.stringify(module)}, name: '${name}' }, 0)));
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
    expect(await crew.do({ module, name: 'double', run: (given: number) => given + 1 }, 1)).toBe(2);
  });
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
