import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { type OpenFile, showPage, startProgram } from '../../src/run/open-page.ts';
import { book, rubric, temporaryDirectory } from './tierbook.ts';

describe('the page is shown', () => {
  const path = '/runs/2026-10/report & more.html';

  it.each([
    { title: 'with X', env: { DISPLAY: ':0' }, platform: 'linux', expected: ['xdg-open', path] },
    { title: 'with Wayland', env: { WAYLAND_DISPLAY: 'wayland-0' }, platform: 'linux', expected: ['xdg-open', path] },
    { title: 'on macOS', env: {}, platform: 'darwin', expected: ['open', path] },
    { title: 'on Windows', env: {}, platform: 'win32', expected: ['explorer.exe', path] },
  ] as const)('$title, by the program of the desktop', async ({ env, platform, expected }) => {
    const started: (readonly string[])[] = [];
    const open: OpenFile = async (program, parameters) => {
      started.push([program, ...parameters]);
      return true;
    };
    expect(await showPage(path, env, open, platform)).toEqual({ opened: true });
    expect(started).toEqual([expected]);
  });

  it.each([{ env: {} }, { env: { DISPLAY: '' } }])('nowhere without a desktop: $env', async ({ env }) => {
    const never: OpenFile = () => Promise.reject(new Error('nothing is to be started'));
    expect(await showPage(path, env, never, 'linux')).toEqual({ opened: false, why: 'there is no desktop here' });
  });

  it('nowhere without the program, which is said', async () => {
    const { opened, why } = await showPage(path, { DISPLAY: ':0' }, async () => false, 'linux');
    expect([opened, why]).toEqual([false, 'xdg-open could not be started']);
  });

  it('by a process of its own, which is there or is not', async () => {
    expect(await startProgram(process.execPath, ['--version'])).toBe(true);
    expect(await startProgram('tierbook-no-such-program', [])).toBe(false);
  });
});

describe('tierbook run --open', () => {
  async function run(env: Record<string, string>, openFile: OpenFile) {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'rubric.yaml'), rubric);
    writeFileSync(join(directory, 'book.csv'), book);
    const stderr: string[] = [];
    const status = await main({
      argv: 'run rubric.yaml book.csv --as-of 2026-10-31 --out out --format csv --open'.split(' '),
      cwd: directory,
      env,
      now: () => new Date(0),
      stdin: (async function* () {})(),
      stdout: { write: () => {} },
      stderr: { write: (text) => stderr.push(text) },
      openFile,
    });
    return { status, stderr: stderr.join(''), page: join(directory, 'out', 'report.html') };
  }

  it('writes the page, says where there is no desktop, and is done all the same', async () => {
    const { status, stderr, page } = await run({}, async () => true);
    const says = process.platform === 'linux' ? 'out/report.html is not opened: there is no desktop here' : '';
    expect([status, existsSync(page), stderr.includes(says)]).toEqual([0, true, true]);
  });

  it('opens the page of the run by its whole path', async () => {
    const opened: string[] = [];
    const { status, page } = await run({ DISPLAY: ':0' }, async (_, [path]) => opened.push(path) > 0);
    expect([status, opened]).toEqual([0, [page]]);
  });
});
