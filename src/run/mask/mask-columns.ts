import { ReasonTexts } from '../../model/reason-texts.ts';
import type { Rubric } from '../../model/rubric.ts';
import { type Column, isText, type Table, type TextColumn, textAt } from '../../model/table.ts';
import { gatherCodes, gatherFloats } from '../../numeric/gather.ts';
import { compareText } from '../../text/text-order.ts';
import type { Pseudonyms } from './pseudonyms.ts';

// The table of a run without anything that says who a client is: ids, names, groups of connected clients and every free text
// become pseudonyms, and so does any other text that is a client's id or name. Rows go into the order of the pseudonyms: in
// that of the ids, whoever has a list of the clients would count them off.

/** Shorter ones are too often something else: the value "1" of a category is not the client "1". */
const fewestCharacters = 4;

export interface Masker {
  readonly pseudonyms: Pseudonyms;
  /** What a column's text becomes. */
  readonly maskIn: (column: string, text: string) => string;
  /** A text of its own accord: another one where it is a client's id or name. */
  readonly maskKnown: (text: string) => string;
}

export function createMasker(table: Table, { portfolio }: Rubric, pseudonyms: Pseudonyms): Masker {
  const known = new Map<string, string>();
  const ids = idsOf(table, portfolio.id);
  const names = portfolio.name === undefined ? undefined : table.columns.get(portfolio.name);
  for (let row = 0; row < table.rows; row++) {
    const id = textAt(ids, row) as string;
    const name = names !== undefined && isText(names) ? textAt(names, row) : null;
    if (name !== null && name.length >= fewestCharacters) known.set(name, pseudonyms.name(id));
    if (id.length >= fewestCharacters) known.set(id, pseudonyms.id(id));
  }
  const maskKnown = (text: string) => known.get(text) ?? text;
  const maskIn = (name: string, text: string): string => {
    const kind = table.columns.get(name)?.type.kind;
    if (name === portfolio.id || kind === 'id') return pseudonyms.id(text);
    if (name === portfolio.group) return pseudonyms.group(text);
    return kind === 'text' ? pseudonyms.text(text) : maskKnown(text);
  };
  return { pseudonyms, maskIn, maskKnown };
}

/** The table with every text masked, rows in the order of the masked ids. */
export function maskTable({ rows, columns }: Table, { portfolio }: Rubric, masker: Masker): Table {
  const ids = idsOf({ rows, columns }, portfolio.id);
  const own = Array.from({ length: rows }, (_, row) => textAt(ids, row) as string);
  const masked = own.map((id) => masker.pseudonyms.id(id));
  const order = Uint32Array.from(masked.keys()).sort((a, b) => compareText(masked[a], masked[b]));
  const entries = [...columns].map(([name, column]): [string, Column] => {
    if (name === portfolio.id) {
      const codes = Int32Array.from(masked.keys());
      return [name, { type: column.type, codes, dictionary: Array.from(order, (row) => masked[row]) }];
    }
    if (!isText(column)) {
      const values = new Float64Array(rows);
      gatherFloats(column.values, order, values);
      return [name, { type: column.type, values }];
    }
    if (name === portfolio.name) return [name, nameColumn(column, order, (row) => masker.pseudonyms.name(own[row]))];
    return [name, textColumn(column, order, (text) => masker.maskIn(name, text))];
  });
  return { rows, columns: new Map(entries) };
}

/** A name a row; a client without one still has none. */
function nameColumn({ type, codes }: TextColumn, order: Uint32Array, nameOf: (row: number) => string): TextColumn {
  const dictionary: string[] = [];
  const own = Int32Array.from(order, (row) => (codes[row] < 0 ? -1 : dictionary.push(nameOf(row)) - 1));
  return { type, codes: own, dictionary };
}

function textColumn({ type, codes, dictionary }: TextColumn, order: Uint32Array, mask: (text: string) => string) {
  const own = new Int32Array(order.length);
  gatherCodes(codes, order, own);
  // Factors are the rubric's, not the client's.
  if (dictionary instanceof ReasonTexts) return { type, codes: own, dictionary };
  const texts = Array.from({ length: dictionary.length }, (_, code) => mask(dictionary.at(code) as string));
  return { type, codes: own, dictionary: texts };
}

function idsOf({ columns }: Table, id: string): TextColumn {
  return columns.get(id) as TextColumn;
}
