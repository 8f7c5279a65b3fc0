import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from './rubric-examples.ts';

// Every page: links lead somewhere, and paths of the source that are named are there.

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

/** What can be linked to in a page: its headings, and the anchors it sets itself. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id)]);
}

function isBroken(from: string, target: string): boolean {
  const [path, anchor] = target.split('#');
  const file = path === '' ? join(root, from) : join(root, dirname(from), path);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

describe.each(pages)('$name', ({ name, text }) => {
  it('has links that lead somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    expect(links.filter((target) => !/^https?:/.test(target) && isBroken(name, target))).toEqual([]);
  });

  it('names paths that are there', () => {
    const paths = [...text.matchAll(/`((?:src|test|docs|fixtures)\/[\w./-]*)`/g)].map(([, path]) => path);
    expect(paths.filter((path) => !path.includes('NAME') && !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names every storey', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const storeys = readdirSync(join(root, 'src'));
    expect(storeys.filter((storey) => !text.includes(`\n    src/${storey}/ `))).toEqual([]);
  });
});

describe('docs/zh-CN/README.md', () => {
  it('has a whole rubric to which there is nothing to object', async () => {
    const [, text] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/zh-CN/README.md'), 'utf8')) ?? [];
    const { rubric, problems } = await check(text);
    expect(problems).toEqual([]);
    expect(rubric?.dimensions.map(({ name }) => name)).toEqual(['客户贡献度', '信用质量']);
  });
});
