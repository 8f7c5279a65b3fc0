import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { onInterrupt } from './clean-up.ts';

// A lock is a file that says who holds it: host, process and, where the system tells them (Linux), the boot and the moment
// the process began. One whose holder is gone is taken over: the process ended, the machine has started again, or the id
// is another process's by now. Of another host nobody can tell; such a lock stays until somebody removes it.

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Id of the boot. */
  readonly boot?: string;
  /** Clock ticks from the boot to the start of the process. */
  readonly began?: string;
}

/** Locks that this process holds: a lock with its id that is not among them was left by an earlier one. */
const held = new Set<string>();

/** Takes a lock and gives what lets it go; undefined while somebody else holds it. */
export function takeLock(file: string): (() => void) | undefined {
  if (held.has(file)) return undefined;
  if (!create(file)) {
    const text = readIfThere(file);
    if (text === undefined || holderLives(text) || !takeAway(file, text) || !create(file)) return undefined;
  }
  held.add(file);
  removeLeft(file);
  const release = () => {
    forget();
    if (held.delete(file)) rmSync(file, { force: true });
  };
  const forget = onInterrupt(release);
  return release;
}

/** As `takeLock`, but tries again for some seconds: for work that is over in a moment. */
export async function waitForLock(file: string, seconds: number): Promise<(() => void) | undefined> {
  for (let left = seconds * 50; ; left--) {
    const release = takeLock(file);
    if (release !== undefined || left <= 0) return release;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** "process 4711 on host-a", for a message. */
export function describeHolder(file: string): string | undefined {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return `process ${pid} on ${host}`;
  } catch {
    return undefined;
  }
}

/** A lock is there with its text or not at all: one without would be taken for a stale one. */
function create(file: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    const began = beganAt(process.pid);
    const holder: Holder = {
      host: hostname(),
      pid: process.pid,
      ...(boot === undefined ? {} : { boot }),
      ...(began === undefined ? {} : { began }),
    };
    writeFileSync(own, JSON.stringify(holder));
    place(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** What a process left that was killed while it took the lock. One that is still empty may be somebody's this very moment. */
function removeLeft(file: string): void {
  const start = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file))) {
    if (!name.startsWith(start) || !/^\d+$/.test(name.slice(start.length))) continue;
    const left = join(dirname(file), name);
    const text = readIfThere(left);
    if (text?.endsWith('}') && !holderLives(text)) rmSync(left, { force: true });
  }
}

function place(own: string, file: string): void {
  try {
    linkSync(own, file);
  } catch (error) {
    // Some file systems have no links.
    if (!/^(?:EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(own, file, constants.COPYFILE_EXCL);
  }
}

/** Removes a stale lock, unless another run was quicker: then what lies there is that run's, and stays. */
function takeAway(file: string, stale: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) {
    renameSync(aside, file);
    return false;
  }
  rmSync(aside);
  return true;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A lock that cannot be understood was cut short by a kill or a full disk. */
function holderLives(text: string): boolean {
  try {
    const holder = JSON.parse(text) as Holder;
    if (holder.host !== hostname()) return true;
    if (holder.boot !== undefined && boot !== undefined && holder.boot !== boot) return false;
    if (holder.pid === process.pid) return false;
    process.kill(holder.pid, 0);
    const began = beganAt(holder.pid);
    return holder.began === undefined || began === undefined || holder.began === began;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const boot = readSystem('/proc/sys/kernel/random/boot_id')?.trim();

/** The 22nd field of the process's stat line; the second, its name in brackets, may hold anything. */
function beganAt(pid: number): string | undefined {
  const stat = readSystem(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function readSystem(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
