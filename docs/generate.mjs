// Writes what the documentation says from the code: docs/errors.md, and the blocks of docs/rubric.md between
// `<!-- generated: NAME -->` and `<!-- end of generated -->`. Run over build/, so after a build. With --check nothing is
// written: a file that is not what the code says is named, and the exit status is 1.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = new URL('./', import.meta.url);
const build = new URL('../build/', import.meta.url);
if (!existsSync(build)) fail('docs/generate.mjs reads build/: run npm run build first');

const load = (path) => import(new URL(path, build).href);
const { registries } = await load('run/rubric-file.js');
const { rubricKeys } = await load('rubric/schema.js');
const { listFunctions } = await load('plan/functions/list-functions.js');
const { figures } = await load('model/figures.js');

/** Where problems arise, in the order a person meets them; every catalogue of build/ must have its place here. */
const places = [
  ['rubric', 'The rubric file', 'Found before a row is read. `tierbook check RUBRIC` shows all of them at once.'],
  ['rubric/feel', 'Formulas and conditions', 'FEEL in the rubric; the caret stands under the part that is meant.'],
  ['scoring', 'Scoring methods and lookups', 'Found while the rubric is checked, or counted while a book is scored.'],
  ['tiering', 'Grades and tiers', 'Counted while a book is scored.'],
  ['engine', 'Calculation', 'Counted while a book is scored.'],
  [
    'input',
    'The book',
    'Files, headings, rows and cells. Findings about a row or a cell stand in `rejects.csv` with their line.',
  ],
  ['run', 'Files, directories and options', 'What the command itself meets.'],
];

const bar = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => (text.includes('`') ? `\`\` ${bar(text)} \`\`` : `\`${bar(text)}\``);
const sentence = (text) => bar(text[0].toUpperCase() + text.slice(1));

function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

async function readCatalogues() {
  const found = readdirSync(build, { recursive: true })
    .map((name) => name.split('\\').join('/'))
    .filter((name) => name.endsWith('/problems.js'))
    .map((name) => name.slice(0, -'/problems.js'.length));
  const unplaced = found.filter((place) => !places.some(([known]) => known === place));
  if (unplaced.length > 0) fail(`docs/generate.mjs has no place for the problems of ${unplaced.join(', ')}`);
  const catalogues = new Map();
  for (const [place] of places) {
    const exported = await load(`${place}/problems.js`);
    const [, catalogue] = Object.entries(exported).find(([name]) => name.endsWith('Problems')) ?? [];
    if (catalogue === undefined) fail(`${place}/problems.js exports no catalogue`);
    catalogues.set(place, catalogue);
  }
  return catalogues;
}

/** A code is told once, at the innermost place; one that arises at two places for two reasons is told at both. */
async function errorsPage() {
  const catalogues = await readCatalogues();
  const anchors = new Set();
  const groups = places.map(([place, title, note]) => {
    const inner = places.filter(([other]) => other.startsWith(`${place}/`)).map(([other]) => catalogues.get(other));
    const own = Object.entries(catalogues.get(place)).filter(
      ([name]) => !inner.some((one) => Object.hasOwn(one, name)),
    );
    const rows = own.map(([name, { severity, meaning, remedy }]) => {
      const anchor = anchors.has(name) ? `${place.replace('/', '-')}-${name}` : name;
      anchors.add(anchor);
      return [`<a id="${anchor}"></a>\`${name}\``, severity, bar(meaning), bar(remedy)];
    });
    return `## ${title}\n\n${note}\n\n${table(['code', 'severity', 'what it means', 'what to do'], rows)}\n`;
  });
  return `<!-- Written by docs/generate.mjs from the problem catalogues of the code. Change those, then: npm run docs -->

# What the messages mean

A message names the place, a code and what was found:

    rubric.yaml:41:7  unknown-key  "wieght" is not a setting of a factor
    41 |       wieght: 30
       |       ^^^^^^ did you mean "weight"?

An **error** stops the run (exit status 2; \`tierbook check\` ends with 1). A **warning** is shown and the run goes on. A **finding**
is counted: \`summary.json\` lists findings with their number, and \`rejects.csv\` has a line for every row or value that could not be
used. All problems of a stage are shown, not only the first.

${groups.join('\n')}`;
}

function keyReference() {
  const rows = rubricKeys(registries).map((row) => [
    code(row.path),
    bar(row.type),
    row.default === 'required' ? '**required**' : bar(row.default),
    sentence(row.meaning),
    code(row.example),
  ]);
  return table(['key', 'takes', 'default', 'meaning', 'example'], rows);
}

const usage = ({ name, parameters, required }) =>
  name.startsWith('.')
    ? `x${name}`
    : `${name}(${parameters.map((one, index) => (index < required ? one : `${one}?`)).join(', ')})`;

function fieldTypeTable() {
  const words = (list) => (list === undefined ? '-' : list.map(code).join(' '));
  const rows = Object.values(registries.fieldTypes).map(({ keyword, summary, ranged, listed, units, formats }) => {
    const settings = [...(ranged ? ['`min`', '`max`'] : []), ...(listed ? ['`values`'] : [])].join(' ') || '-';
    const unit = units?.find((one) => one === '万元') ?? units?.[0];
    const more = listed ? ', values: [A, B]' : unit ? `, unit: ${unit}` : formats ? `, format: ${formats[0]}` : '';
    return [
      `\`${keyword}\``,
      sentence(summary),
      code(`{type: ${keyword}${more}}`),
      settings,
      words(units),
      words(formats),
    ];
  });
  return table(['type', 'holds', 'example', 'settings', '`unit:`', '`format:`'], rows);
}

const methodTable = () =>
  table(
    ['method', 'gives', 'example'],
    Object.values(registries.methods).map(({ keyword, summary, example }) => [
      `\`${keyword}\``,
      sentence(summary),
      code(example),
    ]),
  );

const functionTable = () =>
  table(
    ['function', 'gives', 'example'],
    [...registries.functions.values()].map((one) => [code(usage(one)), sentence(one.summary), code(one.example)]),
  );

const listFunctionTable = () =>
  table(
    ['function', 'gives', 'example'],
    [...listFunctions.values()].map(({ name, parameter, summary, example }) => [
      code(`${name}(${parameter})`),
      sentence(summary),
      code(example),
    ]),
  );

const figureTable = () =>
  table(
    ['figure', 'meaning', 'example of a rule'],
    Object.entries(figures).map(([name, { meaning, type }]) => [
      `\`${name}\``,
      sentence(meaning),
      code(`${name} <= ${type.kind === 'integer' ? '100' : name === 'effective_clients' ? '50' : '0.1'}`),
    ]),
  );

const blocks = {
  keys: keyReference,
  'field types': fieldTypeTable,
  'scoring methods': methodTable,
  functions: functionTable,
  'list functions': listFunctionTable,
  figures: figureTable,
};

function fillBlocks(text) {
  const used = new Set();
  const filled = text.replace(
    /(<!-- generated: ([a-z ]+) -->\n)[\s\S]*?(<!-- end of generated -->)/g,
    (_, begin, name, end) => {
      if (blocks[name] === undefined) fail(`docs/rubric.md asks for "${name}", which nothing generates`);
      used.add(name);
      return `${begin}\n${blocks[name]()}\n\n${end}`;
    },
  );
  const absent = Object.keys(blocks).filter((name) => !used.has(name));
  if (absent.length > 0) fail(`docs/rubric.md has no block "${absent.join('", "')}"`);
  return filled;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const pages = [
  ['errors.md', () => errorsPage()],
  ['rubric.md', (before) => fillBlocks(before)],
];
const check = process.argv.includes('--check');
const stale = [];
for (const [name, make] of pages) {
  const file = fileURLToPath(new URL(name, here));
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = await make(before);
  if (after === before) continue;
  if (check) stale.push(`docs/${name}`);
  else {
    writeFileSync(file, after);
    process.stdout.write(`docs/${name}\n`);
  }
}
if (stale.length > 0) fail(`${stale.join(', ')} is not what the code says: run npm run docs`);
