// Hands that work at the same time. A job is a plain function with a name, by which another thread that has loaded its module
// finds it: what it is given and what it returns are cloned on the way, except memory that is shared (shared-memory.ts), which
// stays one.

export interface Job<Given, Result> {
  readonly name: string;
  readonly run: (given: Given) => Result | Promise<Result>;
}

const jobs = new Map<string, Job<unknown, unknown>>();

/** At the top level of a module that `src/run/hand.ts` loads, under a name that no other job has. */
export function createJob<Given, Result>(
  name: string,
  run: (given: Given) => Result | Promise<Result>,
): Job<Given, Result> {
  if (jobs.has(name)) throw new Error(`there are two jobs called ${name}`);
  const job = { name, run };
  jobs.set(name, job as Job<unknown, unknown>);
  return job;
}

export function findJob(name: string): Job<unknown, unknown> {
  const job = jobs.get(name);
  if (job === undefined) throw new Error(`there is no job called ${name}`);
  return job;
}

export interface Crew {
  /** How many jobs are done at once; 1 where each is done here, when it is asked for. */
  readonly size: number;
  /** Rejects with what the job threw; a UserError comes back as one. Jobs begin in the order they were given. */
  do<Given, Result>(job: Job<Given, Result>, given: Given): Promise<Result>;
  /** The threads that are there, without this one; undefined where there are none. */
  readonly others?: Crew | undefined;
  /** Lets idle threads and this one let go of memory that nobody needs any more. */
  tidy?(): Promise<void>;
}

/** No other hands: everything is done on this thread. */
export const alone: Crew = {
  size: 1,
  async do(job, given) {
    return job.run(given);
  },
};

/** Of fewer rows, one thread is as fast: others would have to compile the same code first (measured on two cores). */
export const fewRows = 3 << 16;

/** From so many on, memory that threads hold of what is done weighs more than to have it collected. */
export const manyRows = 1 << 22;

/** Who works on so many rows: a crew that nobody has asked for anything starts no thread. */
export function crewFor(rows: number, crew: Crew): Crew {
  return rows < fewRows ? alone : crew;
}
