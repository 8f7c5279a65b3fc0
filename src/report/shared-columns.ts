import { type Column, isText, listTexts, type Texts } from '../model/table.ts';
import type { Crew } from '../parallel/crew.ts';
import { inSharedMemory, type PackedColumn, type PackedTexts } from '../parallel/packed-column.ts';
import { poolOf, TextPool } from '../text/text-pool.ts';

// What is written, on its way to those who write it: in shared memory where they are other threads, as it is where not.

export type Share = typeof inSharedMemory;

/** Texts past these travel as a pool, so that they are not copied for every job. */
const mostCopied = 256;

/** Half of a pair: UTF-8 has none, so a pool would not give the text back. */
const loneSurrogate = /\p{Surrogate}/u;

export function shareFor({ size }: Crew): Share {
  return size > 1 ? inSharedMemory : asItIs;
}

const asItIs: Share = (array) => array;

export function shareColumn(column: Column, share: Share): PackedColumn {
  if (!isText(column)) return { type: column.type, values: share(column.values) };
  return { type: column.type, codes: share(column.codes), texts: shareTexts(column.dictionary, share) };
}

export function shareTexts(texts: Texts, share: Share): PackedTexts {
  if (!(texts instanceof TextPool)) {
    const list = listTexts(texts);
    if (share === asItIs || list.length <= mostCopied || list.some((text) => loneSurrogate.test(text))) return list;
  }
  const { bytes, ends } = poolOf(texts);
  return { bytes: share(bytes), ends: share(ends) };
}
