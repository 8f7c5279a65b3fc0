import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
} from 'yaml';
import type { Located, LocatedEntry, LocatedScalar } from '../model/located.ts';
import type { Position } from '../model/problem.ts';
import type { Report } from './feel/scope.ts';
import { LineMap, placesOf, type ScalarStyle } from './scalar-places.ts';

// YAML text (1.2, one document) to values that know where they stand. All syntax errors are reported, and what a rubric
// has no use for is refused: tags, keys that are no plain text, a key given twice. Aliases stand for what they name.

const styles: Record<string, ScalarStyle> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

/** What aliases may unfold to, in values; a small file could otherwise stand for a huge one. */
const mostValues = 100_000;

const advice: Record<string, string> = {
  TAB_AS_INDENT: 'indent with spaces; a tab has no fixed width',
  BAD_INDENT: 'lines of one map start in the same column, and every "{" or "[" is closed',
  MISSING_CHAR: 'close the quote or bracket',
  BLOCK_AS_IMPLICIT_KEY: 'quote a text that holds ": "',
  BAD_SCALAR_START: 'put the text in quotes',
  BAD_DQ_ESCAPE: 'use single quotes, in which a backslash is an ordinary character',
  MULTIPLE_DOCS: 'one file holds one rubric: remove the line "---"',
};

/** The usual slip: a formula such as `grade in ("A", "B")` in a map of one line. */
export const commaAdvice = 'inside { } and [ ] a text that holds a comma stands in single quotes';

interface Reader {
  readonly file: string;
  readonly text: string;
  readonly lines: LineMap;
  readonly anchors: Map<string, Located>;
  readonly report: Report;
  values: number;
}

function span(reader: Reader, from: number, to: number): Position {
  const line = reader.text.indexOf('\n', from);
  const end = line < 0 ? to : Math.min(to, line);
  return { file: reader.file, ...reader.lines.at(from), length: Math.max(1, end - from) };
}

/** Where a block's first line of content begins, and the indentation that its lines lose. */
function blockContent(reader: Reader, header: number, value: string): { begin: number; indent: number } {
  const begin = reader.text.indexOf('\n', header) + 1;
  const leading = (text: string): number => /^(?:[ ]*\n)*([ ]*)/.exec(text)?.[1].length ?? 0;
  return { begin, indent: leading(reader.text.slice(begin)) - leading(value) };
}

function locateScalar(reader: Reader, node: Scalar.Parsed): LocatedScalar {
  const style = styles[node.type ?? 'PLAIN'];
  const value = node.value as LocatedScalar['value'];
  const text = typeof value === 'string' ? value : (node.source ?? '');
  const block = style === 'block' ? blockContent(reader, node.range[0], text) : undefined;
  const quoted = style === 'single' || style === 'double';
  const begin = block?.begin ?? node.range[0] + (quoted ? 1 : 0);
  const places = placesOf(reader.text, reader.lines, begin, text, style, block?.indent ?? 0);
  const shown = block ? begin + block.indent : begin;
  const end = block ? reader.text.length : node.range[1] - (quoted ? 1 : 0);
  return { kind: 'scalar', value, text, position: span(reader, shown, end), ...(places ? { places } : {}) };
}

function locateAlias(reader: Reader, node: Alias.Parsed): Located {
  const known = reader.anchors.get(node.source);
  const at = span(reader, node.range[0], node.range[1]);
  if (known !== undefined) return known;
  reader.report('yaml-refused', at, `the alias "*${node.source}" stands before, inside or without its anchor`, {
    hint: `write the value out, or mark it with "&${node.source}" further up`,
  });
  return { kind: 'scalar', value: null, text: '', position: at };
}

function locateMap(reader: Reader, node: ParsedNode & { items: unknown[] }): LocatedEntry[] {
  const entries: LocatedEntry[] = [];
  const seen = new Map<string, LocatedScalar>();
  for (const pair of node.items as { key: ParsedNode | null; value: ParsedNode | null }[]) {
    const keyRange = pair.key?.range ?? node.range;
    if (!isScalar(pair.key) || pair.key.value === null) {
      reader.report('yaml-refused', span(reader, keyRange[0], keyRange[1]), 'a key must be a plain text or number');
      continue;
    }
    const key = locateScalar(reader, pair.key as Scalar.Parsed);
    const first = seen.get(key.text);
    if (first !== undefined) {
      const hint = `it stands first in line ${first.position.line}; keep one of the two`;
      reader.report('duplicate-key', key.position, `"${key.text}" is given twice`, { hint });
      continue;
    }
    seen.set(key.text, key);
    const nothing: LocatedScalar = { kind: 'scalar', value: null, text: '', position: key.position };
    entries.push({ key, value: pair.value ? locate(reader, pair.value) : nothing });
  }
  return entries;
}

function locate(reader: Reader, node: ParsedNode): Located {
  if (isAlias(node)) return counted(reader, locateAlias(reader, node));
  const position = span(reader, node.range[0], node.range[1]);
  let located: Located;
  if (isMap(node)) located = { kind: 'map', entries: locateMap(reader, node as never), position };
  else if (isSeq(node)) {
    const items = (node.items as ParsedNode[]).map((item) => locate(reader, item));
    located = { kind: 'list', items, position };
  } else located = locateScalar(reader, node as Scalar.Parsed);
  if (node.anchor !== undefined) reader.anchors.set(node.anchor, located);
  reader.values += 1;
  return located;
}

function countValues(value: Located): number {
  if (value.kind === 'map') return value.entries.reduce((sum, entry) => sum + countValues(entry.value), 1);
  return value.kind === 'list' ? value.items.reduce((sum, item) => sum + countValues(item), 1) : 1;
}

/** Counts what an alias unfolds to; past the bound it becomes nothing. */
function counted(reader: Reader, value: Located): Located {
  reader.values += countValues(value);
  if (reader.values <= mostValues) return value;
  const message = `aliases unfold to more than ${mostValues} values`;
  if (reader.values < Number.POSITIVE_INFINITY) reader.report('yaml-refused', value.position, message);
  reader.values = Number.POSITIVE_INFINITY;
  return { kind: 'scalar', value: null, text: '', position: value.position };
}

function describe(error: YAMLError): string {
  const message = error.message.replace(/; please use .*$/, '').replace(/["']quote$/, 'quote');
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function adviceOn({ code, message }: YAMLError): string | undefined {
  return /between flow (map|sequence) items/.test(message) ? commaAdvice : advice[code];
}

/** A quote that is never closed is told where it opens; everything behind it was swallowed. */
function placeOfError(reader: Reader, document: Document, { code, message, pos }: YAMLError): Position {
  let opened = pos[0];
  if (code === 'MISSING_CHAR' && /quote/.test(message)) {
    visit(document, {
      Scalar(_key, { range, type }) {
        if (range && range[0] < pos[0] && (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE')) opened = range[0];
      },
    });
  }
  return opened === pos[0] ? span(reader, pos[0], pos[1]) : span(reader, opened, opened + 1);
}

/** Reads one YAML document; undefined where its syntax is wrong. A byte order mark and CRLF are taken as they come. */
export function readYaml(file: string, source: string, report: Report): Located | undefined {
  const text = normaliseText(source);
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const reader: Reader = { file, text, lines: new LineMap(text), anchors: new Map(), report, values: 0 };
  for (const error of document.errors) {
    const hint = adviceOn(error);
    report('yaml-syntax', placeOfError(reader, document, error), describe(error), hint ? { hint } : {});
  }
  for (const warning of document.warnings) {
    report('yaml-refused', span(reader, warning.pos[0], warning.pos[1]), describe(warning), { hint: 'remove the tag' });
  }
  if (document.errors.length > 0) return undefined;
  const nothing: LocatedScalar = { kind: 'scalar', value: null, text: '', position: span(reader, 0, 1) };
  return document.contents === null ? nothing : locate(reader, document.contents);
}

/** The text as lines are counted in it: without byte order mark, and with LF as the only line end. */
export function normaliseText(source: string): string {
  return source.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}
