import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { engineProblems } from '../../src/engine/problems.ts';
import { inputProblems } from '../../src/input/problems.ts';
import { rubricProblems } from '../../src/rubric/problems.ts';
import { runProblems } from '../../src/run/problems.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';
import { tieringProblems } from '../../src/tiering/problems.ts';

// Every code that the source reports is in a catalogue, and every catalogued code is reported. Codes are read off the
// source where they stand: as the value of `code:` or `finding:`, as the first argument of a function that reports, as an
// element of `reasons.push([…])` and the like. That the scan finds every catalogued code shows that it knows all of these.

const source = fileURLToPath(new URL('../../src', import.meta.url));
const catalogues = { engineProblems, inputProblems, rubricProblems, runProblems, scoringProblems, tieringProblems };

/** The text from `start` to the comma, bracket or semicolon that ends the expression there. */
function expressionAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === "'" || sign === '"' || sign === '`') {
      at = text.indexOf(sign, at + 1);
      if (at < 0) break;
    } else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && depth-- === 0) return text.slice(start, at);
    else if (depth === 0 && (sign === ',' || sign === ';')) return text.slice(start, at);
  }
  return text.slice(start);
}

/** Where a code stands. `const code =` is what a later `report(code` passes on. */
const beforeCode = /\b(?:code|finding):\s*|\bconst code =\s*|\b(?:report|complain|refused?|describeFinding)\(\s*/g;

function codesOf(text: string): string[] {
  return [...text.matchAll(beforeCode)].flatMap((match) => {
    const expression = expressionAt(text, match.index + match[0].length);
    // In `a === 'b' ? 'c' : 'd'` only what is chosen is a code; a parameter's type (`code: string`) has no quote.
    const chosen = expression.replace(/^[^?]*\?(?!\.)/s, '');
    return [...chosen.matchAll(/'([a-z]+(?:-[a-z\d]+)*)'/g)].map(([, code]) => code);
  });
}

const reported = new Map<string, string>();
for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name === 'problems.ts') continue;
  const file = join(entry.parentPath, entry.name);
  for (const code of codesOf(readFileSync(file, 'utf8'))) {
    if (!reported.has(code)) reported.set(code, relative(source, file));
  }
}

const catalogued = new Set(Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue)));

describe('problem catalogues', () => {
  it('hold every code that is reported', () => {
    expect([...reported].filter(([code]) => !catalogued.has(code))).toEqual([]);
  });

  it('hold no code that is never reported', () => {
    expect([...catalogued].filter((code) => !reported.has(code))).toEqual([]);
  });

  it.each(Object.entries(catalogues))('%s says what each means and what to do', (_, catalogue) => {
    for (const [code, { meaning, remedy }] of Object.entries(catalogue)) {
      expect(code).toMatch(/^[a-z]+(-[a-z\d]+)*$/);
      expect(meaning).toMatch(/^[^a-z].*\.$/s);
      expect(remedy).toMatch(/^[^a-z].*\.$/s);
    }
  });
});

describe('the scan', () => {
  it.each([
    { title: 'a property', given: "{ code: 'a-b', severity: 'error' }", expected: ['a-b'] },
    { title: 'a choice', given: "{ code: kind === 'x-y' ? 'a-b' : 'c-d', message: 'e-f' }", expected: ['a-b', 'c-d'] },
    { title: 'a call', given: "this.report(\n  'a-b', at, 'c-d')", expected: ['a-b'] },
    { title: 'a finding', given: "{ text, finding: 'a-b' }", expected: ['a-b'] },
    { title: 'a type', given: '{ readonly code: string }', expected: [] },
  ])('reads the code of $title', ({ given, expected }) => {
    expect(codesOf(given)).toEqual(expected);
  });
});
