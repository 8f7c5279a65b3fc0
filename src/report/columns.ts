import type { Table } from '../model/table.ts';
import { type Column, isText, type NumericColumn, type TextColumn } from '../model/table.ts';
import type { ReportFile } from './format.ts';
import { type JsonValue, writeJson } from './summary-json.ts';

// `columns/`: what a later run, `explain` or `verify` reads again. One little-endian file a column, rows in id order,
// described by `columns/index.json`. A number is base + step·(code − 1), code 0 is missing; codes take 1, 2 or 4 bytes,
// or 8 as doubles; a span too wide for codes is kept `plain`, as doubles with NaN for missing. Texts are codes into `values`, or, for ids and free text, the texts themselves, one JSON string a line.

interface Described {
  readonly entry: JsonValue;
  readonly file: ReportFile;
}

/**
 * The columns of a table except the plan's own (`$…`) and those derived from the rest (`lost.…`, `reason.…`); `also` names
 * those of the plan's own that are kept too.
 */
export function columnFiles(table: Table, also: ReadonlySet<string> = new Set(), folder = 'columns'): ReportFile[] {
  const names = [...table.columns.keys()].filter((name) => also.has(name) || !/^(\$|lost\.|reason\.)/.test(name));
  const described = names.map((name, index) => {
    const file = `${folder}/${String(index + 1).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}_.-]/gu, '_')}`;
    return describe(name, table.columns.get(name) as Column, file);
  });
  const index: JsonValue = { schemaVersion: 1, rows: table.rows, columns: described.map(({ entry }) => entry) };
  return [...described.map(({ file }) => file), { name: `${folder}/index.json`, content: [writeJson(index) + '\n'] }];
}

function describe(name: string, column: Column, file: string): Described {
  const { kind, scale, unit } = column.type;
  const about = { name, kind, ...(scale === 0 ? {} : { scale }), ...(unit === undefined ? {} : { unit }) };
  if (!isText(column)) return numbers(about, column, file);
  return kind === 'category' ? categories(about, column, file) : texts(about, column, file);
}

type About = Readonly<Record<string, JsonValue>>;

function numbers(about: About, column: NumericColumn, file: string): Described {
  const { values } = column;
  const { base, step, codes } = stepsOf(values);
  if (codes > Number.MAX_SAFE_INTEGER - 1) {
    const content = encode(values.length, 8, (row) => values[row]);
    return {
      entry: { ...about, encoding: 'plain', file: `${file}.bin` },
      file: { name: `${file}.bin`, content },
    };
  }
  const bytes = widthFor(codes);
  const content = encode(values.length, bytes, (row) =>
    Number.isNaN(values[row]) ? 0 : (values[row] - base) / step + 1,
  );
  return {
    entry: { ...about, encoding: 'steps', base, step, bytes, file: `${file}.bin` },
    file: { name: `${file}.bin`, content },
  };
}

/** Only entries that occur, in the order of their first row: the bytes do not depend on how the dictionary came about. */
function categories(about: About, column: TextColumn, file: string): Described {
  const { codes, dictionary } = column;
  const codeOf = new Map<string, number>();
  const own = new Int32Array(dictionary.length);
  for (const code of codes) {
    if (code < 0 || own[code] !== 0) continue;
    const text = dictionary.at(code) as string;
    if (!codeOf.has(text)) codeOf.set(text, codeOf.size + 1);
    own[code] = codeOf.get(text) as number;
  }
  const bytes = widthFor(codeOf.size);
  const content = encode(codes.length, bytes, (row) => (codes[row] < 0 ? 0 : own[codes[row]]));
  return {
    entry: { ...about, encoding: 'codes', bytes, values: [...codeOf.keys()], file: `${file}.bin` },
    file: { name: `${file}.bin`, content },
  };
}

function texts(about: About, column: TextColumn, file: string): Described {
  return {
    entry: { ...about, encoding: 'lines', file: `${file}.jsonl` },
    file: { name: `${file}.jsonl`, content: lines(column) },
  };
}

function* lines({ codes, dictionary }: TextColumn): Generator<string> {
  const block = 8192;
  for (let start = 0; start < codes.length; start += block) {
    let text = '';
    const end = Math.min(start + block, codes.length);
    for (let row = start; row < end; row++)
      text += `${codes[row] < 0 ? 'null' : JSON.stringify(dictionary.at(codes[row]))}\n`;
    yield text;
  }
}

/** Least value, greatest common step and number of codes of the present values. */
function stepsOf(values: Float64Array): { base: number; step: number; codes: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least > most) return { base: 0, step: 1, codes: 0 };
  // A span past 2^53 would not subtract exactly.
  if (!Number.isSafeInteger(most - least + 1)) return { base: 0, step: 1, codes: Number.MAX_SAFE_INTEGER };
  let step = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const distance = value - least;
    // Most values are multiples of the step already; a division says so sooner than the remainders below.
    if (step !== 0 && Math.floor(distance / step) * step === distance) continue;
    step = commonDivisor(distance, step);
    if (step === 1) break;
  }
  if (step === 0) step = 1;
  return { base: least, step, codes: (most - least) / step + 1 };
}

function commonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function widthFor(codes: number): 1 | 2 | 4 | 8 {
  if (codes < 2 ** 8) return 1;
  if (codes < 2 ** 16) return 2;
  return codes < 2 ** 32 ? 4 : 8;
}

/** Rows of one piece of a file: every column of a book at once would be a quarter of a run's memory. */
const pieceRows = 2 ** 17;

function* encode(rows: number, bytes: 1 | 2 | 4 | 8, codeOf: (row: number) => number): Generator<Uint8Array> {
  for (let start = 0; start < rows; start += pieceRows) {
    const count = Math.min(pieceRows, rows - start);
    const out = new Uint8Array(count * bytes);
    const view = new DataView(out.buffer);
    for (let at = 0; at < count; at++) {
      const code = codeOf(start + at);
      if (bytes === 1) out[at] = code;
      else if (bytes === 2) view.setUint16(at * 2, code, true);
      else if (bytes === 4) view.setUint32(at * 4, code, true);
      else view.setFloat64(at * 8, code, true);
    }
    yield out;
  }
}
