import { spawn } from 'node:child_process';

// Shows a file with the desktop's own program for it. Where there is no desktop nothing is started, and why is told; nobody
// waits for what is started.

/** Starts a program and leaves it alone; gives false where it could not be started. */
export type OpenFile = (program: string, parameters: readonly string[]) => Promise<boolean>;

export interface Shown {
  readonly opened: boolean;
  /** Why not. */
  readonly why?: string;
}

export async function showPage(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  openFile: OpenFile = startProgram,
  platform: NodeJS.Platform = process.platform,
): Promise<Shown> {
  const opener = openerFor(path, env, platform);
  if (opener === undefined) return { opened: false, why: 'there is no desktop here' };
  const [program, ...parameters] = opener;
  if (await openFile(program, parameters)) return { opened: true };
  return { opened: false, why: `${program} could not be started` };
}

function openerFor(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open', path];
  // `start` of cmd would read & and % in a path as its own; the file manager takes the path as it is.
  if (platform === 'win32') return ['explorer.exe', path];
  const hasDesktop = [env.DISPLAY, env.WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '');
  return hasDesktop ? ['xdg-open', path] : undefined;
}

/** As a process of its own, which outlives this one. */
export function startProgram(program: string, parameters: readonly string[]): Promise<boolean> {
  return new Promise((tell) => {
    const child = spawn(program, parameters, { detached: true, stdio: 'ignore' });
    child.once('error', () => tell(false));
    child.once('spawn', () => {
      child.unref();
      tell(true);
    });
  });
}
