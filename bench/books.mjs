// The books that bench/ measures: how each is made (once, kept in bench/data/), its rubric, what tierbook is told besides,
// and the peers that do the same job by hand.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeBook } from './generate.mjs';
import { writeWideBook, writeWideLoans } from './generate-wide.mjs';

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function made(path, what, make) {
  if (existsSync(path)) return path;
  process.stderr.write(`bench: writing ${what}\n`);
  await mkdir(here('data'), { recursive: true });
  await make(path);
  return path;
}

const clients = (size) =>
  made(here(`data/clients-${size}.csv`), `${size} clients × 20`, (path) => writeBook(path, size));

/** The same book as a workbook, by openpyxl: numbers, days and texts as a spreadsheet has them. */
async function workbook(size) {
  const csv = await clients(size);
  return made(csv.replace(/csv$/, 'xlsx'), `${size} clients × 20 as a workbook`, async (path) => {
    const { status, stderr } = spawnSync('python3', [here('workbook.py'), csv, path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`python3 could not write the workbook: ${stderr}`);
  });
}

// A peer: its command before the files, the day and the folder; one that prints its version, and fails where it is not
// installed; and how it is had.
const python = (name, script) => ({
  command: ['python3', here(`peers/${script}`)],
  probe: ['python3', '-c', `import ${name}; print(${name}.__version__)`],
  install: `pip install ${name}`,
});
// Room for texts and vectors before garbage is collected, which is slow where there are millions of texts.
const dataTable = {
  command: ['Rscript', '--min-nsize=10M', '--min-vsize=1G', here('peers/datatable.R')],
  probe: [
    'Rscript',
    '-e',
    'library(jsonlite); cat(format(packageVersion("data.table")), "in R", format(getRversion()))',
  ],
  install: `Rscript -e 'install.packages(c("data.table", "jsonlite"))'`,
};

/** By name; `files` gives the book first and then the tables by name. */
export const books = {
  clients: {
    rubric: here('rubric.yaml'),
    files: async (size) => ({ book: await clients(size), tables: {} }),
    peers: {
      pandas: python('pandas', 'pandas.py'),
      polars: python('polars', 'polars.py'),
      duckdb: python('duckdb', 'duckdb.py'),
      'data.table': dataTable,
    },
  },
  wide: {
    rubric: here('rubric-wide.yaml'),
    files: async (size) => ({
      book: await made(here(`data/wide-${size}.csv`), `${size} clients × 60`, (path) => writeWideBook(path, size)),
      tables: {
        loans: await made(here(`data/wide-loans-${size}.csv`), `the loans of ${size} clients`, (path) =>
          writeWideLoans(path, size),
        ),
      },
    }),
    peers: { pandas: python('pandas', 'wide-pandas.py'), polars: python('polars', 'wide-polars.py') },
  },
  xlsx: {
    rubric: here('rubric.yaml'),
    files: async (size) => ({ book: await workbook(size), tables: {} }),
    peers: { pandas: python('pandas', 'pandas.py') },
  },
};
